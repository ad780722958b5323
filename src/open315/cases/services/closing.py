"""Ending a case: closed with a result, reopened, withdrawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import another_judges, owner, owner_or_consumer
from open315.cases.queries import choices, letters, recipients
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.services import clocks
from open315.cases.services.referral import recall
from open315.cases.services.results import check_result
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES, Kind, State
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.verbs import RESUME, Face, Letter, Tell, Verb
from open315.core.verbs.questions import Choice, Line, Money, Text
from open315.core.verbs.step import step
from open315.phrases.offering import Worded
from open315.phrases.types import Use


def _closed(data: Mapping[str, Any]) -> Any:
    if data.get("recovered"):
        return _("Closed: %(result_words)s, %(recovered_words)s recovered")
    return _("Closed: %(result_words)s")


CLOSE = Verb(
    "close",
    CASE,
    event="cases.closed",
    permission="cases:close",
    who=owner,
    before={State.ACCEPTED, State.ANSWERED},
    to=State.CLOSED,
    remembers=True,
    label=_("Close"),
    help=_("State the result and what was recovered."),
    entry=_closed,
    face=Face(
        place=50,
        main=True,
        key="c",
        tone="primary",
        questions=(
            Choice(name="result", label=_("Result"), choices=choices.results, look="buttons"),
            Money(
                name="recovered",
                argument="recovered_cents",
                label=_("Recovered for the consumer (yuan)"),
                required=False,
            ),
            Worded(
                name="note",
                label=_("How it ended"),
                help=_("Facts only; the consumer reads this."),
                use=Use.CONSUMER,
                values=phrase_values,
            ),
            Line(
                name="told_by",
                label=_("Law by which the reporter is told the result"),
                help=_(
                    "Name and article, only where a law, regulation or rule says so (Order 121, Article 36). Left empty, the reporter sees that the matter is finished and nothing more."
                ),
                required=False,
                suits=lambda asked: asked.row.kind == Kind.REPORT,
                longest=200,
            ),
        ),
    ),
    letter=Letter(
        _("Your case %(number)s is finished"), "cases/mail/closed", letters.closure, _("notice of the result")
    ),
)


@CLOSE
def close_case(
    case_id: int,
    *,
    result: str,
    note: str,
    recovered_cents: int | None = None,
    told_by: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Close with a coded result, what was recovered (cents), and how it ended in words the consumer reads.

    Of a report nobody outside is told the result, unless `told_by` names the law that says so (Order 121 Art 36, Order 20 Art 32).
    """
    outcome = {"result": result, "recovered_cents": recovered_cents}
    with step(CLOSE, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        case = done.row
        check_result(case.kind, result, recovered_cents)
        if not note.strip():
            raise InvalidInput(_("Say in a few words how it ended."), field="note")
        case.result, case.recovered_cents, case.result_note = result, recovered_cents, said(done.row, note)
        case.closed_at, case.closed_on = at, local_day(at)
        done.move()
        clocks.on_event(case, "closed", at=at)
        clocks.end_all(case, at=at)
        told = {"told_by": told_by.strip()} if case.kind == Kind.REPORT and told_by.strip() else {}
        done.say(result=result, recovered=recovered_cents, note=case.result_note, **told, public=True)
        return case


REOPEN = Verb(
    "reopen",
    CASE,
    event="cases.reopened",
    permission="cases:reopen",
    who=owner,
    also=another_judges,
    before={State.CLOSED, State.DECLINED, State.DUPLICATE, State.ON_RECORD},
    to=RESUME,
    label=_("Reopen"),
    help=_("The case goes on where it stood."),
    entry=_("Reopened"),
    face=Face(place=170, questions=(Text(name="reason", label=_("Reason")),)),
    letter=Letter(
        _("Your case %(number)s is opened again"), "cases/mail/reopened", letters.written, _("notice of reopening")
    ),
)


@REOPEN
def reopen_case(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Open an ended case again where it stood; the clocks its end had stopped run on from their old beginning.

    What the consumer said of that end is no rating of the next one: its stars go, the trail keeps them.
    """
    with step(REOPEN, case_id, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why the case is opened again."), field="reason")
        case, before = done.row, done.row.state
        done.move()
        case.result, case.result_note, case.recovered_cents = "", "", None
        case.closed_at = case.closed_on = None
        case.rating = case.rated_on = None
        case.duplicate_of = None
        case.decline_grounds, case.decline_statement, case.declination_by_id = [], "", None
        clocks.revive(case, before)
        done.say(reason=said(done.row, reason), public=True)
        return case


WITHDRAW = Verb(
    "withdraw",
    CASE,
    event="cases.withdrawn",
    permission="cases:close",
    who=owner_or_consumer,
    before=OPEN_STATES,
    to=State.WITHDRAWN,
    label=_("Withdraw"),
    help=_("On the consumer's word."),
    entry=_("Withdrawn by the consumer"),
    face=Face(place=180, questions=(Text(name="reason", label=_("Reason")),)),
    tells=Tell(_("Case %(number)s: the consumer took it back."), recipients.officer_after_consumer),
)


@WITHDRAW
def withdraw_case(case_id: int, *, reason: str = "", actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The consumer takes the case back; nothing more is owed."""
    with step(WITHDRAW, case_id, actor=actor, at=at, version=version) as done:
        done.move()
        done.row.closed_at, done.row.closed_on = at, local_day(at)
        recall(done.row, at=at)
        clocks.end_all(done.row, at=at)
        done.say(reason=said(done.row, reason), public=True)
        return done.row
