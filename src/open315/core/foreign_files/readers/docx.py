"""Tables of a Word document, each a sheet: county offices send their lists so."""

from typing import BinaryIO

from open315.core.foreign_files.readers.grid import Grid
from open315.core.foreign_files.readers.packages import Package
from open315.core.foreign_files.readers.xml_stream import attribute, parse
from open315.core.foreign_files.types import FileKind, Reading, Trouble, Unreadable

MAX_TABLES = 50
ASIDE = frozenset({"rt", "Fallback"})
"""Reading aids beside a character, and what older programs are to show instead: the same text a second time."""


class Docx:
    """An opened Word document."""

    kind = FileKind.DOCX
    hidden_sheets: tuple[str, ...] = ()
    encoding = separator = ""

    def __init__(self, file: BinaryIO) -> None:
        body = _Body()
        package = Package(file)
        with package.open("word/document.xml") as part:
            parse(part, body)
        tables = [grid for at, grid in enumerate(body.tables) if grid.is_table or grid.goes_on(body.tables[:at])]
        if not tables:
            raise Unreadable(Trouble.NO_TABLE, FileKind.DOCX)
        self._tables = {str(number): grid for number, grid in enumerate(tables, 1)}
        self.sheets = tuple(self._tables)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self._tables:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        return self._tables[sheet].read()


class _Body:
    """The tables of the text. A table inside a cell is text of that cell."""

    def __init__(self) -> None:
        self.tables: list[Grid] = []
        self._depth = 0
        self._column = 0
        self._wide = 1
        self._merged = ""
        self._parts: list[str] = []
        self._reads = False
        self._deleted = self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tbl":
            self._table()
        elif self._depth and tag == "t":
            self._reads = not (self._deleted or self._aside)
        elif self._depth and tag in ("tab", "br", "cr", "p"):
            self._parts.append(" " if tag == "tab" else "\n")
        elif tag == "noBreakHyphen" and self._depth:
            self._parts.append("-")
        elif tag in ("del", "moveFrom"):
            self._deleted += 1
        elif tag in ASIDE:
            self._aside += 1
        elif self._depth == 1:
            self._layout(tag, attributes)

    def _table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            if len(self.tables) >= MAX_TABLES:
                raise Unreadable(Trouble.TOO_LARGE)
            self.tables.append(Grid())

    def _layout(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tr":
            self.tables[-1].row()
            self._column = 0
        elif tag == "tc":
            self._wide, self._merged, self._parts = 1, "", []
        elif tag == "gridSpan":
            self._wide = _whole(attribute(attributes, "val"))
        elif tag == "gridBefore":
            self._skip(_whole(attribute(attributes, "val")))
        elif tag == "vMerge":
            self._merged = attribute(attributes, "val") or "continue"

    def _skip(self, columns: int) -> None:
        for _ in range(min(columns, 50)):
            self.tables[-1].cell("")
        self._column += columns

    def end(self, tag: str) -> None:
        if tag == "t":
            self._reads = False
        elif tag == "tbl":
            self._depth -= 1
        elif tag in ("del", "moveFrom"):
            self._deleted -= 1
        elif tag in ASIDE:
            self._aside -= 1
        elif tag == "tc" and self._depth == 1:
            self._cell()

    def _cell(self) -> None:
        table, text = self.tables[-1], "".join(self._parts).strip()
        if self._merged == "continue":
            table.longer(self._column)
            text = ""
        table.cell(text, right=self._wide, begins=self._merged == "restart")
        self._column += self._wide

    def text(self, text: str) -> None:
        if self._reads:
            self._parts.append(text)


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1
