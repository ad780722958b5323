"""Bring the sheets of a folder in: in their order, row by row, each row whole or not at all, each with its answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput, Open315Error
from open315.core.folders.beside import NONE, Beside
from open315.core.folders.columns import Column
from open315.core.folders.sheets import FolderSheet
from open315.core.foreign_files.types import Cell, NumberedRow
from open315.core.text import clean

HEAD_ROWS = 10
"""So many rows may stand above the headings: a title over merged cells, who filled it in and when."""
MOST_TOGETHER = 500
"""More rows than these are not brought in by one step."""
NO_SUCH = _("Nothing of this name stands in the sheets before: “%(name)s”.")
NO_COLUMN = _("The column “%(column)s” is missing.")


class Came(StrEnum):
    """What came of a row."""

    MADE = "made"
    KNOWN = "known"
    """All of it was there already."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What came of one row, and where it was refused: at which column, in which words. Row 1 is that of the headings."""

    sheet: FolderSheet
    row: int
    came: Came
    column: Any = ""
    words: Any = ""
    about: Any = None
    """What the row made or found, or the nearest thing it speaks of: where somebody would look."""


@dataclass(slots=True)
class Bringing:
    """What one run knows: who brings, when, and which rows of this folder bear which names."""

    actor: Actor
    at: datetime
    known: dict[tuple[str, str], Any] = field(default_factory=dict)
    about: Any = None
    """What the row that is being brought in is about, as far as it is known."""
    beside: Beside = NONE
    """The files that lie beside the sheets."""
    taken: dict[str, list[Any]] = field(default_factory=dict)
    """What was made of each file before its row comes in, or why nothing could be: one for each row that names it."""

    def note(self, kind: str, name: str, thing: Any) -> None:
        """Rows of later sheets may speak of `thing` by `name`."""
        self.known[kind, name] = self.about = thing

    def find(self, kind: str, name: str, *, column: str) -> Any:
        """What bears that name. InvalidInput at the column where nothing does."""
        try:
            self.about = self.known[kind, name]
            return self.about
        except KeyError:
            raise InvalidInput(NO_SUCH % {"name": name}, field=column) from None


@contextmanager
def prepared(
    sheets: Sequence[FolderSheet], rows_of: Mapping[str, Iterable[NumberedRow]], bringing: Bringing
) -> Iterator[None]:
    """Around everything: the files of the rows are taken in before, and what no row took is put away behind. Never in a transaction."""
    with ExitStack() as behind:
        for sheet in sheets:
            if sheet.prepare is not None and sheet.name in rows_of:
                rows = iter(rows_of[sheet.name])
                _number, heading = _heading(sheet, rows)
                columns = _columns(sheet, heading)
                read = (_read(sheet, columns, number, cells) for number, cells in rows)
                behind.callback(sheet.prepare([each.values for each in read if each.fault is None], bringing))
        yield


def bring(
    sheets: Sequence[FolderSheet], rows_of: Mapping[str, Iterable[NumberedRow]], bringing: Bringing
) -> Iterator[RowAnswer]:
    """The answer to each row of the sheets that are there (`rows_of`, by name), as it is brought in."""
    for sheet in sheets:
        if sheet.name in rows_of:
            yield from _sheet(sheet, iter(rows_of[sheet.name]), bringing)


def _sheet(sheet: FolderSheet, rows: Iterator[NumberedRow], bringing: Bringing) -> Iterator[RowAnswer]:
    number, heading = _heading(sheet, rows)
    columns = _columns(sheet, heading)
    missing = [each for each in sheet.columns if each.needed and each not in columns.values()]
    for each in missing:
        yield RowAnswer(sheet, number, Came.REFUSED, each.label, NO_COLUMN % {"column": each.label})
    if not missing:
        read = (_read(sheet, columns, number, cells) for number, cells in rows)
        for _key, group in groupby(read, key=partial(_of, sheet)):
            while piece := list(islice(group, MOST_TOGETHER)):
                yield from _group(sheet, piece, bringing)


def _heading(sheet: FolderSheet, rows: Iterator[NumberedRow]) -> NumberedRow:
    """The row of the headings: the first that names a column; the first of all where none of those at the top does."""
    first = next(rows, (1, []))
    found = first
    for _row in range(HEAD_ROWS):
        if _columns(sheet, found[1]):
            return found
        found = next(rows, (0, []))
    return first


def told_in(sheet: FolderSheet, rows: Iterable[NumberedRow], key: str) -> Iterator[str]:
    """What the rows of a sheet say in one column, as it is written; nothing of a sheet without it."""
    numbered = iter(rows)
    _number, heading = _heading(sheet, numbered)
    place = next((at for at, column in _columns(sheet, heading).items() if column.key == key), None)
    if place is not None:
        for _number, cells in numbered:
            if place < len(cells) and (said := clean(str(cells[place] or "")).strip()):
                yield said


def _columns(sheet: FolderSheet, heading: Sequence[Cell]) -> Mapping[int, Column]:
    """Which column stands where; the others are left alone."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(heading):
        column = next((each for each in sheet.columns if each.is_called(str(cell or ""))), None)
        if column is not None and column not in found.values():
            found[place] = column
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """A row with what its cells say, or why they cannot be read."""

    sheet: FolderSheet
    number: int
    values: Mapping[str, Any]
    fault: Open315Error | None = None


def _read(sheet: FolderSheet, columns: Mapping[int, Column], number: int, cells: Sequence[Cell]) -> _Read:
    try:
        values = {each.key: each.read(None) for each in sheet.columns if each not in columns.values()}
        values |= {each.key: each.read(cells[at] if at < len(cells) else None) for at, each in columns.items()}
    except Open315Error as error:
        return _Read(sheet, number, {}, error)
    return _Read(sheet, number, values)


def _of(sheet: FolderSheet, row: _Read) -> Any:
    """What a row has in common with those that come in with it; nothing, where each comes by itself."""
    return row.number if sheet.together is None or row.fault else (sheet.together.of(row.values),)


def _group(sheet: FolderSheet, group: Sequence[_Read], bringing: Bringing) -> Iterator[RowAnswer]:
    """The rows together; where that cannot be, row by row."""
    if sheet.together is None or len(group) == 1:
        yield from (_row(each, bringing) for each in group)
        return
    bringing.about = None
    try:
        with transaction.atomic():
            news = sheet.together.bring([each.values for each in group], bringing)
    except Open315Error:
        yield from (_row(each, bringing) for each in group)
        return
    for each, is_new in zip(group, news, strict=True):
        yield RowAnswer(sheet, each.number, Came.MADE if is_new else Came.KNOWN, about=bringing.about)


def _row(row: _Read, bringing: Bringing) -> RowAnswer:
    sheet = row.sheet
    bringing.about = None
    try:
        if row.fault is not None:
            raise row.fault
        with transaction.atomic():
            is_new = sheet.bring(row.values, bringing)
    except Open315Error as error:
        column = next((each.label for each in sheet.columns if each.key == error.field), "")
        return RowAnswer(sheet, row.number, Came.REFUSED, column, error.message, bringing.about)
    return RowAnswer(sheet, row.number, Came.MADE if is_new else Came.KNOWN, about=bringing.about)
