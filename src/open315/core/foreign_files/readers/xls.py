"""XLS, the format until 2003 and of WPS's .et: by xlrd, which keeps a row as long as it is, not as long as the longest."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import xlrd
from xlrd.biffh import error_text_from_code

from open315.core.foreign_files.readers import numbers
from open315.core.foreign_files.readers.merges import Merges, at_the_top
from open315.core.foreign_files.readers.shown import as_shown, says_more
from open315.core.foreign_files.types import (
    MAX_COLUMNS,
    Cell,
    Damage,
    DoubtKind,
    Doubts,
    FileKind,
    NumberedRow,
    Reading,
    Span,
    Trouble,
    Unreadable,
)

LARGEST = 100 * 1024 * 1024
"""The format is read into memory; 65,536 rows are rarely a tenth of it."""
LOCKED = "encrypted"


class Xls:
    """An opened XLS file."""

    kind = FileKind.XLS
    encoding = separator = ""

    def __init__(self, file: BinaryIO) -> None:
        content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Unreadable(Trouble.TOO_LARGE)
        self._book = _opened(content)
        self._codes: dict[int, str] = {}
        shown = [each for each in range(self._book.nsheets) if self._book._sheet_visibility[each] == 0]
        names = self._book.sheet_names()
        self.sheets = tuple(names[each] for each in shown)
        self.hidden_sheets = tuple(name for name in names if name not in self.sheets)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self.sheets:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        found = _loaded(self._book, sheet)
        doubts = numbers.doubts_of_book(is_1904=bool(self._book.datemode))
        for column, info in found.colinfo_map.items():
            if info.hidden and column < min(found.ncols, MAX_COLUMNS):
                doubts.note(DoubtKind.HIDDEN_COLUMNS, column + 1)
        spans = [Span(top + 1, left, bottom, right - 1) for top, bottom, left, right in found.merged_cells]
        return Reading(self._rows(found, Merges(spans, doubts), doubts), doubts, at_the_top(spans))

    def _rows(self, sheet: Any, merges: Merges, doubts: Doubts) -> Iterator[NumberedRow]:
        for index in range(sheet.nrows):
            number = index + 1
            kinds, values = sheet.row_types(index), sheet.row_values(index)
            cells = [self._cell(kind, value, number, doubts) for kind, value in zip(kinds, values, strict=True)]
            self._show(sheet, index, kinds, cells)
            if not any(cell not in (None, "") for cell in cells):
                continue
            if any(cell not in (None, "") for cell in cells[MAX_COLUMNS:]):
                doubts.note(DoubtKind.MORE_COLUMNS, number)
            del cells[MAX_COLUMNS:]
            if index in sheet.rowinfo_map and sheet.rowinfo_map[index].hidden:
                doubts.note(DoubtKind.HIDDEN_ROWS, number)
            merges.fill(number, cells)
            yield number, cells

    def _show(self, sheet: Any, index: int, kinds: Any, cells: list[Cell]) -> None:
        """Numbers whose format says more than they do, as they are shown."""
        for column, kind in enumerate(kinds):
            found = cells[column]
            if kind != xlrd.XL_CELL_NUMBER or not isinstance(found, (int, float)):
                continue
            if code := self._telling(sheet.cell_xf_index(index, column)):
                cells[column] = as_shown(found, code)

    def _telling(self, style: int) -> str:
        """The format of a style whose numbers are read as they are shown; "" for the others."""
        if style not in self._codes:
            code = self._book.format_map[self._book.xf_list[style].format_key].format_str
            self._codes[style] = code if says_more(code) else ""
        return self._codes[style]

    def _cell(self, kind: int, value: Any, row: int, doubts: Doubts) -> Cell:
        if kind == xlrd.XL_CELL_TEXT:
            return numbers.written_number(value, row, doubts) if value.strip() else None
        if kind == xlrd.XL_CELL_NUMBER:
            return numbers.number(repr(value), row, doubts)
        if kind == xlrd.XL_CELL_DATE:
            return numbers.moment(value, is_1904=bool(self._book.datemode))
        if kind == xlrd.XL_CELL_ERROR:
            return doubts.damaged(_error_word(value), Damage.ERROR, row)
        return bool(value) if kind == xlrd.XL_CELL_BOOLEAN else None


def _error_word(code: int) -> str:
    return str(error_text_from_code.get(code, f"#{code}"))


def _opened(content: bytes) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        trouble = Trouble.LOCKED if LOCKED in str(error).lower() else Trouble.UNREADABLE
        raise Unreadable(trouble, str(error)[:200]) from error
    except MemoryError:
        raise
    except Exception as error:  # a damaged file ends in any error inside xlrd
        raise Unreadable(Trouble.UNREADABLE, repr(error)[:200]) from error


def _loaded(book: Any, sheet: str) -> Any:
    try:
        return book.sheet_by_name(sheet)
    except MemoryError:
        raise
    except Exception as error:  # as above
        raise Unreadable(Trouble.UNREADABLE, repr(error)[:200]) from error
