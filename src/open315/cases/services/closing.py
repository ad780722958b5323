"""Ending a case: closed with a result, reopened, withdrawn."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases import codelists
from open315.cases.models import Case
from open315.cases.services import clocks
from open315.cases.services.verb import step
from open315.cases.types import State, Verb
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.redaction import redact

MAX_CENTS = 10**14


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
    with step(case_id, Verb.CLOSE, actor=actor, at=at, version=version) as done:
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
        case.result, case.recovered_cents, case.result_note = result, recovered_cents, redact(note.strip()).text
        case.closed_at, case.closed_on = at, local_day(at)
        done.move()
        clocks.on_event(case, "closed", at=at)
        clocks.end_all(case, at=at)
        done.say(result=result, recovered=recovered_cents, note=case.result_note, public=True)
        return case


def reopen_case(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Open an ended case again where it stood; its clocks run on from their old beginning."""
    with step(case_id, Verb.REOPEN, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why the case is opened again."), field="reason")
        case, before = done.row, done.row.state
        done.move()
        case.result, case.result_note, case.recovered_cents = "", "", None
        case.closed_at = case.closed_on = None
        case.duplicate_of = None
        case.decline_grounds, case.decline_statement, case.declination_by_id = [], "", None
        clocks.revive(case, "declined" if before == State.DECLINED or case.state == State.REGISTERED else "closed")
        done.say(reason=reason.strip(), public=True)
        return case


def withdraw_case(case_id: int, *, reason: str = "", actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The consumer takes the case back; nothing more is owed."""
    with step(case_id, Verb.WITHDRAW, actor=actor, at=at, version=version) as done:
        done.move()
        done.row.closed_at, done.row.closed_on = at, local_day(at)
        done.row.holder_id = done.row.council_id
        clocks.end_all(done.row, at=at)
        done.say(reason=redact(reason.strip()).text, public=True)
        return done.row
