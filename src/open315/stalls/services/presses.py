"""The verbs of who counts: press, and take a press back.

Each press has a token of its own, made where the button was drawn or pressed. The same token at the same stall is the same press, however often it
arrives and by whichever of two telephones; so nothing is counted twice, and whoever is not sure may send again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.step import step
from open315.stalls import rules
from open315.stalls.models import Press, Stall
from open315.stalls.services.carrying import carry_over
from open315.stalls.services.verb import day_of, need_going_on, pressing
from open315.stalls.types import Pressed

FAULTS: dict[str, Any] = {
    "no_token": _("This button has grown old. Open the page of the stall again."),
    "unknown_counter": _("There is no such button."),
}
NOT_THE_DAY = _("It is counted from three hours before the activity begins until that evening.")
MOST_AT_ONCE = 500
"""Presses of one telephone that come at once after the network was gone."""
PRESS = pressing("press", "stalls.pressed")


@PRESS
def press(stall_id: int, presses: Sequence[Pressed], *, actor: Actor, at: datetime) -> Stall:
    """Count presses; those that are known already count nothing, and `counted_now` of the stall says how many were new.

    InvalidInput for a button that is none; Conflict for what was pressed on another day, or where the activity is cancelled.
    """
    with step(PRESS, stall_id, actor=actor, at=at) as done:
        stall = done.row
        fresh = _fresh(stall, presses)
        stall.counted_now = len(fresh)
        if not fresh:
            done.leave()
        need_going_on(stall.activity)
        rows = [_row(stall, each, actor, at) for each in fresh]
        Press.objects.bulk_create(rows)
        carry_over(stall.activity, at)
        done.say(presses=len(rows), counted=_counted(rows))
        return stall


def _fresh(stall: Stall, presses: Sequence[Pressed]) -> list[Pressed]:
    """Those that were not counted yet, each token once. The activity is locked: nobody counts at the same moment."""
    if not 0 < len(presses) <= MOST_AT_ONCE:
        raise InvalidInput(FAULTS["unknown_counter"])
    for each in presses:
        if fault := rules.press_fault(each):
            raise InvalidInput(FAULTS[fault])
    by_token = {each.token: each for each in presses}
    known = set(Press.objects.filter(stall=stall, token__in=by_token).values_list("token", flat=True))
    return [each for token, each in by_token.items() if token not in known]


def _row(stall: Stall, pressed: Pressed, actor: Actor, at: datetime) -> Press:
    moment = rules.moment_of(pressed.pressed_at, at)
    if not rules.counts_at(moment, day_of(stall.activity)):
        raise Conflict(NOT_THE_DAY)
    return Press(
        stall=stall,
        token=pressed.token,
        counter=pressed.counter,
        number=pressed.number,
        pressed_at=moment,
        received_at=at,
        account_id=actor.account_id,
    )


def _counted(rows: Sequence[Press]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in rows:
        found[each.counter] = found.get(each.counter, 0) + each.number
    return found


UNDO = pressing("undo", "stalls.undone")


@UNDO
def undo(stall_id: int, *, token: str, actor: Actor, at: datetime) -> Stall:
    """Take back the press with this token; once more does nothing more. InvalidInput where there is none; Conflict for one that a case stands for."""
    with step(UNDO, stall_id, actor=actor, at=at) as done:
        stall = done.row
        found = Press.objects.filter(stall=stall, token=token).first() if rules.is_token(token) else None
        if found is None:
            raise InvalidInput(_("There is no such press."))
        if found.undone_at is not None:
            done.leave()
        if stall.cases.filter(press=found).exists():
            raise Conflict(_("A case stands for this press. Take the case off the stall instead."))
        found.undone_at = at
        found.save(update_fields=["undone_at"])
        carry_over(stall.activity, at)
        done.say(counter=found.counter, number=found.number)
        return stall
