"""Departments and partners × councils: who was invited, promised and came where. One statement of the database, whatever the size.

Lines are offices: bodies of many cities whose names differ by the place before them alone. Columns are councils with those below them: the acting one by
itself, then each that reports to it. Who came and what is missing add up to the figures of the same days (`facts.partners`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, When

from open315.activities.bodies import as_compared
from open315.activities.models import Partner
from open315.activities.partners.queries import listed
from open315.activities.partners.rules import Standing, standing
from open315.activities.partners.units import offices
from open315.activities.units import Unit
from open315.core.access import Actor

Counts = Mapping[Standing, int]


@dataclass(frozen=True, slots=True)
class Line:
    """An office: its kind, how its name is compared, and its counts by unit."""

    place: int
    kind: str
    office: str
    key: str
    cells: Mapping[int, Counts]

    def number(self, wanted: Standing) -> int:
        """How often it stands so, in all units."""
        return sum(counts.get(wanted, 0) for counts in self.cells.values())


def lines_of(actor: Actor, wanted: Mapping[str, Any], units: Sequence[Unit], at: datetime) -> list[Line]:
    """The offices that fit the filters, by kind as they are listed there, then by name."""
    unit_of = {council: unit.council.id for unit in units for council in unit.ids}
    counted: dict[tuple[str, str], dict[int, Counter[Standing]]] = defaultdict(lambda: defaultdict(Counter))
    names: dict[tuple[str, str], str] = {}
    rows = list(_grouped(listed(actor, wanted), at))
    known = offices({row["name"] for row in rows})
    for row in rows:
        office = known[row["name"]]
        key, unit = (row["kind"], as_compared(office)), unit_of[row["activity__council_id"]]
        names.setdefault(key, office)
        which = standing(row["state"], row["activity__state"], has_begun=row["has_begun"])
        counted[key][unit][which] += row["number"]
    order = {kind: place for place, kind in enumerate(Partner.Kind.values)}
    keys = sorted(names, key=lambda key: (order[key[0]], names[key]))
    return [Line(place, key[0], names[key], key[1], counted[key]) for place, key in enumerate(keys)]


def _grouped(rows: Any, at: datetime) -> Iterable[dict[str, Any]]:
    begun = Case(When(activity__starts_at__lte=at, then=True), default=False, output_field=BooleanField())
    grouped = rows.order_by().annotate(has_begun=begun)
    by = ("name", "kind", "state", "activity__state", "activity__council_id", "has_begun")
    return grouped.values(*by).annotate(number=Count("pk")).order_by(*by)
