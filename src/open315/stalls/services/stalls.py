"""The verbs of a stall: enter it on the site plan, change it, take it out."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.step import making, step
from open315.stalls import queries
from open315.stalls.models import Stall
from open315.stalls.rules import stall_faults
from open315.stalls.services.verb import STALL, need_going_on, refuse, setting
from open315.stalls.types import StallPlan

TAKEN = _("This number is another stall's. The next free one is %(number)s.")
NO_PARTNER = _("Choose a partner of this activity from the list.")
COUNTED = _("Something was counted at this stall, or a case was taken there. It stays on the plan.")
ENTER = setting("enter", STALL, "stalls.entered", makes=True)


@ENTER
def enter_stall(activity_id: int, plan: StallPlan, *, actor: Actor, at: datetime) -> Stall:
    """Enter a stall of an activity. InvalidInput if its number is taken or it has nobody; Conflict where the activity is cancelled."""
    with making(ENTER, actor=actor, at=at) as done:
        activity = queries.get_activity(actor, activity_id)
        need_going_on(activity)
        done.row = Stall(activity=activity, created_at=at)
        _write(done.row, plan)
        done.row.save()
        done.say(body=done.row.body)
        return done.row


CHANGE = setting("change", STALL, "stalls.changed")


@CHANGE
def change_stall(stall_id: int, plan: StallPlan, *, actor: Actor, at: datetime, version: int | None = None) -> Stall:
    """Correct number, body, offer or position of a stall. InvalidInput as when it is entered."""
    with step(CHANGE, stall_id, actor=actor, at=at, version=version) as done:
        _write(done.row, plan)
        done.say(body=done.row.body)
        return done.row


TAKE_OUT = setting("take_out", STALL, "stalls.taken_out")


@TAKE_OUT
def take_out_stall(stall_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Stall:
    """Take a stall off the plan; its number is free again. Conflict once something was counted there."""
    with step(TAKE_OUT, stall_id, actor=actor, at=at, version=version) as done:
        if done.row.presses.filter(undone_at=None).exists() or done.row.cases.exists():
            raise Conflict(COUNTED)
        done.row.is_out = True
        return done.row


def _write(stall: Stall, plan: StallPlan) -> None:
    refuse(stall_faults(plan))
    others = queries.standing(stall.activity_id).exclude(pk=stall.pk)
    if others.filter(number=plan.number).exists():
        raise InvalidInput(TAKEN % {"number": queries.next_number(stall.activity_id)}, field="number")
    if plan.partner_id is not None and plan.partner_id not in queries.partners_of(stall.activity):
        raise InvalidInput(NO_PARTNER, field="partner")
    given: dict[str, Any] = {
        "number": plan.number,
        "body": plan.body.strip(),
        "offers": plan.offers.strip(),
        "position": plan.position.strip(),
        "partner_id": plan.partner_id,
    }
    for name, value in given.items():
        setattr(stall, name, value)
