"""Reads of pairs of activities, and what counts once where two are one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.bodies import as_compared
from open315.activities.doubles.types import Seen
from open315.activities.models import Activity, DoubleEntry, Host
from open315.activities.types import PairDecision, State
from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.errors import NotFound
from open315.core.translations import contains

Row = TypeVar("Row", bound=Model)


def once(found: QuerySet[Row], of: str = "", *alike: str) -> QuerySet[Row]:
    """Those of `found` that count, where activities were decided to be one: of rows of one activity that are equal in `alike`, those of the entry that counts.

    Where that one is not among `found` (another council's, beyond the region), those of the first entry. `of` leads from a row to its activity ("activity__").
    Rows of what was entered once are not looked at any further.
    """
    own = "activity_id" if of else "pk"
    before = Q(**{own: OuterRef(f"{of}same_as_id")}) | Q(
        **{f"{of}same_as_id": OuterRef(f"{of}same_as_id"), f"{own}__lt": OuterRef(own)}
    )
    earlier = found.order_by().filter(before, **{name: OuterRef(name) for name in alike})
    return found.filter(Q(**{f"{of}same_as__isnull": True}) | ~Exists(earlier))


def visible_to(actor: Actor) -> QuerySet[DoubleEntry]:
    """The pairs of which the actor sees both."""
    seen = activities.visible_to(actor).order_by().values("pk")
    rows = DoubleEntry.objects.filter(first__in=seen, second__in=seen)
    return rows.select_related("first__council", "second__council", "kept", "decided_by")


def open_ones(rows: QuerySet[DoubleEntry]) -> QuerySet[DoubleEntry]:
    """Those of which nobody has said anything, of what was not cancelled."""
    return rows.filter(decision="").exclude(Q(first__state=State.CANCELLED) | Q(second__state=State.CANCELLED))


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[DoubleEntry]:
    """The pairs that fit the filters: open, the same, different; words of a title; those that begin on these days."""
    rows = visible_to(actor)
    if "state" in wanted:
        rows = open_ones(rows) if wanted["state"] == "open" else rows.filter(decision=wanted["state"])
    if "first" in wanted:
        rows = rows.filter(first__starts_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(first__starts_at__lt=midnight(wanted["last"] + timedelta(days=1)))
    if "q" in wanted:
        rows = rows.filter(contains("first__title", wanted["q"]) | contains("second__title", wanted["q"]))
    return rows


def get_pair(actor: Actor, pair_id: int) -> DoubleEntry:
    """One pair; NotFound if there is none or one of the two is another council's."""
    found = visible_to(actor).filter(pk=pair_id).first()
    if found is None:
        raise NotFound(_("There is no such pair."))
    return found


def of_activity(actor: Actor, activity_id: int) -> list[DoubleEntry]:
    """The pairs of an activity that the actor sees and nobody called different."""
    rows = visible_to(actor).filter(Q(first=activity_id) | Q(second=activity_id))
    return list(rows.exclude(decision=PairDecision.DIFFERENT.value).order_by("pk"))


def seen(activity: Activity) -> Seen:
    """What of an activity is compared."""
    hosts = Host.objects.filter(activity=activity).values_list("name", flat=True)
    return Seen(
        activity.pk,
        local_day(activity.starts_at),
        activity.region_id,
        activity.venue,
        activity.title,
        activity.kind,
        activity.council.path,
        frozenset(map(as_compared, hosts)),
    )


def of_that_day(activity: Activity) -> QuerySet[Activity]:
    """What else begins on the day of an activity, and was not cancelled."""
    start = midnight(local_day(activity.starts_at))
    rows = Activity.objects.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    return rows.exclude(pk=activity.pk).exclude(state=State.CANCELLED).select_related("council").order_by("pk")


def decided_same() -> list[tuple[int, int]]:
    """The pairs decided to be one, as (counts, does not)."""
    rows = DoubleEntry.objects.filter(decision=PairDecision.SAME.value).order_by("pk")
    found = rows.values_list("kept_id", "first_id", "second_id")
    return [(kept, second if kept == first else first) for kept, first, second in found if kept]


def united() -> dict[int, int]:
    """Each activity that does not count by itself, and the one that counts in its place, as it stands."""
    rows = Activity.objects.filter(same_as__isnull=False).order_by()
    return dict(rows.values_list("pk", F("same_as_id")))
