"""What the verbs of stalls share: what they act upon, how it is locked, and whether the day admits it.

A lock on a stall holds its activity, too: what is counted at one moment and carried over at the next must not miss each other.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.spans import Span
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.types import YES, Decision
from open315.core.verbs.who import holders
from open315.stalls import queries
from open315.stalls.models import KitItem, Shift, Stall

FAULTS: dict[str, Any] = {
    "number_out_of_range": _("Stalls are numbered from 1 to 500."),
    "body_missing": _("Choose the partner whose stall it is, or enter the name of the body."),
    "body_too_long": _("The name of a body has at most 120 characters."),
    "offers_too_long": _("What a stall offers has at most 200 characters."),
    "position_too_long": _("The position has at most 80 characters."),
    "office_missing": _("Enter the office of who is there, without a name."),
    "office_too_long": _("An office has at most 120 characters."),
    "people_out_of_range": _("From 1 to 200 people are at a stall."),
    "ends_before_start": _("The shift ends before it begins. Change one of the times."),
    "outside_of_day": _("The shift lies outside of the activity. Change the times."),
    "what_missing": _("Enter what is to be brought."),
    "what_too_long": _("What is to be brought has at most 120 characters."),
    "amount_too_long": _("An amount has at most 40 characters."),
}
SETTERS = holders(_("You may not set up stalls."))
NOT_COUNTING = _("You may not count at stalls.")
COUNTERS = holders(NOT_COUNTING)


def _at_own_stall_too(actor: Actor, permission: str, _row: Any) -> Decision:
    """Whoever counts at stalls, and a department's people, whose own stalls alone are found for them."""
    return YES if actor.may(permission) or actor.may("stalls:count_own") else Decision(False, NOT_COUNTING)


OWN_PAGE = NoFace("The pages of stalls have a form or a button for it.")
NO_STALL = _("There is no such stall.")


def lock_stall(actor: Actor, stall_id: int) -> Stall:
    """The stall with its activity, both locked. NotFound for what is another council's, another department's or was taken out."""
    mine = Q(activity__council__in=actor.organisation_ids) | Q(pk__in=queries.to_count_at(actor).values("pk"))
    rows = Stall.objects.select_for_update(of=("self", "activity")).select_related("activity")
    found = rows.filter(mine, pk=stall_id, is_out=False).first()
    if found is None:
        raise NotFound(NO_STALL)
    return found


def _lock_shift(actor: Actor, shift_id: int) -> Shift:
    rows = Shift.objects.select_for_update(of=("self",)).select_related("stall__activity")
    seen = rows.filter(pk=shift_id, stall__is_out=False, stall__activity__council__in=actor.organisation_ids)
    if (found := seen.first()) is None:
        raise NotFound(_("There is no such shift."))
    return found


def _lock_item(actor: Actor, item_id: int) -> KitItem:
    rows = KitItem.objects.select_for_update(of=("self",)).select_related("stall__activity")
    seen = rows.filter(pk=item_id, stall__is_out=False, stall__activity__council__in=actor.organisation_ids)
    if (found := seen.first()) is None:
        raise NotFound(_("There is no such thing on the kit list."))
    return found


def _noted(done: Step[Stall]) -> dict[str, Any]:
    return {"activity_id": done.row.activity_id, "number": done.row.number, **done.data}


def _noted_below(done: Step[Any]) -> dict[str, Any]:
    return {"stall_id": done.row.stall_id, **done.data}


STALL: Target[Stall] = Target(
    room="stalls",
    name="stall",
    who_first=True,
    lock=lock_stall,
    noted=_noted,
    announced=lambda done: {"stall_id": done.row.pk, "activity_id": done.row.activity_id},
    stale=_("Somebody else changed this stall in the meantime. Look at it again before you change it."),
)
SHIFT: Target[Shift] = Target(
    room="stalls",
    name="shift",
    who_first=True,
    lock=_lock_shift,
    noted=_noted_below,
    announced=lambda done: {"stall_id": done.row.stall_id},
)
ITEM: Target[KitItem] = Target(
    room="stalls",
    name="kit_item",
    who_first=True,
    lock=_lock_item,
    noted=_noted_below,
    announced=lambda done: {"stall_id": done.row.stall_id},
)


def setting(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    """A verb of who sets up."""
    return Verb(name, target, event=event, permission="stalls:manage", who=SETTERS, face=OWN_PAGE, **more)


def counting(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    """A verb of who counts: it leaves what was set up as it is."""
    return Verb(name, target, event=event, **{"permission": "stalls:count", "who": COUNTERS, "face": OWN_PAGE, **more})


def pressing(name: str, event: str) -> Verb[Any]:
    """A verb of the buttons, which a department's people press at their own stall."""
    return counting(name, STALL, event, emits=None, reads=True, who=_at_own_stall_too)


def refuse(faults: Any) -> None:
    """InvalidInput for the first fault, at its field."""
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


def need_going_on(activity: Any) -> None:
    """Conflict where the activity is cancelled."""
    if activity.state == "cancelled":
        raise Conflict(_("The activity is cancelled: there are no stalls."))


def day_of(activity: Any) -> Span:
    """From when to when the activity is."""
    return Span(activity.starts_at, activity.ends_at)


__all__ = [
    "ITEM",
    "SHIFT",
    "STALL",
    "counting",
    "day_of",
    "lock_stall",
    "need_going_on",
    "pressing",
    "refuse",
    "setting",
]
