"""The rows of a list, of a table or values in memory: a page of them, how many there are, all of them in order.

Rows of a table are never all read: a page begins at its edge (`keyset`). Values (rule packs, lines of law) are few and at hand.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet

from open315.core.pages import keyset
from open315.core.pages.edges import is_at, mark, unmark, value_of
from open315.core.pages.keyset import COUNTED, Slice

Rows = QuerySet[Any] | Sequence[Any]


def page_of(rows: Rows, order: Sequence[str], *, size: int, after: str = "", before: str = "") -> Slice[Any]:
    """One page by `order`: names of fields, "-" before those that descend, none ever empty, the last without equals."""
    if isinstance(rows, QuerySet):
        return keyset.sliced(rows, order, size=size, after=after, before=before)
    listed = _sorted(rows, order)
    first = _begin(listed, order, size, after, before)
    shown = listed[first : first + size]
    last = first + len(shown)
    return Slice(
        shown,
        after=mark(shown[-1], order, last) if last < len(listed) else "",
        before=mark(shown[0], order, first + 1) if first and shown else "",
        first=first + 1,
    )


def number_of(rows: Rows) -> tuple[int, bool]:
    """How many there are, to `COUNTED` at most, and whether there are more."""
    if isinstance(rows, QuerySet):
        return keyset.counted(rows)
    return min(len(rows), COUNTED), len(rows) > COUNTED


def are_more_than(number: int, rows: Rows) -> bool:
    """Whether there are more than so many; the database looks no further than that."""
    if isinstance(rows, QuerySet):
        return rows.order_by().values("pk")[number : number + 1].exists()
    return len(rows) > number


def in_order(rows: Rows, order: Sequence[str]) -> Rows:
    """All of them, to be read by and by."""
    return rows.order_by(*order) if isinstance(rows, QuerySet) else _sorted(rows, order)


def _sorted(rows: Sequence[Any], order: Sequence[str]) -> list[Any]:
    listed = list(rows)
    for name in reversed(order):
        listed.sort(key=partial(_key, name.removeprefix("-")), reverse=name.startswith("-"))
    return listed


def _key(name: str, row: Any) -> Any:
    return value_of(row, name)


def _begin(listed: Sequence[Any], order: Sequence[str], size: int, after: str, before: str) -> int:
    """The place, from 0, of the first row of the page."""
    edge = unmark(before or after)
    if edge is None:
        return 0
    place, values = edge
    at = next((place for place, row in enumerate(listed) if is_at(row, order, values)), place - 1)
    return max(0, at - size if before else min(at + 1, len(listed)))
