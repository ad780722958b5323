"""Answers and signals of the verb kit."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a verb is allowed, and if not, why, in words for the person. `by_state` tells a wrong moment from a wrong person."""

    allowed: bool
    reason: Any = ""
    by_state: bool = False


YES = Decision(True)


class AlreadyDone(Exception):
    """What the verb would do is so already, or this person did it just before: nothing is to be written."""

    def __init__(self, row: Any) -> None:
        super().__init__(str(row))
        self.row = row
