"""A council asks the bodies below it for returns, moves the day until which it waits, and closes the call."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns import queries as campaigns
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.indicators import queries as indicators
from open315.org import queries as org
from open315.returns import queries
from open315.returns.models import Call, Return
from open315.returns.rules import faults, overlap
from open315.returns.types import CallPlan, State

FAULTS: dict[str, Any] = {
    "title_missing": _("Enter what the return is called."),
    "first_too_early": _("Enter a day from 1983 on."),
    "days_reversed": _("The last day is before the first day. Change one of them."),
    "too_long": _("A return tells of a year at most. Change one of the days."),
    "due_too_early": _("Bodies can answer from the last day on, and not in the past. Choose a later day."),
    "no_indicators": _("Choose at least one indicator."),
    "no_councils": _("Choose at least one body."),
}
UNKNOWN_INDICATOR = _("Choose the indicators from the list.")
UNKNOWN_COUNCIL = _("Choose the bodies from the list.")
ASKED_ALREADY = _(
    "“%(title)s” asks %(council)s for “%(indicator)s” on some of these days already: it would be told twice."
)
CLOSED = _("This call is closed.")
MANAGERS = holders(_("You may not ask for returns."))
OWN_PAGE = NoFace("The pages of returns have a form or a button for it.")


def _lock(actor: Actor, call_id: int) -> Call:
    found = Call.objects.select_for_update().filter(pk=call_id, council_id=actor.organisation_id).first()
    if found is None:
        raise NotFound(_("There is no such call for returns."))
    return found


def _noted(done: Step[Call]) -> dict[str, Any]:
    return {"council_id": done.row.council_id, "campaign_id": done.row.campaign_id, **done.data}


CALL: Target[Call] = Target(
    room="returns",
    name="call",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=lambda done: {"call_id": done.row.pk, "council_id": done.row.council_id},
    stale=_("Somebody else changed this call in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Call]:
    return Verb(name, CALL, event=event, permission="returns:ask", who=MANAGERS, face=OWN_PAGE, **more)


ASK = _verb("ask", "returns.asked", makes=True)


@ASK
def ask(plan: CallPlan, *, actor: Actor, at: datetime) -> Call:
    """Ask bodies below for a return, each once. InvalidInput if the call is unsound, or asks for what another of one's calls asks already."""
    with making(ASK, actor=actor, at=at) as done:
        if actor.organisation_kind != "council" or actor.organisation_id is None:
            raise NotAllowed(_("Only a consumer council asks for returns."))
        org.lock_body(actor.organisation_id)  # of two that ask for the same at once, the second waits, and is refused
        _check(plan, actor, at)
        done.row = Call.objects.create(
            council_id=actor.organisation_id,
            campaign_id=plan.campaign_id,
            title=plan.title.strip(),
            first=plan.first,
            last=plan.last,
            due_on=plan.due_on,
            indicators=[each for each in _reported(plan) if each in plan.indicators],
            note=plan.note.strip(),
            created_at=at,
        )
        Return.objects.bulk_create(
            Return(call=done.row, council_id=each, due_on=plan.due_on, created_at=at)
            for each in sorted(set(plan.council_ids))
        )
        done.say(councils=len(set(plan.council_ids)), indicators=done.row.indicators, due_on=plan.due_on.isoformat())
        return done.row


def _still_open(_actor: Actor, call: Call) -> Decision:
    return YES if call.closed_at is None else Decision(False, CLOSED, by_state=True)


MOVE = _verb("move_due_day", "returns.due_day_moved", also=_still_open)


@MOVE
def move_due_day(
    call_id: int, due_on: date, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Call:
    """Wait until another day for every return that is not signed yet, with the reason. InvalidInput for a day that is past."""
    with step(MOVE, call_id, actor=actor, at=at, version=version) as done:
        if due_on < local_day(at):
            raise InvalidInput(FAULTS["due_too_early"], field="due_on")
        if not reason.strip():
            raise InvalidInput(_("Say why: the bodies will ask."), field="reason")
        done.row.due_on = due_on
        done.row.returns.exclude(state=State.SIGNED).update(due_on=due_on)
        done.say(due_on=due_on.isoformat(), reason=reason.strip()[:200])
        return done.row


CLOSE = _verb("close_call", "returns.closed", also=_still_open)


@CLOSE
def close_call(call_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Call:
    """Close a call: bodies do not correct their returns by themselves any more. One that was not signed stays open."""
    with step(CLOSE, call_id, actor=actor, at=at, version=version) as done:
        done.row.closed_at = at
        return done.row


def _reported(plan: CallPlan) -> list[str]:
    """The codes that any council reports on the last day, in the order of the dictionary."""
    return [each.code for each in indicators.reported_on(plan.last, "")]


def _check(plan: CallPlan, actor: Actor, at: datetime) -> None:
    for field, code in faults(plan, today=local_day(at)):
        raise InvalidInput(FAULTS[code], field=field)
    campaign = campaigns.visible_to(actor).filter(pk=plan.campaign_id, council_id=actor.organisation_id).first()
    if campaign is None:
        raise InvalidInput(_("Choose one of your own campaigns."), field="campaign")
    if not set(plan.indicators) <= set(_reported(plan)):
        raise InvalidInput(UNKNOWN_INDICATOR, field="indicators")
    if not set(plan.council_ids) <= {body.id for body in queries.below(actor)}:
        raise InvalidInput(UNKNOWN_COUNCIL, field="councils")
    _check_once(plan, actor)


def _check_once(plan: CallPlan, actor: Actor) -> None:
    """Nobody is asked twice for the same of the same days: what is told twice would be counted twice."""
    others = Return.objects.filter(call__council_id=actor.organisation_id, council__in=plan.council_ids)
    for other in others.select_related("call").order_by("call_id", "council_id"):
        call = other.call
        both = [code for code in call.indicators if code in plan.indicators]
        if both and overlap((call.first, call.last), (plan.first, plan.last)):
            body = org.body_by_id(other.council_id)
            names = {"title": call.title, "council": body.names if body else "", "indicator": _name(both[0])}
            raise InvalidInput(ASKED_ALREADY % names, field="councils")


def _name(code: str) -> Any:
    return indicators.latest(code).names
