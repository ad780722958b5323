"""Commands of the returns room, and the words of its states."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where the return of a body stands."""

    ASKED = "asked"
    FILLED = "filled"
    """Filled in, and waiting for the second person."""
    SIGNED = "signed"
    AGAIN = "again"
    """To be filled in again: sent back by the second person, or opened again by the council that asked."""


class AnswerKind(StrEnum):
    """What a body says of an indicator."""

    VALUE = "value"
    NOTHING = "nothing"
    """There was none of it: a known zero."""
    UNKNOWN = "unknown"
    """Nobody knows: missing in every sum, never a zero."""


@dataclass(frozen=True, slots=True)
class CallPlan:
    """What a council asks for. `first`–`last` are the days that are told of, `council_ids` the bodies that are asked."""

    campaign_id: int
    title: str
    first: date
    last: date
    due_on: date
    indicators: tuple[str, ...]
    council_ids: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote for an indicator. `reason` is why it is as it is, where that is asked."""

    indicator: str
    kind: str = AnswerKind.VALUE
    said: str = ""
    reason: str = ""
