"""Reads of stalls. Everything begins with `visible_to(actor)`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncHour
from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.outputs import queries as outputs
from open315.activities.partners import queries as partners
from open315.cases import queries as cases
from open315.core.access import Actor
from open315.core.clock import SHANGHAI, midnight
from open315.core.errors import NotFound
from open315.stalls.models import Kept, KitItem, Press, Shift, Stall, StallCase

FORMS = ("consultation", "stall")
"""The forms of activities that have stalls; one of another form may have some, too."""
COMPLAINT = "complaint"
DEPARTMENT = "department"
"""The kind of body whose own people count at its stall: one that handles complaints, not one that is complained of."""
NOT_THERE = ("declined", "taken_out")
"""Partners that run no stall of theirs."""


def visible_to(actor: Actor) -> QuerySet[Stall]:
    """The stalls of the activities of the acting council and of those below it; none that were taken out."""
    seen = activities.open_to(actor, "stalls:read").order_by().values("pk")
    return Stall.objects.filter(is_out=False, activity__in=seen)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Any]:
    """The activities that have stalls, and those of a form that has them which are still planned, by the filters of the list."""
    rows = activities.open_to(actor, "stalls:read").exclude(state="cancelled").select_related("council", "region")
    stalls = Stall.objects.filter(activity=OuterRef("pk"), is_out=False)
    rows = rows.filter(Q(kind__in=FORMS, state="planned") | Q(Exists(stalls)))
    if "first" in wanted:
        rows = rows.filter(starts_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(starts_at__lt=midnight(wanted["last"] + timedelta(days=1)))
    if "council" in wanted:
        rows = rows.filter(council_id=wanted["council"])
    return rows.annotate(stall_count=Count("stalls", filter=Q(stalls__is_out=False)))


def get_activity(actor: Actor, activity_id: int) -> Any:
    """An activity whose stalls the actor may see; NotFound if there is none or it is another council's."""
    rows = activities.open_to(actor, "stalls:read").select_related("council", "region")
    found = rows.filter(pk=activity_id).first()
    if found is None:
        raise NotFound(_("There is no such activity."))
    return found


def get_stall(actor: Actor, stall_id: int) -> Stall:
    """One stall with its activity; NotFound if there is none or it is another council's."""
    found = visible_to(actor).select_related("activity__council", "partner").filter(pk=stall_id).first()
    if found is None:
        raise NotFound(_("There is no such stall."))
    return found


def to_count_at(actor: Actor) -> QuerySet[Stall]:
    """The stalls at which the actor may count: those of the acting council and below it; for somebody of a department, those that it runs as a partner."""
    rows = Stall.objects.filter(is_out=False)
    if actor.may("stalls:count"):
        return rows.filter(activity__council__in=actor.organisation_ids)
    if actor.may("stalls:count_own") and actor.organisation_kind == DEPARTMENT:
        return rows.filter(partner__organisation__in=[actor.organisation_id]).exclude(partner__state__in=NOT_THERE)
    return rows.none()


def own_stalls(actor: Actor, _wanted: Mapping[str, Any]) -> QuerySet[Stall]:
    """The same with their activities, without those that were cancelled."""
    return to_count_at(actor).exclude(activity__state="cancelled").select_related("activity__council")


def get_to_count(actor: Actor, stall_id: int) -> Stall:
    """One stall at which the actor may count, with its activity; NotFound for any other."""
    found = to_count_at(actor).select_related("activity__council").filter(pk=stall_id).first()
    if found is None:
        raise NotFound(_("There is no such stall."))
    return found


def stall_of_case(actor: Actor, case_id: int) -> StallCase | None:
    """The stall where a case was taken, if the actor sees that stall."""
    rows = StallCase.objects.filter(case_id=case_id, stall__in=visible_to(actor).order_by().values("pk"))
    return rows.select_related("stall__activity").first()


def get_shift(actor: Actor, shift_id: int) -> Shift:
    """One shift with its stall; NotFound if there is none or it is another council's."""
    found = Shift.objects.filter(stall__in=visible_to(actor)).select_related("stall").filter(pk=shift_id).first()
    if found is None:
        raise NotFound(_("There is no such shift."))
    return found


def get_item(actor: Actor, item_id: int) -> KitItem:
    """Something on a kit list; NotFound if there is none or it is another council's."""
    found = KitItem.objects.filter(stall__in=visible_to(actor)).select_related("stall").filter(pk=item_id).first()
    if found is None:
        raise NotFound(_("There is no such thing on the kit list."))
    return found


