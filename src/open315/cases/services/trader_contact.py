"""The log of contacts with the trader: who was spoken to on which day, by which way, what was said, and when it goes on (ADR 0162)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, NextContact
from open315.cases.policies import staff
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES
from open315.cases.vault import said
from open315.cases.wording import CONTACTS
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.names import labelled
from open315.core.verbs import Face, Verb
from open315.core.verbs.questions import Choice, Day, Line
from open315.core.verbs.step import step
from open315.phrases.offering import Worded
from open315.phrases.types import Use


def _spoken(data: Mapping[str, Any]) -> Any:
    if data.get("until"):
        return _("Contact with the trader on %(done_on)s, %(way_words)s; next on %(until)s")
    return _("Contact with the trader on %(done_on)s, %(way_words)s")


CONTACT_TRADER = Verb(
    "contact_trader",
    CASE,
    event="cases.trader_contacted",
    permission="cases:note",
    who=staff,
    before=OPEN_STATES,
    label=_("Contact with the trader"),
    help=_("For colleagues; the consumer does not see it."),
    entry=_spoken,
    inward=True,
    face=Face(
        place=121,
        questions=(
            Choice(name="way", label=_("By which way"), choices=lambda _asked: CONTACTS.items(), look="buttons"),
            Day(name="done_on", label=_("Day of the contact"), start=lambda _asked: clock.today()),
            Line(name="whom", label=_("With whom"), required=False, longest=60),
            Worded(name="text", label=_("What was said"), use=Use.NOTE, values=phrase_values),
            Day(name="until", label=_("Next contact on"), required=False),
        ),
    ),
)


@CONTACT_TRADER
def contact_trader(
    case_id: int,
    *,
    way: str,
    done_on: date,
    text: str,
    whom: str = "",
    until: date | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Keep what was said with the trader. Numbers in it are masked; who it was with stands in the text, for that can be erased.

    The next day stands on the first page of the body until another contact is kept, with or without a day.
    """
    with step(CONTACT_TRADER, case_id, actor=actor, at=at) as done:
        if way not in CONTACTS:
            raise InvalidInput(_("Choose by which way."), field="way")
        if not text.strip():
            raise InvalidInput(_("Say what was said, or that nobody was reached."), field="text")
        if done_on > local_day(at):
            raise InvalidInput(_("This day is still to come."), field="done_on")
        if until is not None and until < local_day(at):
            raise InvalidInput(_("This day has passed."), field="until")
        words = str(labelled(whom.strip(), text.strip())) if whom.strip() else text
        done.say(
            way=way,
            done_on=done_on.isoformat(),
            until=until.isoformat() if until else "",
            text=said(done.row, words),
        )
        _keep_next(done.row.pk, actor, until)
        return done.row


def _keep_next(case_id: int, actor: Actor, until: date | None) -> None:
    if actor.organisation_id is None:
        return
    mine: dict[str, Any] = {"case_id": case_id, "organisation_id": actor.organisation_id}
    if until is None:
        NextContact.objects.filter(**mine).delete()
    else:
        NextContact.objects.update_or_create(**mine, defaults={"on": until})
