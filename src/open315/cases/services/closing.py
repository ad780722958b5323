"""Ending a case: closed with a result, reopened, withdrawn."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.services import clocks
from open315.cases.services.referral import recall
from open315.cases.services.verb import repeatable, said, step
from open315.cases.types import OPEN_STATES, State, Verb
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.law import codelists

MAX_CENTS = 10**14


@repeatable
def close_case(
    case_id: int,
    *,
    result: str,
    note: str,
    recovered_cents: int | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Close with a coded result, what was recovered (cents), and how it ended in words the consumer reads."""

    def same(case: Case) -> bool:
        return case.state == State.CLOSED and (case.result, case.recovered_cents) == (result, recovered_cents)

    with step(case_id, Verb.CLOSE, actor=actor, at=at, version=version, same=same) as done:
        case = done.row
        if result not in {code for code, _label in codelists.choices("results", kind=case.kind)}:
            raise InvalidInput(_("Choose a result of this kind of case."), field="result")
        if recovered_cents is not None and not 0 <= recovered_cents <= MAX_CENTS:
            raise InvalidInput(_("Give an amount of zero or more."), field="recovered")
        if recovered_cents and result not in codelists.solved_results():
            raise InvalidInput(
                _("Money is recovered only where the matter was solved. Change the result or the amount."),
                field="recovered",
            )
        if not note.strip():
            raise InvalidInput(_("Say in a few words how it ended."), field="note")
        case.result, case.recovered_cents, case.result_note = result, recovered_cents, said(note)
        case.closed_at, case.closed_on = at, local_day(at)
        done.move()
        clocks.on_event(case, "closed", at=at)
        clocks.end_all(case, at=at)
        done.say(result=result, recovered=recovered_cents, note=case.result_note, public=True)
        return case


@repeatable
def reopen_case(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Open an ended case again where it stood; its clocks run on from their old beginning."""
    with step(case_id, Verb.REOPEN, actor=actor, at=at, version=version, same=_is_open) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why the case is opened again."), field="reason")
        case, before = done.row, done.row.state
        done.move()
        case.result, case.result_note, case.recovered_cents = "", "", None
        case.closed_at = case.closed_on = None
        case.duplicate_of = None
        case.decline_grounds, case.decline_statement, case.declination_by_id = [], "", None
        clocks.revive(case, "declined" if before == State.DECLINED or case.state == State.REGISTERED else "closed")
        done.say(reason=said(reason), public=True)
        return case


@repeatable
def withdraw_case(case_id: int, *, reason: str = "", actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The consumer takes the case back; nothing more is owed."""
    with step(case_id, Verb.WITHDRAW, actor=actor, at=at, version=version, same=_is_withdrawn) as done:
        done.move()
        done.row.closed_at, done.row.closed_on = at, local_day(at)
        recall(done.row, at=at)
        clocks.end_all(done.row, at=at)
        done.say(reason=said(reason), public=True)
        return done.row


def _is_open(case: Case) -> bool:
    return case.state in OPEN_STATES


def _is_withdrawn(case: Case) -> bool:
    return case.state == State.WITHDRAWN
