"""XLSX, read in passing: memory for the shared texts and one piece of rows, whatever cells the sheet claims to use."""

import re
from collections.abc import Iterator
from typing import IO, BinaryIO

from open315.core.foreign_files.readers import numbers
from open315.core.foreign_files.readers.merges import MAX_SPANS, Merges, at_the_top
from open315.core.foreign_files.readers.packages import Package
from open315.core.foreign_files.readers.shown import as_shown
from open315.core.foreign_files.readers.xlsx_parts import contents, shared_strings, styles_of, unescaped
from open315.core.foreign_files.readers.xml_stream import CHUNK, pieces
from open315.core.foreign_files.types import (
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

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
LONGEST_TAG = 300
MAX_ROW = 1_048_576


class Xlsx:
    """An opened XLSX file."""

    kind = FileKind.XLSX
    encoding = separator = ""

    def __init__(self, file: BinaryIO) -> None:
        self._package = Package(file)
        found = contents(self._package)
        self._parts = found.sheets
        self._is_1904 = found.is_1904
        self._dates, self._telling = styles_of(self._package)
        self._strings: list[str] | None = None
        self.sheets, self.hidden_sheets = tuple(found.sheets), tuple(found.hidden)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self._parts:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        if self._strings is None:
            self._strings = shared_strings(self._package)
        doubts = numbers.doubts_of_book(is_1904=self._is_1904)
        with self._package.open(self._parts[sheet]) as part:
            spans = list(_spans(part))
        return Reading(self._rows(sheet, Merges(spans, doubts), doubts), doubts, at_the_top(spans))

    def _rows(self, sheet: str, merges: Merges, doubts: Doubts) -> Iterator[NumberedRow]:
        handler = _Sheet(self._strings or [], self._dates, self._telling, self._is_1904, doubts)
        with self._package.open(self._parts[sheet]) as part:
            for _ in pieces(part, handler):
                for number, cells in handler.taken():
                    merges.fill(number, cells)
                    yield number, cells


def _spans(part: IO[bytes]) -> Iterator[Span]:
    """The merged cells of a sheet. They stand behind its rows, but have to be known before."""
    tail, count = b"", 0
    while chunk := part.read(CHUNK):
        both = tail + chunk
        for match in _MERGED.finditer(both):
            count += 1
            if count > MAX_SPANS:
                raise Unreadable(Trouble.TOO_LARGE)
            left, top, right, bottom = match.groups()
            yield Span(int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
        cut = max(both.rfind(b">") + 1, len(both) - LONGEST_TAG)
        tail = both[cut:]


def column_of(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1


class _Sheet:
    """Rows as they pass. A cell is told by its type, its style and what stands in `<v>`, `<t>` or `<f>`."""

    def __init__(
        self, strings: list[str], dates: bytearray, telling: dict[int, str], is_1904: bool, doubts: Doubts
    ) -> None:
        self._strings, self._dates, self._telling = strings, dates, telling
        self._is_1904, self._doubts = is_1904, doubts
        self._done: list[NumberedRow] = []
        self._columns: dict[str, int] = {}
        self._row: Row = []
        self._number = 0
        self._at = -1
        self._letters: int | None = None
        self._type = ""
        self._style = ""
        self._text: list[str] = []
        self._wanted = self._has_value = self._has_formula = self._is_hidden = False
        self._aside = 0

    def taken(self) -> list[NumberedRow]:
        """The rows finished since the last time."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag in ("v", "t"):
            self._wanted = not self._aside
            self._has_value = True
        elif tag == "f":
            self._has_formula = True
        elif tag == "rPh":
            self._aside += 1
        elif tag == "row":
            self._begin(attributes)
        elif tag == "col":
            self._column(attributes)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._wanted = False
        elif tag == "c":
            self._keep()
        elif tag == "rPh":
            self._aside -= 1
        elif tag == "row":
            self._finish()

    def text(self, text: str) -> None:
        if self._wanted:
            self._text.append(text)

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self._at += 1
        else:
            at = self._columns.get(place[: self._letters])
            self._at = self._placed(place) if at is None else at
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._text = []
        self._has_value = self._has_formula = False

    def _placed(self, place: str) -> int:
        """The column of a place such as AB12, remembered by what stands before the number of the row."""
        letters = place.rstrip("0123456789")
        column = column_of(letters) if letters.isascii() and letters.isalpha() and letters.isupper() else 0
        return self._columns.setdefault(letters, column)

    def _begin(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        number = int(written) if written.isdigit() else self._number + 1
        if not self._number < number <= MAX_ROW:
            raise Unreadable(Trouble.UNREADABLE, f"row {written[:20]}")
        self._number, self._row, self._at, self._letters = number, [], -1, -len(written) or None
        self._is_hidden = attributes.get("hidden") in ("1", "true")

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = (int(attributes.get(name, "1")) for name in ("min", "max"))
            for column in range(first, min(last, MAX_COLUMNS) + 1):
                self._doubts.note(DoubtKind.HIDDEN_COLUMNS, column)

    def _keep(self) -> None:
        if self._has_formula and not self._has_value:
            cell: Cell = self._doubts.damaged("=…", Damage.FORMULA, self._number)
        elif not self._text:
            return
        else:
            cell = self._value("".join(self._text))
        if isinstance(cell, str) and not cell.strip():
            return
        if self._at >= MAX_COLUMNS:
            self._doubts.note(DoubtKind.MORE_COLUMNS, self._number)
            return
        missing = self._at - len(self._row)
        if missing > 0:
            self._row.extend([None] * missing)
        if missing >= 0:
            self._row.append(cell)
        else:
            self._row[self._at] = cell

    def _value(self, written: str) -> Cell:
        kind = self._type
        if kind == "s":
            return numbers.written_number(self._shared(written), self._number, self._doubts)
        if kind == "n":
            return self._numeric(written)
        if kind in ("str", "inlineStr"):
            return numbers.written_number(unescaped(written), self._number, self._doubts)
        if kind == "e":
            return self._doubts.damaged(written, Damage.ERROR, self._number)
        if kind == "b":
            return written.strip() in ("1", "true")
        return numbers.iso_moment(written) if kind == "d" else written

    def _shared(self, written: str) -> str:
        try:
            return self._strings[int(written)]
        except (ValueError, IndexError) as error:
            raise Unreadable(Trouble.UNREADABLE, f"text {written[:20]}") from error

    def _numeric(self, written: str) -> Cell:
        found = numbers.number(written, self._number, self._doubts)
        if self._style and isinstance(found, (int, float)):
            style = int(self._style) if self._style.isdigit() else -1
            if 0 <= style < len(self._dates) and self._dates[style]:
                return numbers.moment(found, is_1904=self._is_1904)
            if style in self._telling:
                return as_shown(found, self._telling[style])
        return found

    def _finish(self) -> None:
        if self._row:
            self._done.append((self._number, self._row))
            if self._is_hidden:
                self._doubts.note(DoubtKind.HIDDEN_ROWS, self._number)
        self._row = []
