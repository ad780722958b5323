"""Named queries: a room declares how the rows behind its facts are selected, and how they are listed.

The same query computes the value and opens as a page, so a figure can never disagree with its rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.core.access import Actor
from open315.core.facts.coverage import Covered, Keepers
from open315.core.facts.reading import shared
from open315.core.facts.types import RowsQuery, Scope

Select = Callable[[Mapping[str, str], Actor], QuerySet[Any]]
Describe = Callable[[Mapping[str, str], Actor], list[tuple[Any, Any]]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list: its heading, the text of a row in it, where that text leads, and what a file holds in its place.

    Without `value` the file holds the text. An amount has one: the exact yuan, so that the column adds up to the figure.
    """

    label: Any
    text: Callable[[Any], Any]
    href: Callable[[Any], str] | None = None
    value: Callable[[Any], Any] | None = None


DOOR = "facts:read"
"""Who opens rows opens the overview as well, unless a query says otherwise."""


@dataclass(frozen=True, slots=True)
class RowsSpec:
    """How a named query selects its rows for an actor, says its filter in words (those that the actor may read), and lists its rows.

    `order` names fields of the rows, "-" before a descending one; none may be empty, and the last must be unique, because
    the next page begins after the last row of this one. `keepers` says whose records the rows are and over which days they are
    complete: what is not kept is not zero. `dimensions` are what the query can be narrowed to. `heading` is a
    lazy `ngettext` over "n". Whoever holds `permission` and `door`, that of the pages of figures, opens the rows; whoever holds `export`
    besides takes them along as a file.
    """

    name: str
    select: Select
    words: Describe
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    permission: str
    export: str
    dimensions: frozenset[str]
    heading: Any
    nothing: tuple[Any, Any]
    keepers: Keepers
    door: str = DOOR


HEADING = ngettext_lazy("%(n)s row", "%(n)s rows", "n")
NOTHING = (_("No rows"), _("Nothing is counted here."))
_ROWS: dict[str, RowsSpec] = {}


def rows(
    name: str,
    *,
    words: Describe,
    columns: tuple[Column, ...],
    order: tuple[str, ...],
    permission: str,
    export: str,
    keepers: Keepers,
    dimensions: Iterable[str] = (),
    heading: Any = HEADING,
    nothing: tuple[Any, Any] = NOTHING,
    door: str = DOOR,
) -> Callable[[Select], Select]:
    """Declare the decorated function as the query `name`. `nothing` is what stands where there are no rows: title and text."""

    def add(function: Select) -> Select:
        narrow = frozenset(dimensions)
        _ROWS[name] = RowsSpec(
            name, function, words, columns, order, permission, export, narrow, heading, nothing, keepers, door
        )
        return function

    return add


def rows_spec(name: str) -> RowsSpec:
    """The declaration of the query `name`; KeyError if nobody declared it."""
    return _ROWS[name]


def rows_specs() -> list[RowsSpec]:
    """Every declared query, by name."""
    return [_ROWS[name] for name in sorted(_ROWS)]


def open_rows(query: RowsQuery, actor: Actor) -> QuerySet[Any]:
    """The rows of `query` that `actor` may see."""
    return _ROWS[query.name].select(query.params, actor)


def covered(name: str, scope: Scope, actor: Actor) -> Covered:
    """Whose records the rows of the query `name` are in a scope, and over which days they are complete; read once a reading."""
    return shared(("covered", name, scope, actor), lambda: Covered(tuple(_ROWS[name].keepers(scope, actor))))
