"""An uploaded sheet, as a child process reads it (`core.foreign_files`): what it holds, and its rows.

Nothing of an import touches foreign bytes itself. `open_upload` looks at the beginning of every sheet; `all_rows` reads one whole.
Both belong outside transactions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from open315.core.foreign_files import reading, wording
from open315.core.foreign_files.types import Doubt, Look, SheetLook, Unreadable
from open315.core.uploads import services as uploads

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload

Row = list[Any]
"""What stands in the cells: text, number, truth, day, moment; `foreign_files.types.Damaged` where it is not what was written."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a look at the file told: of every sheet its first rows, and what is doubtful."""

    look: Look

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets; a text file has one without a name."""
        return tuple(each.name for each in self.look.sheets)

    @property
    def encoding(self) -> str:
        """The encoding of a text file, for people to check."""
        return self.look.encoding

    def sheet(self, name: str) -> SheetLook:
        """The sheet of that name; InvalidInput if there is none."""
        try:
            return self.look.sheet(name)
        except Unreadable as error:
            raise wording.refusal(error, field="sheet") from None

    def rows(self, sheet: str) -> Iterator[tuple[int, Row]]:
        """Number (from 1, as the sheet shows it) and cells of the first rows that are not empty."""
        for number, cells in self.sheet(sheet).rows:
            yield number, list(cells)


def open_upload(upload: "Upload", *, seconds: float = 0.0) -> Book:
    """A look at the uploaded file; `seconds` is how long it goes on to count and to doubt. InvalidInput says what is wrong with the file."""
    with uploads.open_original(upload) as file:
        try:
            return Book(reading.look(file, seconds=seconds))
        except Unreadable as error:
            raise wording.refusal(error, field="file") from None


def all_rows(upload: "Upload", sheet: str, *, doubts: list[Doubt] | None = None) -> Iterator[tuple[int, Row]]:
    """All rows of the sheet that are not empty, while they are read. InvalidInput at once or on the way."""
    with uploads.open_original(upload) as file:
        try:
            yield from reading.rows(file, sheet, doubts=doubts)
        except Unreadable as error:
            raise wording.refusal(error, field="file") from None
