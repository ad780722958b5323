"""What the places are counted from: one statement, and a second one where an indicator is asked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from open315.activities.models import Activity, Output
from open315.activities.outputs.queries import value_in
from open315.activities.outputs.rules import Value
from open315.activities.queries import listed, only
from open315.activities.units import Unit, units_of
from open315.core.access import Actor
from open315.core.quantities import Total, total

COUNTED = ("held", "told", "ahead", "late")
Wanted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A council with those below it (the acting one by itself; None for all together): its numbers, and what an indicator comes to."""

    place: int
    unit: Unit | None
    is_own: bool
    numbers: Mapping[str, int]
    sum: Total


def lines_of(actor: Actor, wanted: Wanted, at: datetime) -> list[Line]:
    """A line for each council that fits the filters, in the order of the codes; the last one is all together."""
    units = units_of(actor)
    counted, told = _counted(actor, wanted, at), _told(actor, wanted)
    everywhere = frozenset[int]().union(*(unit.ids for unit in units))
    parts = [(unit, unit.ids) for unit in units]
    return [
        Line(place, unit, _is_own(unit, actor), _together(counted, ids), _sum(told, ids))
        for place, (unit, ids) in enumerate([*parts, (None, everywhere)])
    ]


def _is_own(unit: Unit | None, actor: Actor) -> bool:
    return unit is not None and unit.council.id == actor.organisation_id


def _together(counted: Mapping[int, Counter[str]], ids: Iterable[int]) -> Counter[str]:
    found: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    for pk in ids:
        found.update(counted.get(pk, {}))
    return found


def _sum(told: Mapping[int, Sequence[Value]], ids: Iterable[int]) -> Total:
    return total(value for pk in sorted(ids) for value in told.get(pk, ()))


def _counted(actor: Actor, wanted: Wanted, at: datetime) -> dict[int, Counter[str]]:
    """By council, how many activities are of each kind of number."""
    rows = listed(actor, _without_indicator(wanted)).order_by()
    numbers: dict[str, Any] = {name: Count("pk", filter=only(name, at)) for name in COUNTED}
    grouped = rows.values("council_id").annotate(**numbers).values_list("council_id", *COUNTED)
    return {council: Counter(dict(zip(COUNTED, counts, strict=True))) for council, *counts in grouped}


def _without_indicator(wanted: Wanted) -> Wanted:
    """What narrows the activities: an indicator chooses what is summed."""
    return {name: value for name, value in wanted.items() if name != "indicator"}


def _told(actor: Actor, wanted: Wanted) -> dict[int, list[Value]]:
    """By council, the values of the indicator that is asked for, of what was held."""
    found: dict[int, list[Value]] = defaultdict(list)
    if "indicator" in wanted:
        held = listed(actor, wanted).order_by().filter(state=Activity.State.HELD).values("pk")
        rows = Output.objects.filter(activity__in=held, indicator=wanted["indicator"], ended_at=None)
        for row in rows.select_related("activity").order_by("pk"):
            found[row.activity.council_id].append(value_in(row))
    return found
