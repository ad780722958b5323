"""A stall as a place where the desk takes complaints: `stall.12`, or `stall.12.counted` for one that a button was pressed for before."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from open315.cases.console.taken import Taken
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.pages.cells import text
from open315.core.text import whole_number
from open315.intake.desk.places import ADDRESS, Lender, Place
from open315.stalls import queries, services
from open315.stalls.drawing import stall_words

if TYPE_CHECKING:
    from open315.cases.models import Case

NAME, COUNTED = "stall", "counted"


def at_desk(stall_id: int, *, was_counted: bool = False) -> str:
    """The address of the desk at which a complaint of this stall is written."""
    key = f"{NAME}.{stall_id}.{COUNTED}" if was_counted else f"{NAME}.{stall_id}"
    return f"{reverse('desk:desk')}?{urlencode({ADDRESS: key})}"


def _read(key: str) -> tuple[int, bool]:
    number, _dot, rest = key.partition(".")
    return whole_number(number) or 0, rest == COUNTED


def find(actor: Actor, key: str) -> Place | None:
    """The stall, for who may count there."""
    stall_id, was_counted = _read(key)
    if not actor.may("stalls:count"):
        return None
    try:
        stall = queries.get_stall(actor, stall_id)
    except NotFound:
        return None
    words = _("%(stall)s, %(activity)s. The case is linked to the stall and counts there as one complaint.")
    if was_counted:
        words = _("%(stall)s, %(activity)s. The case is linked to the stall; it was counted by the button already.")
    shown = {"stall": stall_words(stall), "activity": text(stall.activity.title_in)}
    return Place(words % shown, reverse("stalls:count", args=[stall.pk]))


def taken(actor: Actor, key: str, case_id: int, at: datetime) -> None:
    """Link the case to the stall, and count it."""
    stall_id, was_counted = _read(key)
    services.link_case(stall_id, case_id=case_id, was_counted=was_counted, actor=actor, at=at)


def taken_at(actor: Actor, case: "Case") -> Taken | None:
    """The stall where a case was taken, for its page; none for who does not see that stall."""
    linked = queries.stall_of_case(actor, case.pk)
    if linked is None:
        return None
    words = f"{text(linked.stall.activity.title_in)} · {stall_words(linked.stall)}"
    return Taken(words, reverse("stalls:stall", args=[linked.stall_id]))


AT_STALLS = Lender(find, taken)
