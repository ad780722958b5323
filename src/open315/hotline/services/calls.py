"""Writing calls down: one that somebody enters by hand, and what a call was about and came to."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.step import making, step
from open315.hotline import vault
from open315.hotline.models import Call, Line
from open315.hotline.rules import call_faults, is_open
from open315.hotline.services.hearing import announce, put
from open315.hotline.services.missed import caller_of, settle
from open315.hotline.services.verb import handling, lock_line, refuse
from open315.hotline.types import CallPlan, Course, Result, State

NOT_OPEN = _("The line was not open on that day.")
ENTER = handling("enter_call", "hotline.call_entered", makes=True)


@ENTER
def enter_call(line_id: int, plan: CallPlan, *, actor: Actor, at: datetime) -> Call:
    """Write a call into the register. InvalidInput for what is no call, and for a day on which the line was not there; NotFound for another council's line."""
    with making(ENTER, actor=actor, at=at) as done:
        refuse(call_faults(plan, at))
        line = lock_line(actor, line_id)
        _need_open(line, plan)
        done.row = Call(line=line, account_id=actor.account_id)
        _write(done.row, plan, at)
        done.row.save()
        _settled(done.row)
        return done.row


WRITE_DOWN = handling("write_down", "hotline.call_written")


@WRITE_DOWN
def write_down(call_id: int, plan: CallPlan, *, actor: Actor, at: datetime, version: int | None = None) -> Call:
    """Say what a call was about and what became of it, or correct that. That it belongs to a case stays; without a number, the caller stays."""
    with step(WRITE_DOWN, call_id, actor=actor, at=at, version=version) as done:
        refuse(call_faults(plan, at))
        if not done.row.provider_id:
            _need_open(done.row.line, plan)
        _write(done.row, plan, at)
        done.row.account_id = done.row.account_id or actor.account_id
        done.save()
        _settled(done.row)
        return done.row


def _need_open(line: Line, plan: CallPlan) -> None:
    if not is_open(line.opens_on, line.closes_on, local_day(plan.started_at)):
        raise InvalidInput(NOT_OPEN, field="started_at")


def _write(call: Call, plan: CallPlan, at: datetime) -> None:
    if digits := vault.plain(plan.phone):
        call.caller = caller_of(call.line, digits, at)
    call.kind = plan.kind
    call.note = vault.as_kept(plan.note.strip(), vault.opened(call.caller))
    if call.result not in (Result.CASE, Result.ADDED):
        call.result = plan.result
    if call.provider_id:
        return
    span = None if plan.result == Result.MISSED else plan.length_seconds
    state = State.MISSED if plan.result == Result.MISSED else State.OVER
    put(call, Course(state, plan.started_at, plan.wait_seconds, span))


def _settled(call: Call) -> None:
    """Whom this call reaches, and whether its own caller was reached after it."""
    if call.caller is not None:
        settle(call.caller)
        call.refresh_from_db(fields=["settled_at"])


TAKE = handling("take_call", "hotline.call_taken")


@TAKE
def take_call(call_id: int, *, actor: Actor, at: datetime) -> Call:
    """Say that one is on the telephone with this call. Conflict where a colleague is; one's own already, nothing happens."""
    with step(TAKE, call_id, actor=actor, at=at) as done:
        call = done.row
        if call.account_id == actor.account_id:
            done.leave()
        if call.account_id is not None:
            raise Conflict(_("A colleague has this call."))
        call.account_id = actor.account_id
        announce(call.line.council_id, at)
        return call
