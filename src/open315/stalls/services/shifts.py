"""The verbs of who is at a stall, and of what is to be brought to it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs.step import making, step
from open315.stalls import queries
from open315.stalls.models import KitItem, Shift
from open315.stalls.rules import kit_faults, shift_faults
from open315.stalls.services.verb import ITEM, SHIFT, day_of, need_going_on, refuse, setting
from open315.stalls.types import KitMark, KitPlan, ShiftPlan

ADD_SHIFT = setting("add_shift", SHIFT, "stalls.shift_added", makes=True)


@ADD_SHIFT
def add_shift(stall_id: int, plan: ShiftPlan, *, actor: Actor, at: datetime) -> Shift:
    """Say who is at a stall from when to when. InvalidInput for nobody, or for a time outside of the activity."""
    with making(ADD_SHIFT, actor=actor, at=at) as done:
        stall = queries.get_stall(actor, stall_id)
        need_going_on(stall.activity)
        refuse(shift_faults(plan, day_of(stall.activity)))
        done.row = Shift.objects.create(
            stall=stall,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            office=plan.office.strip(),
            people=plan.people,
        )
        done.say(people=plan.people)
        return done.row


TAKE_OUT_SHIFT = setting("take_out_shift", SHIFT, "stalls.shift_taken_out")


@TAKE_OUT_SHIFT
def take_out_shift(shift_id: int, *, actor: Actor, at: datetime) -> Shift:
    """Take a shift out: who comes otherwise is entered anew."""
    with step(TAKE_OUT_SHIFT, shift_id, actor=actor, at=at) as done:
        Shift.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        return done.row


ADD_ITEM = setting("add_item", ITEM, "stalls.item_added", makes=True)


@ADD_ITEM
def add_item(stall_id: int, plan: KitPlan, *, actor: Actor, at: datetime) -> KitItem:
    """Put something on the kit list of a stall. InvalidInput for nothing."""
    with making(ADD_ITEM, actor=actor, at=at) as done:
        stall = queries.get_stall(actor, stall_id)
        refuse(kit_faults(plan))
        done.row = KitItem.objects.create(
            stall=stall, what=plan.what.strip(), amount=plan.amount.strip(), brings=plan.brings.strip()
        )
        return done.row


MARK = setting("mark_item", ITEM, "stalls.item_marked")


@MARK
def mark_item(item_id: int, *, mark: str, actor: Actor, at: datetime) -> KitItem:
    """Say of something on the kit list that it is packed, that it is back, or neither. InvalidInput for anything else."""
    with step(MARK, item_id, actor=actor, at=at) as done:
        item = done.row
        if mark not in set(KitMark):
            raise InvalidInput(_("Choose whether it is packed or returned."), field="mark")
        packed_at = None if mark == KitMark.OPEN else item.packed_at or at
        returned_at = item.returned_at or at if mark == KitMark.RETURNED else None
        if (packed_at, returned_at) == (item.packed_at, item.returned_at):
            done.leave()
        item.packed_at, item.returned_at = packed_at, returned_at
        done.say(mark=mark)
        return item


TAKE_OUT_ITEM = setting("take_out_item", ITEM, "stalls.item_taken_out")


@TAKE_OUT_ITEM
def take_out_item(item_id: int, *, actor: Actor, at: datetime) -> KitItem:
    """Take something off the kit list."""
    with step(TAKE_OUT_ITEM, item_id, actor=actor, at=at) as done:
        KitItem.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        return done.row
