"""The verbs of a complaint that is taken at a stall: the case is linked to the stall and counted once, and taken off it again where that was wrong."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases import queries as cases
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs.step import step
from open315.stalls import rules
from open315.stalls.models import Press, Stall, StallCase
from open315.stalls.services.carrying import carry_over
from open315.stalls.services.verb import STALL, counting, need_going_on

NO_CASE = _("There is no such case.")
LINK = counting("link_case", STALL, "stalls.case_linked", reads=True)


@LINK
def link_case(stall_id: int, *, case_id: int, was_counted: bool = False, actor: Actor, at: datetime) -> Stall:
    """Link a case to the stall where it was taken, and count it there, unless a button had been pressed for it before.

    A case was taken in one place: linked here already nothing happens, elsewhere InvalidInput.
    """
    with step(LINK, stall_id, actor=actor, at=at) as done:
        stall = done.row
        need_going_on(stall.activity)
        case = cases.visible_to(actor).filter(pk=case_id).first()
        if case is None:
            raise InvalidInput(NO_CASE, field="number")
        if linked := StallCase.objects.filter(case_id=case_id).first():
            if linked.stall_id == stall.pk:
                done.leave()
            raise InvalidInput(_("This case was taken at another stall."), field="number")
        press = None if was_counted else _counted(stall, case, actor, at)
        StallCase.objects.create(stall=stall, case_id=case_id, press=press, linked_at=at)
        carry_over(stall.activity, at)
        done.say(case_id=case_id, counted=press is not None)
        return stall


def _counted(stall: Stall, case: Any, actor: Actor, at: datetime) -> Press | None:
    """The press that counts a case: a complaint or an enquiry; none for a report, for which there is no button."""
    counter = rules.COUNTER_OF.get(case.kind)
    if counter is None:
        return None
    return Press.objects.create(
        stall=stall,
        token=f"case-{case.pk}",
        counter=counter,
        pressed_at=case.received_at,
        received_at=at,
        account_id=actor.account_id,
    )


UNLINK = counting("unlink_case", STALL, "stalls.case_unlinked", reads=True)


@UNLINK
def unlink_case(stall_id: int, *, case_id: int, actor: Actor, at: datetime) -> Stall:
    """Take a case off a stall that was not taken there; what it had counted is taken away with it. InvalidInput where it is not linked."""
    with step(UNLINK, stall_id, actor=actor, at=at) as done:
        stall = done.row
        linked = StallCase.objects.filter(stall=stall, case_id=case_id).first()
        if linked is None:
            raise InvalidInput(NO_CASE, field="case")
        counted = linked.press
        linked.delete()
        if counted is not None:
            counted.delete()
        carry_over(stall.activity, at)
        done.say(case_id=case_id)
        return stall
