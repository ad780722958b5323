"""Where a sheet's headings stand, and what they say: in one row, or in two of which the upper one names groups. Pure.

「投诉人」 over 「姓名」 and 「电话」 makes 「投诉人 · 姓名」 and 「投诉人 · 电话」; 「编号」 beside it, merged over both rows or written in the upper one only,
stays 「编号」. The same two rows come merged from workbooks and with blanks instead from text files.
"""

from collections.abc import Sequence

from open315.core.foreign_files.types import NumberedRow, Span
from open315.core.text import letters
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import TRADERS, Target, guess, known_headings

JOINT = " · "
SEARCHED = 10
"""Headings stand in one of so many rows that are not empty."""
Headings = tuple[str, ...]


def find(rows: Sequence[NumberedRow], spans: Sequence[Span] = ()) -> tuple[int, Headings]:
    """Of the first rows, the one with most headings that are known, else the first with most filled cells: its number and headings."""
    top = rows[:SEARCHED]
    if not top:
        return 1, ()
    found = [(number, _heads(top, at, spans)) for at, (number, _cells) in enumerate(top)]
    return max(found, key=lambda each: (_known(each[1]), _filled(each[1]), -each[0]))


def known_in(rows: Sequence[NumberedRow], spans: Sequence[Span] = ()) -> int:
    """How many headings of the sheet are known."""
    return _known(find(rows, spans)[1])


def of_row(rows: Sequence[NumberedRow], number: int, spans: Sequence[Span] = ()) -> Headings:
    """The headings that end in this row; none if the row is empty."""
    for at, (each, _cells) in enumerate(rows):
        if each == number:
            return _heads(rows, at, spans)
    return ()


def guessed(headings: Sequence[str]) -> dict[int, Target]:
    """Column → field, of headings that may be joint ones."""
    return guess([_plain(each) for each in headings])


def _heads(rows: Sequence[NumberedRow], at: int, spans: Sequence[Span]) -> Headings:
    number, lower = rows[at][0], _words(rows[at])
    if at == 0 or rows[at - 1][0] != number - 1:
        return lower
    upper = _words(rows[at - 1])
    both = _joint(upper, lower)
    names_groups = any(_is_group(span, number - 1, len(lower)) for span in spans)
    completes = _known(both) > max(_known(upper), _known(lower))
    return both if (names_groups and _known(both) >= _known(lower) > 0) or completes else lower


def _is_group(span: Span, row: int, width: int) -> bool:
    """Merged over some columns of that row, but not over the whole sheet as a title is."""
    return span.top == span.bottom == row and 1 < span.right - span.left + 1 < width


def _joint(upper: Headings, lower: Headings) -> Headings:
    found, group = [], ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        group = above or group
        found.append(f"{group}{JOINT}{below}" if below and group and below != group else below or above)
    return tuple(found)


def _words(row: NumberedRow) -> Headings:
    return tuple(cell_values.text(cell) for cell in row[1])


def _plain(heading: str) -> str:
    """A joint heading as one that stands alone: with its group where that is the other side, else without."""
    group, _joint, own = heading.rpartition(JOINT)
    return f"{group}{own}" if any(word in letters(group) for word in TRADERS) else own


def _known(headings: Headings) -> int:
    return known_headings([each.rpartition(JOINT)[2] for each in headings])


def _filled(headings: Headings) -> int:
    return sum(heading != "" for heading in headings)
