"""Tables that are laid out cell by cell with spans (web pages, Word documents): a grid in memory, as such tables are small. Pure."""

from collections.abc import Sequence

from open315.core.foreign_files.readers import numbers
from open315.core.foreign_files.readers.merges import Merges, at_the_top
from open315.core.foreign_files.types import (
    MAX_COLUMNS,
    DoubtKind,
    Doubts,
    NumberedRow,
    Reading,
    Row,
    Span,
    Trouble,
    Unreadable,
)

MAX_CELLS = 2_000_000
MOST_DOWN = 100_000


class Grid:
    """One table being laid out: rows from the top, cells from the left, around those that reach down from above."""

    def __init__(self) -> None:
        self._rows: list[list[str | None]] = []
        self._spans: list[Span] = []
        self._taken: dict[int, int] = {}
        """Column → last row (from 1) that is covered from above."""
        self._wide: set[int] = set()
        self._cells = 0

    def row(self) -> None:
        """The next row."""
        self._rows.append([])
        self._count(1)

    def cell(self, text: str, *, down: int = 1, right: int = 1, begins: bool = False) -> None:
        """The next cell of the row, over so many rows and columns; `begins` if `longer` may follow."""
        if not self._rows:
            self.row()
        number, cells = len(self._rows), self._rows[-1]
        while self._taken.get(len(cells), 0) >= number:
            cells.append(None)
        left, right, down = len(cells), max(1, right), min(max(1, down), MOST_DOWN)
        if left >= MAX_COLUMNS:
            self._wide.add(number)
            return
        right = min(right, MAX_COLUMNS - left)
        cells.extend([text, *[None] * (right - 1)])
        self._count(right)
        if down > 1 or right > 1 or begins:
            self._spans.append(Span(number, left, number + down - 1, left + right - 1))
            if down > 1:
                self._taken.update(dict.fromkeys(range(left, left + right), number + down - 1))

    def longer(self, column: int) -> None:
        """The span that begins in this column reaches one row further down (Word says it row by row)."""
        for at in range(len(self._spans) - 1, -1, -1):
            span = self._spans[at]
            if span.left == column and span.bottom == len(self._rows) - 1:
                self._spans[at] = Span(span.top, span.left, len(self._rows), span.right)
                return

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise Unreadable(Trouble.TOO_LARGE)

    @property
    def is_table(self) -> bool:
        """Whether there are at least two rows with at least two cells each."""
        return sum(sum(bool(cell and cell.strip()) for cell in row) > 1 for row in self._rows) > 1

    def goes_on(self, before: Sequence["Grid"]) -> bool:
        """Whether this is the last row of a list that was torn in two: one row as wide as a table before it."""
        return len(self._rows) == 1 and any(each.is_table and each.width == self.width > 1 for each in before)

    @property
    def width(self) -> int:
        """Cells of the widest row."""
        return max(map(len, self._rows), default=0)

    def read(self) -> Reading:
        """Its rows."""
        doubts = Doubts()
        merges = Merges(self._spans, doubts)
        return Reading(iter(self._numbered(merges, doubts)), doubts, at_the_top(self._spans))

    def _numbered(self, merges: Merges, doubts: Doubts) -> list[NumberedRow]:
        found = []
        for number, row in enumerate(self._rows, 1):
            if not any(cell and cell.strip() for cell in row):
                continue
            if number in self._wide:
                doubts.note(DoubtKind.MORE_COLUMNS, number)
            cells: Row = [
                numbers.written_number(cell.strip(), number, doubts) if cell and cell.strip() else None for cell in row
            ]
            merges.fill(number, cells)
            found.append((number, cells))
        return found