def standing(activity_id: int) -> QuerySet[Stall]:
    """The stalls on the plan of an activity: whoever asks has seen to it that he may know."""
    return Stall.objects.filter(activity_id=activity_id, is_out=False)


def next_number(activity_id: int) -> int:
    """The number after the highest one on the plan."""
    return (standing(activity_id).aggregate(most=Max("number"))["most"] or 0) + 1


def partners_of(activity: Any) -> dict[int, Any]:
    """The partners of an activity that can have a stall, by number."""
    return {each.pk: each for each in partners.of_activity(activity)}


def stalls_of(activity: Any) -> list[Stall]:
    """The stalls of an activity by number, with shifts and kit."""
    return list(standing(activity.pk).prefetch_related("shifts", "kit").order_by("number", "pk"))


def totals_of(activity_id: int) -> dict[str, int]:
    """What the counters of all stalls of an activity come to, by counter; those at which nothing was pressed are left out."""
    rows = Press.objects.filter(stall__activity_id=activity_id, undone_at=None).order_by()
    return dict(rows.values("counter").annotate(sum=Sum("number")).values_list("counter", "sum"))


def totals_at(stall_id: int) -> dict[str, int]:
    """What the counters of one stall come to."""
    rows = Press.objects.filter(stall_id=stall_id, undone_at=None).order_by()
    return dict(rows.values("counter").annotate(sum=Sum("number")).values_list("counter", "sum"))


def latest_presses(stall_id: int, most: int = 12) -> list[Press]:
    """The last presses of a stall, those taken back among them."""
    return list(Press.objects.filter(stall_id=stall_id).order_by("-pressed_at", "-pk")[:most])


def last_of(stall_id: int, account_id: int) -> Press | None:
    """The last press that this person can take back: the latest of its own that stands, and no case's."""
    rows = Press.objects.filter(stall_id=stall_id, account_id=account_id, undone_at=None)
    return rows.exclude(pk__in=_with_case(stall_id)).order_by("-pressed_at", "-pk").first()


def _with_case(stall_id: int) -> QuerySet[Any]:
    return Stall.objects.filter(pk=stall_id, cases__press__isnull=False).values("cases__press_id")


def cases_at(actor: Actor, stall_id: int) -> list[StallCase]:
    """The cases that were taken at a stall and that the actor may see, the latest first."""
    seen = cases.visible_to(actor).order_by().values("pk")
    rows = StallCase.objects.filter(stall_id=stall_id, case__in=seen).select_related("case", "press", "stall")
    return list(rows.order_by("-linked_at", "-pk"))


def case_numbered(actor: Actor, number: str) -> int:
    """The case with this number that the actor may see; 0 where there is none, which the verb refuses at its field."""
    found = cases.visible_to(actor).filter(number=cases.as_read(number)).values_list("pk", flat=True).first()
    return found or 0


def complaints_linked(activity_id: int) -> dict[int, int]:
    """How many complaints are linked as cases to each stall of an activity."""
    rows = StallCase.objects.filter(
        stall__activity_id=activity_id, case__kind=COMPLAINT, case__is_leaving=False
    ).order_by()
    return dict(rows.values("stall_id").annotate(n=Count("pk")).values_list("stall_id", "n"))


def values_of(activity: Any) -> Mapping[str, Any]:
    """The values of an activity that stand now, by indicator."""
    return outputs.standing(activity)


def typed_of(activity_id: int) -> dict[str, str]:
    """The indicators whose values come from the stalls, and the total that was typed beside each."""
    return dict(Kept.objects.filter(activity_id=activity_id).values_list("indicator", "said"))


def totals_by_hour(activity_id: int) -> dict[datetime, dict[str, int]]:
    """What was counted in each hour of China's day, by counter, in the order of the hours."""
    rows = Press.objects.filter(stall__activity_id=activity_id, undone_at=None)
    by_hour = rows.annotate(hour=TruncHour("pressed_at", tzinfo=SHANGHAI)).order_by("hour")
    found: dict[datetime, dict[str, int]] = {}
    for hour, counter, total in (
        by_hour.values("hour", "counter").annotate(sum=Sum("number")).values_list("hour", "counter", "sum")
    ):
        found.setdefault(hour, {})[counter] = total
    return found


def presses_by_stall(activity_id: int) -> list[tuple[int, str, int, datetime]]:
    """Stall, counter, total and the last moment of each counter at which something stands."""
    rows = Press.objects.filter(stall__activity_id=activity_id, undone_at=None).order_by()
    found = rows.values("stall_id", "counter").annotate(sum=Sum("number"), last=Max("pressed_at"))
    return list(found.values_list("stall_id", "counter", "sum", "last"))
