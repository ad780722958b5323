"""The cells of one row by what they are for, and what is wrong with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.cell_values import Unreadable
from open315.intake.sheet_import.columns import Target

KEPT_IN_WORDS = _("This is not in the list; it is kept in words.")
MAX_WRITTEN = 60
"""Signs of a cell that a message repeats."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, or to be known, with which column, and what stands there; None when no one column is to blame."""

    message: Any
    column: int | None = None
    written: str = ""


class Cells:
    """The cells of one row by target, the problems found while reading them, and what was read otherwise than it was written."""

    __slots__ = ("_cells", "_one", "notes", "problems")

    def __init__(self, cells: Sequence[Any], one: dict[Target, int]) -> None:
        self._cells = cells
        self._one = one
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def at(self, column: int) -> Any:
        return self._cells[column] if column < len(self._cells) else None

    def text_at(self, column: int) -> str:
        return cell_values.words(self.at(column))

    def cell(self, target: Target) -> Any:
        column = self._one.get(target)
        return None if column is None else self.at(column)

    def text(self, target: Target) -> str:
        column = self._one.get(target)
        return "" if column is None else self.text_at(column)

    def read(self, target: Target, reader: Callable[[Any], Any], message: Any) -> Any:
        """The cell's value, None if there is none; what cannot be read is blamed with `message`."""
        cell = self.cell(target)
        if cell is None or cell == "":
            return None
        try:
            return reader(cell)
        except Unreadable:
            self.blame(target, message)
            return None

    def blame(self, target: Target, message: Any) -> None:
        self.problems.append(self._about(target, message))

    def note(self, target: Target, message: Any) -> None:
        """Tell what was made of a cell that is not just what stands there."""
        self.notes.append(self._about(target, message))

    def _about(self, target: Target, message: Any) -> Problem:
        column = self._one.get(target)
        return Problem(message, column, "" if column is None else cell_values.text(self.at(column))[:MAX_WRITTEN])
