"""Pages of rows of any kind: each begins after the last row of the one before, so a page far down costs as little as the first.

The place of a row is the values of the fields it is ordered by. None of them is empty and the last is unique (`RowsSpec`).
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet

PAGE = 50
BETWEEN = "~"


def page_of(rows: QuerySet[Any], order: Sequence[str], after: str, size: int = PAGE) -> tuple[list[Any], str]:
    """The rows after the place `after` ("" for the first page), and the place of the last of them ("" at the end).

    ValueError if `after` is no place.
    """
    found = rows.order_by(*order)
    if after:
        found = found.filter(_behind(order, _values(rows, order, after)))
    page = list(found[: size + 1])
    if len(page) <= size:
        return page, ""
    return page[:size], _place(page[size - 1], order)


def _fields(model: Any, order: Sequence[str]) -> list[Field]:
    return [model._meta.get_field(name.removeprefix("-")) for name in order]


def _place(row: Any, order: Sequence[str]) -> str:
    return BETWEEN.join(_escaped(field.value_to_string(row)) for field in _fields(type(row), order))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace(BETWEEN, "%7E")


def _values(rows: QuerySet[Any], order: Sequence[str], place: str) -> list[Any]:
    texts = [unquote(text) for text in place.split(BETWEEN)]
    try:
        return [field.to_python(text) for field, text in zip(_fields(rows.model, order), texts, strict=True)]
    except ValidationError as error:
        raise ValueError(place) from error


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Equal in the first fields and beyond in the next one, for each field."""
    behind = Q()
    same: dict[str, Any] = {}
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        beyond = "lt" if name.startswith("-") else "gt"
        behind |= Q(**same, **{f"{field}__{beyond}": value})
        same[field] = value
    return behind
