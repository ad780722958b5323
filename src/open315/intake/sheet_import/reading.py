"""Opening sheets: XLSX and XLS by calamine, CSV by our own guess of encoding and separator."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine
from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.core.uploads.kinds import CSV
from open315.intake.sheet_import.encodings import UnknownEncoding, detect

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Any]
SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 30
MAX_COLUMNS = 200
csv.field_size_limit(10_000_000)


@dataclass(slots=True)
class Book:
    """A file of one or more sheets. `words` says how a CSV file was understood, for people to check."""

    path: Path
    sheets: tuple[str, ...]
    encoding: str = ""
    separator: str = ""
    workbook: Any = field(default=None, repr=False)

    def rows(self, sheet: str) -> Iterator[tuple[int, Row]]:
        """Number (from 1, as the sheet shows it) and cells of every row that is not empty."""
        source = self._text_rows() if self.workbook is None else self._book_rows(sheet)
        for number, cells in enumerate(source, 1):
            if any(cell not in (None, "") for cell in cells):
                yield number, cells[:MAX_COLUMNS]

    def _text_rows(self) -> Iterator[Row]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            yield from csv.reader(file, delimiter=self.separator)

    def _book_rows(self, sheet: str) -> Iterator[Row]:
        try:
            found = self.workbook.get_sheet_by_name(sheet)
        except python_calamine.WorksheetNotFound:
            raise InvalidInput(_("The file has no sheet of this name."), field="sheet") from None
        # Rows are counted from the top of the sheet, columns from its first used one.
        yield from found.iter_rows()


def open_book(path: Path, content_type: str) -> Book:
    """Open the file. InvalidInput says what is wrong with one that cannot be read."""
    if content_type == CSV:
        try:
            encoding = detect(path)
            return Book(path, ("",), encoding, _separator(path, encoding))
        except (UnknownEncoding, UnicodeError):
            raise InvalidInput(
                _("The encoding of the file cannot be told. Please save it as CSV UTF-8."), field="file"
            ) from None
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError:
        raise InvalidInput(
            _("The file is protected by a password. Please save it without one."), field="file"
        ) from None
    except python_calamine.CalamineError:
        raise InvalidInput(_("The file cannot be read. Please save it again as XLSX."), field="file") from None
    shown = [
        each.name
        for each in workbook.sheets_metadata
        if each.visible == python_calamine.SheetVisibleEnum.Visible
        and each.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not shown:
        raise InvalidInput(_("The file has no sheet with rows."), field="file")
    return Book(path, tuple(shown), workbook=workbook)


def _separator(path: Path, encoding: str) -> str:
    """The sign that cuts the first lines into the same number (more than one) of columns most often."""
    with path.open(encoding=encoding, newline="") as file:
        lines = list(islice(file, SAMPLE_LINES))
    return max(SEPARATORS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, count = widths.most_common(1)[0]
    return (count, width)
