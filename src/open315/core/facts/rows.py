"""Named queries: a room declares how the rows behind its facts are selected, and how they are listed.

The same query computes the value and opens as a page, so a figure can never disagree with its rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from open315.core.access import Actor
from open315.core.facts.types import RowsQuery

Select = Callable[[Mapping[str, str], Actor], QuerySet[Any]]
Describe = Callable[[Mapping[str, str]], list[tuple[Any, Any]]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list: its heading, the text of a row in it, and where that text leads."""

    label: Any
    text: Callable[[Any], Any]
    href: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class RowsSpec:
    """How a named query selects its rows for an actor, says its filter in words, and lists its columns."""

    name: str
    select: Select
    words: Describe
    columns: tuple[Column, ...]


_ROWS: dict[str, RowsSpec] = {}


def rows(name: str, *, words: Describe, columns: tuple[Column, ...]) -> Callable[[Select], Select]:
    """Declare the decorated function as the query `name`."""

    def add(function: Select) -> Select:
        _ROWS[name] = RowsSpec(name, function, words, columns)
        return function

    return add


def rows_spec(name: str) -> RowsSpec:
    """The declaration of the query `name`; KeyError if nobody declared it."""
    return _ROWS[name]


def open_rows(query: RowsQuery, actor: Actor) -> QuerySet[Any]:
    """The rows of `query` that `actor` may see."""
    return _ROWS[query.name].select(query.params, actor)
