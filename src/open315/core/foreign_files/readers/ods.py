"""ODS, the sheet of LibreOffice and of government offices that keep to open formats: read in passing."""

import re
from collections.abc import Iterator
from datetime import time
from typing import BinaryIO

from open315.core.foreign_files.readers import numbers
from open315.core.foreign_files.readers.merges import Merges
from open315.core.foreign_files.readers.packages import Package
from open315.core.foreign_files.readers.shown import of_open_document
from open315.core.foreign_files.readers.xml_stream import Enough, attribute, parse, pieces
from open315.core.foreign_files.types import (
    FIRST_ROWS,
    MAX_COLUMNS,
    Cell,
    Damage,
    DoubtKind,
    Doubts,
    FileKind,
    NumberedRow,
    Reading,
    Row,
    Span,
    Trouble,
    Unreadable,
)

CONTENT = "content.xml"
ENCRYPTED = b"encryption-data"
MANIFEST_READ = 1 << 20
_TIME = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
MOST_REPEATED = 100_000
"""A row repeated more often than this is no list of anything."""
HIDDEN = ("collapse", "filter")
ASIDE = frozenset({"annotation", "ruby-text"})
"""Notes to a cell, and reading aids beside a character."""


class Ods:
    """An opened ODS file."""

    kind = FileKind.ODS
    encoding = separator = ""

    def __init__(self, file: BinaryIO) -> None:
        self._package = Package(file)
        if self._package.has("META-INF/manifest.xml"):
            with self._package.open("META-INF/manifest.xml") as part:
                if ENCRYPTED in part.read(MANIFEST_READ):
                    raise Unreadable(Trouble.LOCKED)
        names = _Names()
        with self._package.open(CONTENT) as part:
            parse(part, names)
        self._is_1904 = names.is_1904
        self.sheets = tuple(name for name, style in names.found if style not in names.invisible)
        self.hidden_sheets = tuple(name for name, style in names.found if style in names.invisible)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self.sheets:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        doubts = numbers.doubts_of_book(is_1904=self._is_1904)
        first = _Table(sheet, Doubts(), Merges((), Doubts()), most=FIRST_ROWS)
        with self._package.open(CONTENT) as part:
            parse(part, first)
        return Reading(self._rows(sheet, doubts), doubts, tuple(first.spans))

    def _rows(self, sheet: str, doubts: Doubts) -> Iterator[NumberedRow]:
        table = _Table(sheet, doubts, Merges((), doubts))
        with self._package.open(CONTENT) as part:
            for _ in pieces(part, table):
                yield from table.taken()


