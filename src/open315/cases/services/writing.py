"""Writing to the consumer of a case: a word, or a question about what is missing, with the day until which it is asked for (ADR 0139)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import owner
from open315.cases.queries import letters
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.verbs import Face, Letter, Verb
from open315.core.verbs.questions import Day
from open315.core.verbs.step import step
from open315.phrases.offering import Worded
from open315.phrases.types import Use


def _written(data: Mapping[str, Any]) -> Any:
    return _("Asked the consumer, until %(until)s") if data.get("until") else _("Message to the consumer")


WRITE_TO_CONSUMER = Verb(
    "write_to_consumer",
    CASE,
    event="cases.written_to_consumer",
    permission="cases:close",
    who=owner,
    before=OPEN_STATES,
    label=_("Write to the consumer"),
    help=_("It stands on the page of the case, which the query code opens; the answer comes back here."),
    entry=_written,
    face=Face(
        place=125,
        main=True,
        questions=(
            Worded(
                name="text",
                label=_("Message"),
                help=_("What is missing or what you want to say, in plain words."),
                use=Use.CONSUMER,
                values=phrase_values,
            ),
            Day(
                name="until",
                label=_("Please answer by"),
                help=_("Only if something is asked for. No clock stops by it."),
                required=False,
            ),
        ),
    ),
    letter=Letter(
        _("A message about your case %(number)s"), "cases/mail/written", letters.written, _("notice of a message")
    ),
)


@WRITE_TO_CONSUMER
def write_to_consumer(
    case_id: int, *, text: str, until: date | None = None, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Say or ask something on the page of the case. Who writes in a case that nobody has takes it on, so that the answer reaches somebody."""
    with step(WRITE_TO_CONSUMER, case_id, actor=actor, at=at) as done:
        if not text.strip():
            raise InvalidInput(_("The message is empty."), field="text")
        if until is not None and until < local_day(at):
            raise InvalidInput(_("This day has passed."), field="until")
        if done.row.officer_id is None and actor.account_id is not None:
            done.row.officer_id = actor.account_id
        done.say(text=said(done.row, text), until=until.isoformat() if until else "", public=True)
        return done.row
