"""The register of sheets. A room declares its own at import (by its AppConfig)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from open315.core.access import Actor
from open315.core.folders.columns import Column

if TYPE_CHECKING:
    from open315.core.folders.bringing import Bringing

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Together:
    """Rows that follow each other and are `of` the same thing come in by one step: `bring` says of each whether it was new. If it cannot be, each is brought by itself."""

    of: Callable[[Values], Any]
    bring: "Callable[[Sequence[Values], Bringing], list[bool]]"


@dataclass(frozen=True, slots=True)
class FolderSheet:
    """One table of a kind of folder as people see it.

    `place` orders the sheets: a row may speak of rows of sheets before it. `bring` takes a row in by the verbs that people use and returns whether
    anything was new; it raises an expected error, with the key of a column as its field, for what cannot be. `give` yields the rows of what
    `subject` (a campaign, say) is made of, as far as the actor sees it.
    """

    folder: str
    name: str
    label: Any
    place: int
    columns: tuple[Column, ...]
    bring: "Callable[[Values, Bringing], bool]"
    give: Callable[[Actor, int], Iterable[Values]]
    together: Together | None = None
    prepare: "Callable[[Sequence[Values], Bringing], Callable[[], None]] | None" = None
    """Takes in what rows speak of and cannot be waited for in a transaction: their files. What it returns puts away what no row took."""
    files: Callable[[Actor, int], Iterable[tuple[str, Callable[[], bytes]]]] | None = None
    """The files that are given out beside the sheet, by their names."""
    permission: str = ""
    """Who brings without it leaves the sheet to who has it; "" where that is said row by row."""


_SHEETS: dict[tuple[str, str], FolderSheet] = {}


def declare_sheet(sheet: FolderSheet) -> FolderSheet:
    """Add a sheet; returns it. The same name again takes its place (a module read twice)."""
    _SHEETS[sheet.folder, sheet.name] = sheet
    return sheet


_PAGES: dict[type, Callable[[Any, Actor], str]] = {}


def declare_pages(pages: Mapping[type, Callable[[Any, Actor], str]]) -> None:
    """Say at which address things that rows are about are looked at, by whom."""
    _PAGES.update(pages)


def page_of(thing: Any, actor: Actor) -> str:
    """The address at which the actor looks at what a row is about; "" where it has none."""
    address = _PAGES.get(type(thing))
    return address(thing, actor) if address else ""


def sheets_of(folder: str) -> tuple[FolderSheet, ...]:
    """The sheets of a kind of folder, in the order in which they are brought in."""
    return tuple(sorted((each for each in _SHEETS.values() if each.folder == folder), key=lambda each: each.place))


def sheets_for(folder: str, actor: Actor) -> tuple[FolderSheet, ...]:
    """Those of them that the actor may bring in."""
    return tuple(each for each in sheets_of(folder) if not each.permission or actor.may(each.permission))
