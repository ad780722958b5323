"""What the system holds as rows for bodies: the sums of what their held activities put out (ADR 0116)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from open315.activities.outputs.queries import of_councils, value_in
from open315.core.facts import Period
from open315.core.quantities import Quantity, total
from open315.indicators import queries as indicators
from open315.indicators.types import Sums
from open315.org import queries as org
from open315.returns.models import Call


def period_of(call: Call) -> Period:
    """The days a call is about."""
    return Period(call.first, call.last)


def sums(council_ids: Collection[int], period: Period, codes: Collection[str]) -> dict[str, Quantity]:
    """What the rows of these councils come to, by indicator; nothing for what has no number, or may not be summed and was told twice."""
    return _sums(of_councils(council_ids, period, codes).order_by("pk"))


def _sums(rows: Iterable[Any]) -> dict[str, Quantity]:
    told: dict[str, list[tuple[int, Quantity]]] = {}
    for row in rows:
        value = value_in(row)
        if isinstance(value, Quantity):
            told.setdefault(row.indicator, []).append((row.activity_id, value))
    return {code: found for code, parts in told.items() if (found := _sum(code, parts)) is not None}


def _sum(code: str, parts: Collection[tuple[int, Quantity]]) -> Quantity | None:
    if indicators.latest(code).sums == Sums.NOTHING and len({activity for activity, _value in parts}) > 1:
        return None
    return total(value for _activity, value in parts).sum


def sums_of_bodies(council_ids: Collection[int], call: Call, codes: Collection[str]) -> dict[int, dict[str, Quantity]]:
    """The same as `sums_of_body` for several bodies, read at once."""
    inside = {council_id: subtree(council_id) for council_id in council_ids}
    everywhere = frozenset().union(*inside.values())
    rows = of_councils(everywhere, period_of(call), codes).select_related("activity").order_by("pk")
    found = [(row.activity.council_id, row) for row in rows]
    return {each: _sums(row for place, row in found if place in ids) for each, ids in inside.items()}


def sums_of_body(council_id: int, call: Call, codes: Collection[str]) -> Mapping[str, Quantity]:
    """What the rows of a body and of those below it come to on the days of a call."""
    return sums(subtree(council_id), period_of(call), codes)


def subtree(council_id: int) -> frozenset[int]:
    """A body and those below it."""
    body = org.body_by_id(council_id)
    return org.subtree_ids(body) if body is not None else frozenset({council_id})
