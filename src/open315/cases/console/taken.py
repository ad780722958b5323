"""Where a case was taken, if not at the desk: a room above that knows says so on the page of the case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from open315.cases.models import Case
from open315.core.access import Actor


@dataclass(frozen=True, slots=True)
class Taken:
    """A place as the reader of a case sees it, and the page of it."""

    words: Any
    href: str


Asked = Callable[[Actor, Case], Taken | None]
_ASKED: list[Asked] = []


def ask(room: Asked) -> None:
    """Ask this room of every case that is opened. Called from an AppConfig."""
    _ASKED.append(room)


def taken_at(actor: Actor, case: Case) -> Taken | None:
    """Where the case was taken, as far as the actor may know."""
    return next((found for room in _ASKED if (found := room(actor, case))), None)
