"""A web page that is called .xls, as many systems export: its tables, each a sheet."""

from html.parser import HTMLParser
from typing import BinaryIO

from open315.core.foreign_files.readers.encodings import decoded
from open315.core.foreign_files.readers.grid import Grid
from open315.core.foreign_files.types import FileKind, Reading, Trouble, Unreadable

LARGEST = 50 * 1024 * 1024
MAX_TABLES = 50
SILENT = frozenset({"script", "style", "title", "template"})


class WebPage:
    """An opened web page."""

    kind = FileKind.WEB_PAGE
    hidden_sheets: tuple[str, ...] = ()
    separator = ""

    def __init__(self, file: BinaryIO) -> None:
        content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Unreadable(Trouble.TOO_LARGE)
        text, self.encoding = decoded(content)
        page = _Page()
        page.feed(text)
        page.close()
        tables = [grid for grid in page.tables if grid.is_table]
        if not tables:
            raise Unreadable(Trouble.NO_TABLE, FileKind.WEB_PAGE)
        self._tables = {str(number): grid for number, grid in enumerate(tables, 1)}
        self.sheets = tuple(self._tables)

    def read(self, sheet: str) -> Reading:
        """See `types.Book`."""
        if sheet not in self._tables:
            raise Unreadable(Trouble.NO_SHEET, sheet)
        return self._tables[sheet].read()


class _Page(HTMLParser):
    """The tables of a page. Tags that nobody closes are closed by the next one, as browsers do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Grid] = []
        self._open: list[Grid] = []
        self._parts: list[str] | None = None
        self._down = self._right = 1
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "table":
            self._table()
        elif self._open and tag == "tr":
            self._finish()
            self._open[-1].row()
        elif self._open and tag in ("td", "th"):
            self._finish()
            given = dict(attrs)
            self._down, self._right = _times(given.get("rowspan")), _times(given.get("colspan"))
            self._parts = []
        elif self._parts is not None and tag in ("br", "p", "div", "li"):
            self._parts.append("\n")

    def _table(self) -> None:
        self._finish()
        if len(self.tables) >= MAX_TABLES:
            raise Unreadable(Trouble.TOO_LARGE)
        self.tables.append(Grid())
        self._open.append(self.tables[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr"):
            self._finish()
        elif tag == "table":
            self._finish()
            if self._open:
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._parts is not None and not self._silent:
            self._parts.append(data)

    def _finish(self) -> None:
        if self._parts is not None and self._open:
            lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
            self._open[-1].cell("\n".join(line for line in lines if line), down=self._down, right=self._right)
        self._parts = None


def _times(written: str | None) -> int:
    stripped = (written or "").strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) < 6 else 1
