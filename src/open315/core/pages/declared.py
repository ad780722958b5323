"""What a room says of its lists: plain values, entered in a register when the module that holds them is imported."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpResponse, QueryDict

from open315.core.access import Actor, StaffRequest
from open315.core.pages.filters import FilterForm
from open315.core.pages.ordering import turned
from open315.core.pages.register import Register
from open315.core.pages.rows import Rows

Row = TypeVar("Row")
Asks = Callable[[StaffRequest, str], HttpResponse | None]
"""Asks somebody who he is before a file leaves the house; None once it is known. The second value is the page to come back to."""


@dataclass(frozen=True, slots=True)
class Go:
    """A button that leads somewhere, ready to be drawn."""

    label: Any
    href: str
    icon: str = ""
    kind: str = "secondary"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button at the head of a page, or of what it says when it is empty. Shown to those who hold the permission; "" for all.

    One that `acts` does at once what its address does, for all that is listed: it is left out where there is nothing.
    """

    label: Any
    url_name: str
    icon: str = ""
    kind: str = "secondary"
    key: str = ""
    permission: str = ""
    acts: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several sets of rows, and its address."""

    label: Any
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands there when there is nothing: a title, a sentence that says what to do, a picture, perhaps a button."""

    title: Any
    text: Any
    art: str = "search"
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading, and how it draws the cell of a row (`core.pages.cells` has the usual ways).

    `kind` is a class of the cell: nowrap, number, code, actions. `order` are the fields a click on the heading orders by; none of
    them may be null. `quiet` leaves the heading to screen readers. `total` names a value of the page's totals, for the last row.
    Whoever does not hold the `permission` has no such column.
    """

    key: str
    label: Any
    draw: Callable[[Row], Any]
    kind: str = ""
    order: tuple[str, ...] = ()
    quiet: bool = False
    total: str = ""
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Export(Generic[Row]):
    """The list as a file: every filtered row, in the order of the page, never cut.

    `event` is what the audit log is told, with the filters; `asks` makes sure who takes it, where that matters. `rows` makes rows of the file;
    where those differ by who reads them (`for_reader`), it takes the reader besides.
    """

    url_name: str
    file: str
    event: str
    header: Callable[[], Sequence[Any]]
    rows: Callable[..., Iterable[Sequence[Any]]]
    kinds: tuple[str, ...] = ("csv", "xlsx")
    asks: Asks | None = None
    for_reader: bool = False


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """A list of the console.

    `read` gives the rows an actor may see that fit the filters; `order` is how they stand first, and ends with a field that no two
    rows share. `is_counted` says how many there are, to `COUNTED` at most: leave it out where the database would have to look through
    everything. `totals` are sums over all rows that fit, made by one question of the database. `tabs` are sets of rows of which one is shown. One with
    many columns `is_dense`.

    A list below one thing has the thing in its address: `about` fills in what depends on it, and `below` does so for the worker that
    writes its file, from what the address said.
    """

    name: str
    url_name: str
    section: str
    permission: str
    title: Any
    read: Callable[[Actor, Mapping[str, Any]], Rows]
    columns: Sequence[Column[Row]]
    order: tuple[str, ...]
    empty: Empty
    lead: Any = ""
    filters: type[FilterForm] = FilterForm
    actions: Sequence[Action] = ()
    export: Export[Row] | None = None
    totals: Callable[[Any], Mapping[str, Any]] | None = None
    tabs: Callable[[FilterForm], Sequence[Tab]] | None = None
    is_counted: bool = True
    size: int = 50
    is_dense: bool = False
    template: str = "core/pages/list.html"
    args: tuple[Any, ...] = ()
    below: Callable[[Actor, QueryDict, Sequence[str]], "ListPage[Row]"] | None = None

    def __post_init__(self) -> None:
        LISTS.enter(self)

    def about(self, *args: Any, **known: Any) -> "ListPage[Row]":
        """The same list below the thing that `args` name in its address, with what is `known` of it: title, columns, rows. No declaration of its own."""
        other = copy(self)
        for name, value in {"args": args, **known}.items():
            object.__setattr__(other, name, value)
        return other

    def columns_for(self, actor: Actor) -> Sequence[Column[Row]]:
        """The columns that the actor has."""
        return [each for each in self.columns if not each.permission or actor.may(each.permission)]

    def ordered_by(self, asked: str) -> tuple[str, ...]:
        """The fields for an order as the address gives it: the key of a column, "-" before it for the other way round."""
        for column in self.columns:
            if column.order and asked.removeprefix("-") == column.key:
                return turned(column.order) if asked.startswith("-") else column.order
        return self.order


LISTS: Register[ListPage[Any]] = Register("list")
