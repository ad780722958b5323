"""The XML sheet of Excel 2003, usually called .xls or .xml: some exports of government systems still are one."""

import io
import re
from typing import IO, Any, BinaryIO

from open315.core.foreign_files.readers import numbers
from open315.core.foreign_files.readers.merges import Merges, at_the_top
from open315.core.foreign_files.readers.xml_stream import attribute, parse
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

DECLARATION = 200
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"'](?:gb2312|gbk|gb18030)[\"']", re.IGNORECASE)
MAX_CELLS = 5_000_000
MAX_ROW = 1_048_576


class XmlSheet:
    """An opened XML sheet."""

    kind = FileKind.XML_SHEET
    encoding = separator = ""

    def __init__(self, file: BinaryIO) -> None:
        workbook = _Workbook()
        parse(_decoded(file), workbook)
        shown = {each.name: each for each in workbook.sheets if not each.is_hidden}
        self._sheets, self._is_1904 = shown, workbook.is_1904
        self.sheets = tuple(shown)
        self.hidden_sheets = tuple(each.name for each in workbook.sheets if each.is_hidden)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self._sheets:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        found = self._sheets[sheet]
        merges = Merges(found.spans, found.doubts)
        for number, cells in found.rows:
            merges.fill(number, cells)
        if self._is_1904:
            found.doubts.note(DoubtKind.FROM_1904, 0)
        return Reading(iter(found.rows), found.doubts, at_the_top(found.spans))


class _Sheet:
    def __init__(self, name: str) -> None:
        self.name = name
        self.is_hidden = False
        self.rows: list[NumberedRow] = []
        self.spans: list[Span] = []
        self.doubts = Doubts()


class _Workbook:
    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self._cells = self._number = self._column = 0
        self._row: Row = []
        self._kind = ""
        self._parts: list[str] = []
        self._visible = self.is_1904 = False
        self._reads = self._has_data = self._has_formula = self._hidden_row = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Worksheet":
            self.sheets.append(_Sheet(attribute(attributes, "Name")))
            self._number = 0
        elif tag == "Date1904":
            self.is_1904 = True
        elif self.sheets:
            self._within(tag, attributes)

    def _within(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Row":
            self._begin(attributes)
        elif tag == "Cell":
            self._cell(attributes)
        elif tag == "Data":
            self._kind, self._reads, self._has_data = attribute(attributes, "Type"), True, True
        elif tag == "Visible":
            self._reads, self._parts = True, []

    def _begin(self, attributes: dict[str, str]) -> None:
        number = _index(attribute(attributes, "Index"), self._number + 1)
        if not self._number < number <= MAX_ROW:
            raise Unreadable(Trouble.UNREADABLE, f"row {number}")
        self._number = number
        self._row, self._column = [], 0
        self._hidden_row = attribute(attributes, "Hidden") == "1"

    def _cell(self, attributes: dict[str, str]) -> None:
        column = _index(attribute(attributes, "Index"), self._column + 1)
        if column <= self._column:
            raise Unreadable(Trouble.UNREADABLE, f"column {column}")
        self._column = column
        self._parts, self._has_data = [], False
        self._has_formula = bool(attribute(attributes, "Formula"))
        across, down = (_index(attribute(attributes, name), 0) for name in ("MergeAcross", "MergeDown"))
        if across or down:
            left = self._column - 1
            self.sheets[-1].spans.append(Span(self._number, left, self._number + down, left + across))

    def end(self, tag: str) -> None:
        if tag == "Data":
            self._reads = False
        elif tag == "Visible" and self.sheets:
            self.sheets[-1].is_hidden = "".join(self._parts).strip() != "SheetVisible"
            self._reads = False
        elif tag == "Cell":
            self._keep()
        elif tag == "Row" and self.sheets and self._row:
            self.sheets[-1].rows.append((self._number, self._row))
            if self._hidden_row:
                self.sheets[-1].doubts.note(DoubtKind.HIDDEN_ROWS, self._number)

    def _keep(self) -> None:
        cell = self._value("".join(self._parts))
        if cell in (None, ""):
            return
        if self._column > MAX_COLUMNS:
            self.sheets[-1].doubts.note(DoubtKind.MORE_COLUMNS, self._number)
            return
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise Unreadable(Trouble.TOO_LARGE)
        self._row.extend([None] * (self._column - 1 - len(self._row)))
        self._row.append(cell)

    def _value(self, written: str) -> Cell:
        doubts = self.sheets[-1].doubts
        if not self._has_data:
            return doubts.damaged("=…", Damage.FORMULA, self._number) if self._has_formula else None
        if self._kind == "Number":
            return numbers.number(written.strip(), self._number, doubts)
        if self._kind == "DateTime":
            return numbers.iso_moment(written.strip())
        if self._kind == "Error":
            return doubts.damaged(written, Damage.ERROR, self._number)
        if self._kind == "Boolean":
            return written.strip() == "1"
        return numbers.written_number(written, self._number, doubts) if written.strip() else None

    def text(self, text: str) -> None:
        if self._reads:
            self._parts.append(text)


def _decoded(file: BinaryIO) -> IO[Any]:
    """The file, or its text where it says that it is Chinese of two bytes a sign: that is more than the parser knows."""
    declared = _ENCODING.match(file.read(DECLARATION))
    file.seek(0)
    return io.TextIOWrapper(file, encoding="gb18030", errors="replace") if declared else file


def _index(written: str, default: int) -> int:
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 8):
        raise Unreadable(Trouble.UNREADABLE)
    return int(written)
