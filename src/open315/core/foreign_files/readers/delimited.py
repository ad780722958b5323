"""CSV and its kin: one table in a text, cells between commas, semicolons, tabs or bars.

A quotation mark that nothing closes ("55寸, a screen of 55 inches) would swallow the rows behind it. So a record of several lines is looked at:
if its marks do not close as they should, or each of its lines is a record by itself, the mark was text, and the lines are rows.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from open315.core.foreign_files.readers import numbers
from open315.core.foreign_files.readers.encodings import LOST, NOTHING, encoding_of
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
    Trouble,
    Unreadable,
)

SEPARATORS = (",", ";", "\t", "|", "，")
SAMPLE_LINES = 30
_NAMED = re.compile(r"\ufeff?sep=([^\r\n\"])[\r\n]*", re.IGNORECASE)
"""A first line by which a program tells spreadsheets the separator."""
NOTHING_WRITTEN = " \t\r\n\v\f\x1a\xa0\u3000\ufeff"
"""Blanks, and the sign by which old programs end a file."""
LONGEST_RECORD = 300
"""Lines. A text of more lines than this in one cell is a mark that was not closed."""
LONGEST_LINE = 4_000_000
MANY = 3
"""From this many cells on, lines that all have as many as the table are rows, and no text between two marks."""
csv.field_size_limit(LONGEST_LINE)


class Delimited:
    """An opened text."""

    kind = FileKind.TEXT
    sheets: tuple[str, ...] = ("",)
    hidden_sheets: tuple[str, ...] = ()

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        found = encoding_of(file)
        self.encoding, self._is_sound = found.codec, found.is_sound
        sample = list(islice(self._lines(), SAMPLE_LINES))
        named = _NAMED.fullmatch(sample[0]) if sample else None
        self._skipped = 1 if named else 0
        self.separator = named[1] if named else max(SEPARATORS, key=lambda sign: _evenness(sample, sign))
        self._width = _evenness(sample, self.separator)[1]

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        doubts = Doubts()
        return Reading(self._rows(doubts), doubts)

    def _lines(self) -> Iterator[str]:
        self._file.seek(0)
        errors = "strict" if self._is_sound else "replace"
        text = io.TextIOWrapper(self._file, encoding=self.encoding, errors=errors, newline="")
        try:
            while line := text.readline(LONGEST_LINE):
                if len(line) >= LONGEST_LINE:
                    raise Unreadable(Trouble.TOO_LARGE)
                yield line
        finally:
            text.detach()

    def _rows(self, doubts: Doubts) -> Iterator[NumberedRow]:
        records = _Records(self._lines(), self.separator, self._width)
        number = 0
        for written, is_long in records:
            number += 1
            if number <= self._skipped:
                continue
            if is_long is None:
                doubts.note(DoubtKind.OPEN_QUOTES, number)
            elif is_long:
                doubts.note(DoubtKind.LONG_RECORDS, number)
            if not any(cell and cell.strip(NOTHING_WRITTEN) for cell in written):
                continue
            if self._width and len(written) > self._width and any(map(str.strip, written[self._width :])):
                doubts.note(DoubtKind.MORE_CELLS, number)
            if any(cell.strip() for cell in written[MAX_COLUMNS:]):
                doubts.note(DoubtKind.MORE_COLUMNS, number)
            yield number, self._cells(written[:MAX_COLUMNS], number, doubts)

    def _cells(self, written: list[str], number: int, doubts: Doubts) -> Row:
        if self._is_sound:
            return [numbers.written_number(cell, number, doubts) for cell in written]
        return [self._cell(cell, number, doubts) for cell in written]

    def _cell(self, cell: str, number: int, doubts: Doubts) -> Cell:
        if LOST in cell or NOTHING in cell:
            return doubts.damaged(cell.replace(NOTHING, LOST), Damage.BYTES, number)
        return numbers.written_number(cell, number, doubts)


class _Records:
    """Lines made into records. Each comes with False; with True if it has several lines; with None if a mark of it was text."""

    def __init__(self, lines: Iterator[str], separator: str, width: int) -> None:
        self._lines, self._separator, self._width = lines, separator, width
        self._again: list[str] = []
        """Lines that were taken for part of a record and are rows of their own; the next one is the last."""
        self._taken: list[str] = []
        sign = re.escape(separator)
        self._field = re.compile(rf'(?:"((?:[^"]|"")*)"|([^{sign}]*))(?:{sign}|$)')

    def __iter__(self) -> Iterator[tuple[list[str], bool | None]]:
        while True:
            self._taken = []
            reader = csv.reader(self._source(), delimiter=self._separator)
            for cells in reader:
                taken, self._taken = self._taken, []
                if len(taken) == 1 and not _is_odd(taken[0]):
                    yield cells, False
                elif self._is_torn(taken):
                    self._again.extend(reversed(taken[1:]))
                    yield self._literal(taken[0]), None
                    break
                else:
                    yield cells, len(taken) > 1
            else:
                return

    def _source(self) -> Iterator[str]:
        """Lines for one reader, until the file or the patience with one record ends."""
        while len(self._taken) < LONGEST_RECORD:
            line = self._again.pop() if self._again else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def _is_torn(self, taken: list[str]) -> bool:
        """Whether these lines are no record: the marks do not close, or each line is a row."""
        if len(taken) >= LONGEST_RECORD:
            return True
        try:
            list(csv.reader(taken, delimiter=self._separator, strict=True))
        except csv.Error:
            return True
        return len(taken) > 1 and self._width >= MANY and all(self._looks_whole(line) for line in taken)

    def _looks_whole(self, line: str) -> bool:
        return len(self._literal(line)) == self._width

    def _literal(self, line: str) -> list[str]:
        """The line as one record: marks that close where a cell ends are marks, all others are text."""
        bare, found, at = line.rstrip("\r\n"), list[str](), 0
        while True:
            match = self._field.match(bare, at)
            assert match is not None, "a cell may be empty, so there is always one"
            found.append(match[2] if match[1] is None else match[1].replace('""', '"'))
            at = match.end()
            if not match[0].endswith(self._separator):
                return found


def _is_odd(line: str) -> bool:
    return line.count('"') % 2 == 1


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    """How many of the lines this sign cuts into the same number of cells (more than one), and into how many."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, count = widths.most_common(1)[0]
    return (count, width)
