"""The sheets of the plan: stalls, who is there when, what is brought."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.folder.numbered import activity_in, numbers
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.stalls import queries, services
from open315.stalls.models import KitItem, Shift, Stall
from open315.stalls.types import KitMark, KitPlan, ShiftPlan, StallPlan

ACTIVITY = Column("activity", _("Activity (No.)"), needed=True)
NUMBER = Column("stall", _("Stall (No.)"), Form.NUMBER, needed=True)
MANAGES = "stalls:manage"
NO_STALL = _("This activity has no stall of this number.")
NO_PARTNER = _("This body is not among the partners of the activity.")
MARKS = {
    KitMark.PACKED.value: pgettext_lazy("kit list", "Packed"),
    KitMark.RETURNED.value: pgettext_lazy("kit list", "Returned"),
}


def stall_in(bringing: Bringing, values: Values) -> tuple[Stall, Actor]:
    """The stall of which a row speaks, and who acts for the council of its activity."""
    activity, actor = activity_in(bringing, values)
    found = queries.standing(activity.pk).filter(number=values["stall"]).select_related("activity").first()
    if found is None:
        raise InvalidInput(NO_STALL, field="stall")
    bringing.about = found
    return found, actor


def bring_stall(values: Values, bringing: Bringing) -> bool:
    """A stall; one of the same number at this activity is left as it is."""
    activity, actor = activity_in(bringing, values)
    found = queries.standing(activity.pk).filter(number=values["stall"]).first()
    if found is None:
        partner = _partner(activity, values["partner"])
        plan = StallPlan(values["stall"], values["body"], values["offers"], values["position"], partner)
        bringing.about = services.enter_stall(activity.pk, plan, actor=actor, at=bringing.at)
        return True
    bringing.about = found
    return False


def _partner(activity: Any, name: str) -> int | None:
    if not name:
        return None
    found = next((pk for pk, each in queries.partners_of(activity).items() if each.name == name), None)
    if found is None:
        raise InvalidInput(NO_PARTNER, field="partner")
    return found


def stalls_of(actor: Actor, campaign_id: int) -> tuple[dict[int, str], QuerySet[Stall]]:
    """The numbers of the activities of the folder, and their stalls in order."""
    known = dict(numbers(actor, campaign_id))
    rows = Stall.objects.filter(activity__in=known, is_out=False).select_related("partner")
    return known, rows.order_by("activity__starts_at", "activity_id", "number")


def give_stalls(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The stalls on the plans."""
    known, rows = stalls_of(actor, campaign_id)
    for each in rows:
        yield {
            "activity": known[each.activity_id],
            "stall": each.number,
            "partner": each.partner.name if each.partner else "",
            **{key: getattr(each, key) for key in ("body", "offers", "position")},
        }


def bring_shift(values: Values, bringing: Bringing) -> bool:
    """Who is at a stall from when to when; the same office from the same moment is left as it is."""
    stall, actor = stall_in(bringing, values)
    if stall.shifts.filter(starts_at=values["starts_at"], office=values["office"]).exists():
        return False
    plan = ShiftPlan(values["starts_at"], values["ends_at"], values["office"], values["people"])
    services.add_shift(stall.pk, plan, actor=actor, at=bringing.at)
    return True


def give_shifts(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The shifts, stall by stall."""
    known, stalls = stalls_of(actor, campaign_id)
    rows = Shift.objects.filter(stall__in=stalls.order_by().values("pk")).select_related("stall")
    for each in rows.order_by("stall__activity__starts_at", "stall__activity_id", "stall__number", "starts_at", "pk"):
        kept = ("starts_at", "ends_at", "office", "people")
        yield {**_of(each.stall, known), **{key: getattr(each, key) for key in kept}}


def bring_item(values: Values, bringing: Bringing) -> bool:
    """Something on the kit list; the same thing of a stall is left as it is."""
    stall, actor = stall_in(bringing, values)
    if stall.kit.filter(what=values["what"]).exists():
        return False
    plan = KitPlan(values["what"], values["amount"], values["brings"])
    item = services.add_item(stall.pk, plan, actor=actor, at=bringing.at)
    if values["mark"]:
        services.mark_item(item.pk, mark=values["mark"], actor=actor, at=bringing.at)
    return True


def give_items(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The kit lists, stall by stall."""
    known, stalls = stalls_of(actor, campaign_id)
    rows = KitItem.objects.filter(stall__in=stalls.order_by().values("pk")).select_related("stall")
    for each in rows.order_by("stall__activity__starts_at", "stall__activity_id", "stall__number", "pk"):
        mark = KitMark.RETURNED.value if each.returned_at else KitMark.PACKED.value if each.packed_at else ""
        kept = ("what", "amount", "brings")
        yield {**_of(each.stall, known), **{key: getattr(each, key) for key in kept}, "mark": mark}


def _of(stall: Stall, known: dict[int, str]) -> dict[str, Any]:
    return {"activity": known[stall.activity_id], "stall": stall.number}


STALLS = FolderSheet(
    FOLDER,
    "stalls",
    pgettext_lazy("stalls of an activity", "Stalls"),
    170,
    (
        ACTIVITY,
        NUMBER,
        Column("body", _("Who stands there"), needed=True),
        Column("partner", _("Partner")),
        Column("offers", _("What it offers")),
        Column("position", _("Where on the square")),
    ),
    bring_stall,
    give_stalls,
    permission=MANAGES,
)
SHIFTS = FolderSheet(
    FOLDER,
    "shifts",
    _("Shifts at stalls"),
    172,
    (
        ACTIVITY,
        NUMBER,
        Column("starts_at", _("Begins"), Form.MOMENT, needed=True),
        Column("ends_at", _("Ends"), Form.MOMENT, needed=True),
        Column("office", _("Office"), needed=True),
        Column("people", _("How many people"), Form.NUMBER, needed=True),
    ),
    bring_shift,
    give_shifts,
    permission=MANAGES,
)
KIT = FolderSheet(
    FOLDER,
    "kit",
    _("Kit lists of stalls"),
    174,
    (
        ACTIVITY,
        NUMBER,
        Column("what", _("What is brought"), needed=True),
        Column("amount", _("How much")),
        Column("brings", _("Who brings it")),
        Column("mark", _("State"), Form.CODE, codes=lambda: MARKS),
    ),
    bring_item,
    give_items,
    permission=MANAGES,
)
