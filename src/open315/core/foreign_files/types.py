"""What is read from a foreign file, and what may be wrong with it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

MAX_COLUMNS = 200
"""Cells behind this column are left out, and that is told."""
FIRST_ROWS = 60
"""So many rows of every sheet are shown by a look."""
NAMED_ROWS = 12
"""So many rows a doubt names; the others are counted."""


class FileKind(StrEnum):
    """What a file is, by its bytes."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    WEB_PAGE = "web_page"
    XML_SHEET = "xml_sheet"
    TEXT = "text"
    FOLDER = "folder"
    """Texts packed together, each a sheet."""
    # The rest is not read; they are told apart to say what could be sent instead.
    LOCKED = "locked"
    XLSB = "xlsb"
    MACROS = "macros"
    DOC = "doc"
    PDF = "pdf"
    ARCHIVE = "archive"
    NUMBERS = "numbers"
    PICTURE = "picture"
    EMPTY = "empty"
    OTHER = "other"


TABLES = frozenset(
    {
        FileKind.XLSX,
        FileKind.XLS,
        FileKind.ODS,
        FileKind.DOCX,
        FileKind.WEB_PAGE,
        FileKind.XML_SHEET,
        FileKind.TEXT,
        FileKind.FOLDER,
    }
)
"""What rows are read from."""


class Trouble(StrEnum):
    """Why a file could not be read."""

    UNREADABLE = "unreadable"
    LOCKED = "locked"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NO_TABLE = "no_table"
    NO_ROWS = "no_rows"
    NO_SHEET = "no_sheet"
    ENCODING = "encoding"
    KIND = "kind"
    PICTURE = "picture"
    """A picture that is damaged."""
    POINTS = "points"
    """A picture of more points than can be handled."""
    BUSY = "busy"


class Unreadable(Exception):
    """A file that cannot be read: why, and a word about it (the kind of file, mostly)."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble.value, detail)
        self.trouble, self.detail = trouble, detail


class Damage(StrEnum):
    """Why what stands in a cell is not what somebody wrote there."""

    ERROR = "error"
    """A formula ended in an error: #N/A, #REF!."""
    FORMULA = "formula"
    """A formula whose result was not saved."""
    DIGITS = "digits"
    """A number of more than 15 digits in a number cell: the spreadsheet keeps 15 and invents the rest."""
    BYTES = "bytes"
    """Bytes that are no character of the file's encoding."""


class Damaged(str):
    """A damaged cell: the text that can be shown, and what is wrong."""

    __slots__ = ("damage",)
    damage: Damage

    def __new__(cls, text: str, damage: Damage) -> "Damaged":
        self = super().__new__(cls, text)
        self.damage = damage
        return self

    def __reduce__(self) -> tuple[type["Damaged"], tuple[str, Damage]]:
        return Damaged, (str(self), self.damage)


Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]
NumberedRow = tuple[int, Row]
"""A row and its number, from 1, as the spreadsheet shows it."""


class DoubtKind(StrEnum):
    """What a person should look at before they trust the rows."""

    FILLED = "filled"
    """Cells that were merged with the one above them, and were given its content."""
    DITTOS = "dittos"
    """Cells with 同上 or 〃, which were given the content of the one above."""
    ACROSS = "across"
    """Cells merged over several columns: only the first has the content."""
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    LONG_RECORDS = "long_records"
    """Records of a text file that run over several lines."""
    OPEN_QUOTES = "open_quotes"
    """Quotation marks that nothing closes; they were taken for text."""
    MORE_CELLS = "more_cells"
    """Rows with more cells than the first: a separator inside a text, most likely."""
    MORE_COLUMNS = "more_columns"
    """Cells behind `MAX_COLUMNS`."""
    ERRORS = "errors"
    FORMULAS = "formulas"
    DIGITS = "digits"
    BYTES = "bytes"
    FROM_1904 = "from_1904"
    """The book counts days from 1904: numbers in it that are not shown as days mean other days than in other books."""


OF_DAMAGE = {
    Damage.ERROR: DoubtKind.ERRORS,
    Damage.FORMULA: DoubtKind.FORMULAS,
    Damage.DIGITS: DoubtKind.DIGITS,
    Damage.BYTES: DoubtKind.BYTES,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: how often, and where first. `rows` are row numbers, of hidden columns column numbers."""

    kind: DoubtKind
    count: int
    rows: tuple[int, ...] = ()


class Doubts:
    """Collects what is doubtful while rows are read: memory for a dozen rows a kind, however many there are."""

    def __init__(self) -> None:
        self._rows: dict[DoubtKind, list[int]] = {}
        self._counts: dict[DoubtKind, int] = {}
        self._last: dict[DoubtKind, int] = {}

    def note(self, kind: DoubtKind, row: int) -> None:
        """Once more, in this row."""
        if self._last.get(kind) == row:
            return
        self._last[kind] = row
        rows = self._rows.setdefault(kind, [])
        self._counts[kind] = self._counts.get(kind, 0) + 1
        if len(rows) < NAMED_ROWS:
            rows.append(row)

    def damaged(self, text: str, damage: Damage, row: int) -> Damaged:
        """A damaged cell of this row, noted."""
        self.note(OF_DAMAGE[damage], row)
        return Damaged(text, damage)

    def all(self) -> tuple[Doubt, ...]:
        """What was noted, in the order of the kinds."""
        return tuple(
            Doubt(kind, self._counts[kind], tuple(self._rows[kind])) for kind in DoubtKind if kind in self._counts
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Cells that are merged: first and last row (from 1), first and last column (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a look at one sheet tells."""

    name: str
    rows: tuple[NumberedRow, ...]
    """The first rows that are not empty."""
    count: int
    """Rows that are not empty, as far as was looked."""
    is_whole: bool
    """Whether the whole sheet was looked at; else `count` and `doubts` tell of its beginning."""
    doubts: tuple[Doubt, ...] = ()
    spans: tuple[Span, ...] = ()
    """Merged cells that begin in the first rows."""
    last: tuple[Cell, ...] = ()
    """The last row, where the whole sheet was looked at: lists often end in a line that is none of theirs."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is and holds."""

    kind: FileKind
    sheets: tuple[SheetLook, ...]
    hidden_sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""

    def sheet(self, name: str) -> SheetLook:
        """The sheet of that name. Unreadable if there is none."""
        for each in self.sheets:
            if each.name == name:
                return each
        raise Unreadable(Trouble.NO_SHEET, name)


@dataclass(slots=True)
class Reading:
    """One sheet being read: rows in order, and what they leave behind."""

    rows: Iterator[NumberedRow]
    doubts: Doubts = field(default_factory=Doubts)
    spans: tuple[Span, ...] = ()


class Book(Protocol):
    """An opened file of one or more sheets."""

    kind: FileKind
    sheets: tuple[str, ...]
    hidden_sheets: tuple[str, ...]
    encoding: str
    separator: str

    def read(self, sheet: str) -> Reading:
        """The rows of one sheet, from its top. Unreadable if there is no such sheet, or while it is read."""
