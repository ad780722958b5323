"""Pages of a list of any length: a page is found by its edge ("below this row"), never by counting the rows before it.

The edge that stands in the address (`edges`) is the last row shown: the values by which the list is ordered, and its place in the list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db.models import F, Q, QuerySet

from open315.core.pages.edges import mark, unmark
from open315.core.pages.ordering import turned

Row = TypeVar("Row")
COUNTED = 10_000
"""A list is counted to this number of rows at most."""


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """A page, the edges of its neighbours ("" where there is none), and the place of its first row in the list, from 1."""

    rows: list[Row]
    after: str = ""
    before: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True)
class _Edge:
    values: tuple[Any, ...]
    place: int


def sliced(rows: QuerySet[Any], order: Sequence[str], *, size: int, after: str = "", before: str = "") -> Slice[Any]:
    """One page of `rows` by `order`: names of fields, "-" before those that descend, none ever null, the last without equals."""
    edge = _read(rows, order, before or after)
    backwards = bool(before) and edge is not None
    by = turned(order) if backwards else tuple(order)
    found = list((rows.filter(_beyond(by, edge.values)) if edge else rows).order_by(*by)[: size + 1])
    more, shown = len(found) > size, found[:size]
    if backwards:
        shown.reverse()
    first = _first(edge, len(shown), backwards=backwards)
    return Slice(
        shown,
        after=mark(shown[-1], order, first + len(shown) - 1) if shown and (more or backwards) else "",
        before=mark(shown[0], order, first) if shown and edge and (more or not backwards) else "",
        first=first,
    )


def counted(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many rows there are, to `COUNTED` at most, and whether there are more."""
    found = rows.order_by().values("pk")[: COUNTED + 1].count()
    return min(found, COUNTED), found > COUNTED


def _first(edge: _Edge | None, shown: int, *, backwards: bool) -> int:
    if edge is None:
        return 1
    return max(1, edge.place - shown) if backwards else edge.place + 1


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows past the edge: by the first field, or level with it and past it by the next, and so on.

    The outer bound repeats the first field, so that the database can begin at the edge in its index.
    """
    name, past = _past(order[0])
    level, wanted = Q(), Q()
    for each, value in zip(order, values, strict=True):
        field, beyond = _past(each)
        wanted |= level & Q(**{f"{field}__{beyond}": value})
        level &= Q(**{field: value})
    return Q(**{f"{name}__{past}e": values[0]}) & wanted


def _past(ordered: str) -> tuple[str, str]:
    return (ordered[1:], "lt") if ordered.startswith("-") else (ordered, "gt")


def _read(rows: QuerySet[Any], order: Sequence[str], edge: str) -> _Edge | None:
    found = unmark(edge)
    if found is None:
        return None
    place, values = found
    try:
        read = [
            _storable(_reader(rows, name.removeprefix("-"))(value)) for name, value in zip(order, values, strict=True)
        ]
    except (ValueError, TypeError, ArithmeticError, ValidationError, FieldError):
        return None
    return _Edge(tuple(read), place)


def _storable(value: Any) -> Any:
    """A value that a column may hold, and a database can be asked about. ValueError for any other, which somebody made up."""
    if value is None or (isinstance(value, str) and "\0" in value):
        raise ValueError(value)
    if isinstance(value, str):
        value.encode()
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _reader(rows: QuerySet[Any], name: str) -> Callable[[Any], Any]:
    """How a value of the field is read from the text of an address."""
    field: Any = F(name).resolve_expression(rows.query.clone()).output_field
    return field.to_python
