"""What a row is known by: its number in the other system; without one, what it says, and how often the sheet has said just that.

What it says is the day, the words, the trader and the person, whatever else the sheet holds and in whatever order: another column
more or another mapping does not make a new row of it. The count keeps two callers apart who said the same.
"""

import hashlib
from collections import Counter
from typing import NamedTuple

from open315.core.crypto import blind_index
from open315.core.text import letters, telephones
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.cell_values import Unreadable
from open315.intake.sheet_import.columns import COUNTERS, Mapping, Target
from open315.intake.sheet_import.sheet_file import Row

MAX_REF = 80
BY_CONTENT = "row:"
PURPOSE = "intake.row"
SAYS = (Target.TITLE, Target.NARRATIVE, Target.TRADER_NAME, Target.NAME, Target.PHONE)


class Known(NamedTuple):
    """What a row is known by. Without a number of its own also what it was known by in earlier releases: a digest, or the count of its row."""

    by: str
    formerly: str = ""
    counted: str = ""


class References:
    """Asked once of each row, in order."""

    def __init__(self, mapping: Mapping) -> None:
        numbers = mapping.of(Target.SOURCE_REF)
        self._number = numbers[0] if numbers else None
        self._used = sorted(column for column, target in mapping.columns.items() if target)
        self._day = mapping.of(Target.RECEIVED_AT)
        self._says = [(target, column) for target in SAYS for column in mapping.of(target)]
        self._counters = [column for column, heading in enumerate(mapping.headings) if letters(heading) in COUNTERS][:1]
        self._seen: Counter[str] = Counter()

    def of(self, cells: Row) -> Known:
        """What the row is known by."""
        column = self._number
        given = cell_values.text(cells[column]) if column is not None and column < len(cells) else ""
        if given:
            return Known(given if len(given) <= MAX_REF else f"long-{_digest(given)[:40]}")
        said = BY_CONTENT + blind_index("\x1f".join(self._parts(cells)), purpose=PURPOSE)
        used = "\x1f".join(cell_values.text(cells[at]) for at in self._used if at < len(cells))
        formerly = f"row-{_digest(used)[:32]}"
        self._seen.update((said, formerly))
        counted = [cell_values.text(cells[at]) for at in self._counters if at < len(cells)]
        return Known(f"{said}:{self._seen[said]}", f"{formerly}-{self._seen[formerly]}", "".join(counted)[:MAX_REF])

    def _parts(self, cells: Row) -> list[str]:
        days = [_day(cells[column]) for column in self._day if column < len(cells)]
        return days + [_said(target, cells[column]) for target, column in self._says if column < len(cells)]


def is_by_content(reference: str) -> bool:
    """Whether the row is known by what it says."""
    return reference.startswith((BY_CONTENT, "row-"))


def _day(cell: object) -> str:
    try:
        return str(cell_values.moment(cell) or "")
    except Unreadable:
        return cell_values.text(cell)


def _said(target: Target, cell: object) -> str:
    written = cell_values.text(cell)
    return " ".join(telephones.numbers(written)) if target is Target.PHONE else letters(written)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