class _Names:
    """The tables of the file, the styles of those that are not shown, and from when days are counted."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.invisible: set[str] = set()
        self.is_1904 = False
        self._style = ""
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "null-date":
            self.is_1904 = attribute(attributes, "date-value").startswith("1904-01-01")
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.found.append((attribute(attributes, "name"), attribute(attributes, "style-name")))
        elif tag == "style":
            self._style = attribute(attributes, "name")
        elif tag == "table-properties" and attribute(attributes, "display") == "false":
            self.invisible.add(self._style)

    def end(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1

    def text(self, text: str) -> None:
        """Nothing."""


class _Table:
    """The rows of one table as they pass. Repeated cells and rows are written once in the file, with a number."""

    def __init__(self, name: str, doubts: Doubts, merges: Merges, most: int = 0) -> None:
        self._name, self._doubts, self._merges, self._most = name, doubts, merges, most
        self.spans: list[Span] = []
        self._done: list[NumberedRow] = []
        self._depth = 0
        self._inside = False
        self._row: Row = []
        self._number = self._repeat = self._column = 0
        self._is_hidden = False
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._reads = False
        self._aside = 0

    def taken(self) -> list[NumberedRow]:
        """The rows finished since the last time."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._depth += 1
            self._inside = self._inside or (self._depth == 1 and attribute(attributes, "name") == self._name)
        elif self._inside and self._depth == 1:
            self._within(tag, attributes)

    def _within(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self._attributes = attributes
            self._paragraphs = []
        elif tag == "table-row":
            self._begin(attributes)
        elif tag == "table-column":
            self._columns(attributes)
        elif tag in ASIDE:
            self._aside += 1
        elif tag == "p" and not self._aside:
            self._paragraphs.append("")
            self._reads = True
        elif tag in ("s", "tab", "line-break") and self._reads:
            self.text("\n" if tag == "line-break" else " ")

    def end(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            if self._inside and not self._depth:
                raise Enough
        elif self._inside and self._depth == 1:
            self._leave(tag)

    def _leave(self, tag: str) -> None:
        if tag == "p":
            self._reads = False
        elif tag in ASIDE:
            self._aside -= 1
        elif tag in ("table-cell", "covered-table-cell"):
            self._keep()
        elif tag == "table-row":
            self._finish()

    def text(self, text: str) -> None:
        if self._reads and not self._aside:
            self._paragraphs[-1] += text

    def _begin(self, attributes: dict[str, str]) -> None:
        self._repeat = _times(attribute(attributes, "number-rows-repeated"))
        self._is_hidden = attribute(attributes, "visibility") in HIDDEN
        self._row, self._column = [], 0
        self._number += 1

    def _columns(self, attributes: dict[str, str]) -> None:
        times = _times(attribute(attributes, "number-columns-repeated"))
        if attribute(attributes, "visibility") in HIDDEN:
            for column in range(self._column, min(self._column + times, MAX_COLUMNS)):
                self._doubts.note(DoubtKind.HIDDEN_COLUMNS, column + 1)
        self._column += times

    def _keep(self) -> None:
        cell = self._value()
        times = _times(attribute(self._attributes, "number-columns-repeated"))
        down = _times(attribute(self._attributes, "number-rows-spanned"))
        right = _times(attribute(self._attributes, "number-columns-spanned"))
        if down > 1 or right > 1:
            self._merged(Span(self._number, self._column, self._number + down - 1, self._column + right - 1))
        if cell not in (None, ""):
            if self._column + times > MAX_COLUMNS:
                self._doubts.note(DoubtKind.MORE_COLUMNS, self._number)
            if self._column < MAX_COLUMNS:
                self._row.extend([None] * (self._column - len(self._row)))
                self._row.extend([cell] * (min(self._column + times, MAX_COLUMNS) - self._column))
        self._column += times

    def _merged(self, span: Span) -> None:
        self._merges.add(span)
        if span.top <= FIRST_ROWS:
            self.spans.append(span)

    def _value(self) -> Cell:
        kind = attribute(self._attributes, "value-type")
        shown = "\n".join(self._paragraphs) or attribute(self._attributes, "string-value")
        if _is_error(self._attributes, shown):
            return self._doubts.damaged(shown or "#", Damage.ERROR, self._number)
        if attribute(self._attributes, "formula") and not kind and not shown:
            return self._doubts.damaged("=…", Damage.FORMULA, self._number)
        if kind in ("float", "percentage", "currency"):
            found = numbers.number(attribute(self._attributes, "value"), self._number, self._doubts)
            currency = attribute(self._attributes, "currency")
            return of_open_document(found, shown, is_share=kind == "percentage", currency=currency)
        if kind == "date":
            return numbers.iso_moment(attribute(self._attributes, "date-value"))
        if kind == "time":
            return _time_of(attribute(self._attributes, "time-value")) or shown
        if kind == "boolean":
            return attribute(self._attributes, "boolean-value") == "true"
        return numbers.written_number(shown, self._number, self._doubts) if shown.strip() else None

    def _finish(self) -> None:
        again = self._repeat if self._row else 1
        if again > MOST_REPEATED:
            raise Unreadable(Trouble.TOO_LARGE)
        for place in range(again):
            if self._row:
                row = list(self._row)
                self._merges.fill(self._number + place, row)
                self._done.append((self._number + place, row))
                if self._is_hidden:
                    self._doubts.note(DoubtKind.HIDDEN_ROWS, self._number + place)
        self._number += self._repeat - 1
        if self._most and self._number >= self._most:
            raise Enough


def _is_error(attributes: dict[str, str], shown: str) -> bool:
    told = "error" in (attributes.get("calcext:value-type", ""), attribute(attributes, "value-type"))
    return told or (bool(attribute(attributes, "formula")) and shown.startswith(("#", "Err:")))


def _times(written: str) -> int:
    if not written:
        return 1
    try:
        return max(1, min(int(written), 1 << 24))
    except ValueError as error:
        raise Unreadable(Trouble.UNREADABLE) from error


def _time_of(written: str) -> time | None:
    match = _TIME.fullmatch(written)
    try:
        return time(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
