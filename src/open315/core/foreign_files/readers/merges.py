"""Merged cells: the content stands in the first one only, and is meant for all that lie below it. Pure.

Downwards the others are filled: three complaints about one trader, his name merged over their rows. Sideways they are not: a title
over the whole sheet is no heading of each column. Either way it is told.
"""

from collections import defaultdict
from collections.abc import Iterable

from open315.core.foreign_files.types import FIRST_ROWS, MAX_COLUMNS, Cell, DoubtKind, Doubts, Row, Span

MAX_SPANS = 200_000


class Merges:
    """Fills rows as they pass, from the top down."""

    def __init__(self, spans: Iterable[Span], doubts: Doubts) -> None:
        self._doubts = doubts
        self._starting: dict[int, list[Span]] = defaultdict(list)
        self._open: dict[int, tuple[int, Cell]] = {}
        for each in spans:
            self.add(each)

    def add(self, span: Span) -> None:
        """One more, which begins in a row that has not passed yet."""
        if span.left < MAX_COLUMNS and (span.bottom > span.top or span.right > span.left):
            self._starting[span.top].append(span)

    def fill(self, number: int, cells: Row) -> None:
        """Give the row what the cells above it were merged with. A row that is empty otherwise stays so."""
        if not self._starting and not self._open:
            return
        starting = self._starting.pop(number, ())
        if any(cell not in (None, "") for cell in cells):
            self._continue(number, cells)
            self._begin(number, cells, starting)

    def _continue(self, number: int, cells: Row) -> None:
        for column, (last, value) in list(self._open.items()):
            if number > last:
                del self._open[column]
            else:
                self._give(number, cells, column, value)

    def _begin(self, number: int, cells: Row, starting: Iterable[Span]) -> None:
        for span in starting:
            value = cells[span.left] if span.left < len(cells) else None
            if value in (None, ""):
                continue
            if span.bottom > number:
                self._open[span.left] = (span.bottom, value)
            if span.right > span.left:
                self._doubts.note(DoubtKind.ACROSS, number)

    def _give(self, number: int, cells: Row, column: int, value: Cell) -> None:
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] in (None, ""):
            cells[column] = value
            self._doubts.note(DoubtKind.FILLED, number)


def at_the_top(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those that matter for headings."""
    return tuple(each for each in spans if each.top <= FIRST_ROWS)[:1000]
