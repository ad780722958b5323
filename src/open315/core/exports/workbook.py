"""XLSX in constant memory: the rows, and a sheet that says what the columns mean and how many rows there are."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import IO, Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from open315.core.exports.cells import MAX_CELL, number_format, plain, row_count_line
from open315.core.exports.sealed_book import begin, save

ROWS_A_SHEET = 1_000_000
WIDTH = 14
"""Of a column, in signs: a day in a narrower one is shown as #### by some programs."""
BOLD = Font(bold=True)


def write_xlsx(
    target: IO[bytes], rows: Iterable[Sequence[Any]], header: Sequence[Any], definitions: Iterable[tuple[Any, Any]] = ()
) -> int:
    """Write the workbook and return the number of rows. Very long lists go on in further sheets, none is cut."""
    book = Workbook(write_only=True)
    source, count, sheets = iter(rows), 0, 0
    while True:
        batch = islice(source, ROWS_A_SHEET)
        first = next(batch, None)
        if first is None and sheets:
            break
        sheets += 1
        count += _sheet(book, _title(sheets), header, chain([first] if first is not None else [], batch))
    _notes(book, count, definitions)
    save(book, target)
    return count


def write_book(
    target: IO[bytes], sheets: Iterable[tuple[str, Sequence[Any], Iterable[Sequence[Any]]]]
) -> Sequence[int]:
    """Write a workbook of several sheets: title, headings and rows of each. Returns their numbers of rows."""
    book = Workbook(write_only=True)
    counts = [_sheet(book, title, header, rows) for title, header, rows in sheets]
    save(book, target)
    return counts


def _title(number: int) -> str:
    return gettext("List") if number == 1 else f"{gettext('List')} {number}"


def _sheet(book: Workbook, title: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = WIDTH
    begin(sheet)
    headings = [WriteOnlyCell(sheet, plain(title)) for title in header]
    for cell in headings:
        cell.font = BOLD
    sheet.append(headings)
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, plain(value)) for value in row])
        count += 1
    return count


def _notes(book: Workbook, count: int, definitions: Iterable[tuple[Any, Any]]) -> None:
    sheet = book.create_sheet(gettext("Definitions"))
    begin(sheet)
    sheet.append([row_count_line(count)])
    for name, meaning in definitions:
        sheet.append([plain(name), plain(meaning)])


def _cell(sheet: Any, value: Any) -> Any:
    """The value as it is, in a cell of its own only where a format goes with it."""
    shown = number_format(value)
    if not shown:
        return _fitting(value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = shown
    return cell


def _fitting(value: Any) -> Any:
    """A cell cannot hold more than 32,767 characters; what is left out is said in the cell."""
    if isinstance(value, str) and len(value) > MAX_CELL:
        return value[:MAX_CELL] + gettext(" [… %(count)d more characters; the CSV has them]") % {
            "count": len(value) - MAX_CELL
        }
    return value
