"""Addresses of neighbouring pages, with the filters kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest

Row = TypeVar("Row")


def cut(rows: Sequence[Row], size: int) -> tuple[list[Row], bool]:
    """The page, and whether there is more behind it."""
    return list(rows[:size]), len(rows) > size


def address(request: HttpRequest, **changed: Any) -> str:
    """This list with other values in its address."""
    query = request.GET.copy()
    for key, value in changed.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}"


def place(at: datetime, row_id: int) -> str:
    """A place in a list ordered by moment and id, as it stands in an address."""
    return dumps([at.isoformat(), row_id], salt="open315.place")


def read_place(text: str) -> tuple[datetime, int] | None:
    """The place, or None (the first page) if the address was altered."""
    if not text:
        return None
    try:
        at, row_id = loads(text, salt="open315.place")
    except BadSignature:
        return None
    return datetime.fromisoformat(at), int(row_id)
