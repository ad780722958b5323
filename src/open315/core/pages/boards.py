"""A board: things in columns by where they stand, each column with its number and a way to its whole list.

It needs no script. A column shows the first few and counts to a bound, so a board costs the same whatever it holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from open315.core.access import Actor, StaffRequest
from open315.core.pages.declared import Empty
from open315.core.pages.register import Register

Row = TypeVar("Row", bound=Model)
COUNTED = 99
"""A column is counted to this number at most."""


@dataclass(frozen=True, slots=True)
class Lane(Generic[Row]):
    """A column of the board: what it is called, its rows in their order, and where all of them are listed."""

    key: str
    label: Any
    rows: QuerySet[Row]
    href: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on the board; `lines` are words or markup below its title."""

    title: Any
    href: str
    lines: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Board(Generic[Row]):
    """The board of a room. `lanes` gives the columns that the actor sees, `card` says how a row looks, `back` is the list
    it belongs to, in words and address."""

    name: str
    url_name: str
    section: str
    permission: str
    title: Any
    lanes: Callable[[Actor], Iterable[Lane[Row]]]
    card: Callable[[Row], Card]
    empty: Empty
    lead: Any = ""
    back: Callable[[], tuple[Any, str]] | None = None
    shown: int = 12
    template: str = "core/pages/board.html"

    def __post_init__(self) -> None:
        BOARDS.enter(self)


BOARDS: Register[Board[Any]] = Register("board")


def board_page(request: StaffRequest, board: Board[Any], more: Mapping[str, Any] | None = None) -> HttpResponse:
    """The board as a page."""
    lanes = [_lane(board, lane) for lane in board.lanes(request.actor)]
    context = {
        "section": board.section,
        "title": board.title,
        "lead": board.lead,
        "empty": board.empty,
        "lanes": lanes,
        "back": board.back() if board.back else None,
        "is_empty": not any(lane["cards"] for lane in lanes),
        **(more or {}),
    }
    return render(request, board.template, context)


def _lane(board: Board[Any], lane: Lane[Any]) -> dict[str, Any]:
    rows = list(lane.rows[: board.shown + 1])
    is_more = len(rows) > board.shown
    number = _counted(lane.rows) if is_more else str(len(rows))
    return {
        "lane": lane,
        "cards": [board.card(row) for row in rows[: board.shown]],
        "number": number,
        "is_more": is_more,
    }


def _counted(rows: QuerySet[Any]) -> str:
    found = rows.values("pk")[: COUNTED + 1].count()
    return f"{COUNTED}+" if found > COUNTED else str(found)
