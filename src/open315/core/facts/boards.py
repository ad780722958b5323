"""The boards of the overview of figures: each room registers what of it is shown, in which order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from open315.core.access import Actor
from open315.core.facts.registry import may_open, narrows_to
from open315.core.facts.types import Fact, Period, RowsQuery, Scope


def _everything(_fact: Fact) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Board:
    """Single figures under a heading, and tables, each with its chart (and shares, where `key.share` is declared).

    `scan` gives the query that reads most, so that the page knows beforehand whether counting takes long.
    """

    key: str
    title: Any
    figures: tuple[str, ...]
    tables: tuple[str, ...] = ()
    scan: Callable[[Period, Scope], RowsQuery] | None = None
    nothing: Any = ""
    order: int = 100
    records: Any = ""
    """Of what its rows are records, where the title does not say it."""
    shows: Callable[[Fact], bool] = _everything
    """Whether a single figure is shown: of many, those that say nothing are left out."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Every key the board shows."""
        return (*self.figures, *self.tables)


_BOARDS: dict[str, Board] = {}


def declare_board(board: Board) -> None:
    """Hang a board into the overview; the same key again replaces it."""
    _BOARDS[board.key] = board


def boards() -> list[Board]:
    """Every board, in order."""
    return sorted(_BOARDS.values(), key=lambda board: (board.order, board.key))


def boards_for(actor: Actor) -> list[Board]:
    """The boards whose rows `actor` may open."""
    return [board for board in boards() if all(may_open(key, actor) for key in board.facts)]


def dimensions_of(board: Board) -> frozenset[str]:
    """What all figures of a board can be narrowed to."""
    return frozenset.intersection(*(narrows_to(key) for key in board.facts))
