"""Reads of activities."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Exists, Min, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Activity, Host, Output
from open315.activities.rules import LONGEST
from open315.activities.units import units_of
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import midnight
from open315.core.errors import NotFound
from open315.core.facts import Period
from open315.core.translations import contains, holds

DAY = timedelta(days=1)
NO_ACTIVITY = _("There is no such activity.")
Row = TypeVar("Row", bound=Model)


def visible_to(actor: Actor) -> QuerySet[Activity]:
    """The activities of the acting council and of those below it."""
    if not actor.may("activities:read"):
        return Activity.objects.none()
    return Activity.objects.filter(council__in=actor.organisation_ids)


def first_days() -> dict[int, datetime]:
    """By council: when it began to plan activities here, whoever looks."""
    began = Activity.objects.order_by().values("council_id").annotate(at=Least(Min("created_at"), Min("starts_at")))
    return dict(began.values_list("council_id", "at"))


def hosts_of_held() -> QuerySet[Host]:
    """The hosts of what was held, whoever looks: for a room that narrows them to one body."""
    return Host.objects.filter(activity__state=Activity.State.HELD)


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
    """The activities that fit the filters: kind, state, days of the start, council, or one with those below it, what is counted, words of title, venue or hosts."""
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
    return _counted_as(rows, actor, wanted)


def _counted_as(rows: QuerySet[Activity], actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Activity]:
    """Those of a council with all below it (the acting one by itself), of one kind of number, that told an indicator."""
    if "unit" in wanted:
        units = {unit.council.id: unit.ids for unit in units_of(actor)}
        rows = rows.filter(council__in=units.get(wanted["unit"], frozenset()))
    if "measure" in wanted:
        rows = rows.filter(measure=wanted["measure"])
    if "requirement" in wanted:
        meets = Activity.objects.filter(for_requirement(wanted["requirement"]))
        rows = rows.filter(pk__in=meets.values("pk"))
    if "only" in wanted:
        rows = rows.filter(only(wanted["only"], clock.now()))
    if "indicator" in wanted:
        rows = rows.filter(Exists(_outputs().filter(indicator=wanted["indicator"])))
    return rows


def _outputs() -> QuerySet[Output]:
    """What an activity put out, as it stands."""
    return Output.objects.filter(activity=OuterRef("pk"), ended_at=None)


def only(name: str, at: datetime) -> Q:
    """The activities behind one kind of number: held; held and told what they put out; ahead or on; late, as nobody said whether they were held."""
    planned, held = Q(state=Activity.State.PLANNED), Q(state=Activity.State.HELD)
    return {
        "held": held,
        "told": held & Q(Exists(_outputs())),
        "ahead": planned & Q(ends_at__gte=at),
        "late": planned & Q(ends_at__lt=at),
    }[name]


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


@dataclass(frozen=True, slots=True)
class Linked:
    """The activities linked to a plan, by their numbers: their states, their places in the order of their days, and those of each measure and requirement."""

    states: Mapping[int, str]
    places: Mapping[int, int]
    by_measure: Mapping[int, Collection[int]]
    by_requirement: Mapping[int, Collection[int]]


def linked_to(actor: Actor, campaign_id: int) -> Linked:
    """The activities the actor may see that are linked to a measure of a plan or to a requirement put to it: two statements, and no whole row."""
    rows = visible_to(actor).order_by("starts_at", "pk")
    of: Any = {"measure__section__campaign_id": campaign_id}
    found = list(rows.filter(**of).values_list("starts_at", "pk", "state", "measure_id"))
    asked = rows.filter(requirements__campaign_id=campaign_id)
    told = list(asked.values_list("starts_at", "pk", "state", "requirements__pk"))
    days = sorted({(starts_at, pk) for starts_at, pk, *_rest in (*found, *told)})
    return Linked(
        {pk: state for _starts_at, pk, state, _of in (*found, *told)},
        {pk: place for place, (_starts_at, pk) in enumerate(days)},
        _grouped(found),
        _grouped(told),
    )


def _grouped(rows: Iterable[tuple[Any, int, str, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for _starts_at, pk, _state, of in rows:
        found[of].append(pk)
    return found


def titles_of(activity_ids: Collection[int]) -> dict[int, Activity]:
    """Day and title of activities that somebody may see already."""
    rows = Activity.objects.filter(pk__in=activity_ids).only("title", "title_in", "starts_at")
    return {each.pk: each for each in rows}


def for_requirement(requirement_id: int) -> Q:
    """What meets a requirement: linked to it, or to a measure that serves it."""
    return Q(requirements=requirement_id) | Q(measure__requirements=requirement_id)


def lock_activity(actor: Actor, activity_id: int) -> None:
    """Let nobody else bring anything to this activity until the transaction of the caller ends. NotFound as `get_activity`."""
    if not visible_to(actor).select_for_update(of=("self",)).filter(pk=activity_id).exists():
        raise NotFound(NO_ACTIVITY)


def get_activity(actor: Actor, activity_id: int) -> Activity:
    """One activity with its council, region and hosts; NotFound if there is none or it is another council's."""
    rows = visible_to(actor).select_related("council", "region", "same_as__council")
    rows = rows.prefetch_related("hosts__organisation", "requirements")
    found = rows.filter(pk=activity_id).first()
    if found is None:
        raise NotFound(NO_ACTIVITY)
    return found
