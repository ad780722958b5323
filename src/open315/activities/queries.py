"""Reads of activities."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Activity, Host
from open315.activities.rules import LONGEST
from open315.core.access import Actor
from open315.core.clock import midnight
from open315.core.errors import NotFound
from open315.core.facts import Period
from open315.core.translations import contains, holds

DAY = timedelta(days=1)
Row = TypeVar("Row", bound=Model)


def visible_to(actor: Actor) -> QuerySet[Activity]:
    """The activities of the acting council and of those below it."""
    if not actor.may("activities:read"):
        return Activity.objects.none()
    return Activity.objects.filter(council__in=actor.organisation_ids)


def open_to(actor: Actor, permission: str) -> QuerySet[Activity]:
    """The same for who holds the permission of a room above, which needs the activity of what it shows."""
    if not actor.may(permission):
        return Activity.objects.none()
    return Activity.objects.filter(council__in=actor.organisation_ids)


def by_id(activity_id: int) -> Activity | None:
    """An activity for what a room above does by itself, with its council; None where there is none."""
    return Activity.objects.select_related("council").filter(pk=activity_id).first()


def to_receive_at(actor: Actor) -> QuerySet[Activity]:
    """The activities of the acting council and of those below it at whose door the actor may note who comes."""
    if not actor.may("activities:receive"):
        return Activity.objects.none()
    return Activity.objects.filter(council__in=actor.organisation_ids)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Activity]:
    """The activities that fit the filters: kind, state, days of the start, council, words of title, venue or hosts."""
    rows = visible_to(actor).select_related("council", "region")
    for name, field in (("kind", "kind"), ("state", "state"), ("council", "council_id")):
        if name in wanted:
            rows = rows.filter(**{field: wanted[name]})
    if "first" in wanted:
        rows = rows.filter(starts_at__gte=midnight(wanted["first"]))
    if "last" in wanted:
        rows = rows.filter(starts_at__lt=midnight(wanted["last"] + DAY))
    if "q" in wanted:
        hosts = Host.objects.filter(holds("name", wanted["q"]), activity=OuterRef("pk"))
        rows = rows.filter(contains("title", wanted["q"]) | holds("venue", wanted["q"]) | Q(Exists(hosts)))
    return rows


def started_in(rows: QuerySet[Row], period: Period, of: str = "") -> QuerySet[Row]:
    """Those of `rows` that begin on a day of the period in China: from its first midnight on, before the one after its last day.

    `of` leads from a row to its activity ("activity__").
    """
    bounds: dict[str, Any] = {
        f"{of}starts_at__gte": midnight(period.first),
        f"{of}starts_at__lt": midnight(period.last + DAY),
    }
    return rows.filter(**bounds)


def standing_between(actor: Actor, wanted: Mapping[str, Any], first: date, last: date) -> QuerySet[Activity]:
    """The activities that fit the filters and stand on one of these days, also those that began before; in the order of their starts."""
    rows = listed(actor, wanted).filter(starts_at__lt=midnight(last + DAY), starts_at__gte=midnight(first) - LONGEST)
    begun_in = Q(starts_at__gte=midnight(first))
    return rows.filter(begun_in | Q(ends_at__gt=midnight(first))).order_by("starts_at", "pk")


def in_state(actor: Actor, state: str, first: date | None = None, last: date | None = None) -> QuerySet[Activity]:
    """The activities in this state that begin on these days, in the order of their starts."""
    days = {name: day for name, day in (("first", first), ("last", last)) if day}
    return listed(actor, {"state": state, **days}).order_by("starts_at", "pk")


def for_plan(actor: Actor, campaign_id: int) -> QuerySet[Activity]:
    """The activities the actor may see that are linked to a measure of a plan or to a requirement put to it, in the order of their days."""
    linked = Q(measure__section__campaign_id=campaign_id) | Q(requirements__campaign_id=campaign_id)
    rows = visible_to(actor).filter(pk__in=Activity.objects.filter(linked).values("pk"))
    return rows.prefetch_related("requirements").order_by("starts_at", "pk")


def get_activity(actor: Actor, activity_id: int) -> Activity:
    """One activity with its council, region and hosts; NotFound if there is none or it is another council's."""
    rows = visible_to(actor).select_related("council", "region").prefetch_related("hosts__organisation", "requirements")
    found = rows.filter(pk=activity_id).first()
    if found is None:
        raise NotFound(_("There is no such activity."))
    return found
