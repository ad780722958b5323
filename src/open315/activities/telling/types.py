"""The words of what is told one by one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from open315.core.quantities import Quantity


class Group(StrEnum):
    """The headings under which a summary tells activities, in their order (product.md, S05 to S18)."""

    MEETINGS = "meetings"
    MEDIA = "media"
    SEMINARS = "seminars"
    CONTEST = "contest"
    BROADCAST = "broadcast"
    SERVICE = "service"
    LESSONS = "lessons"
    MARKET = "market"
    LETTERS = "letters"
    OTHER = "other"


class Why(StrEnum):
    """Why an activity is told by itself, or is not."""

    TAKEN_IN = "taken_in"
    OWN = "own"
    LEADERS = "leaders"
    LARGEST = "largest"
    LEFT_OUT = "left_out"
    CROWDED = "crowded"
    """It would be told, but its heading has as many as the rule allows."""
    SMALL = "small"


TOLD = frozenset({Why.TAKEN_IN, Why.OWN, Why.LEADERS, Why.LARGEST})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a council tells one by one: all of its own; of others those with so many leaders, and those with one of the `largest` values of an indicator.

    Not more than `most` of others under one heading, those with most leaders first. 0 leaves a part of the rule out.
    """

    tells_own: bool = True
    leaders_from: int = 1
    largest: int = 3
    most: int = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """What the secretary decided of one activity: whether it is told (None: as the rule says), under which heading ("": its own), at which place."""

    is_told: bool | None = None
    group: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """What an activity is judged by. `values` are the numbers it told, by indicator; `indicators` what it told of at all; `has_media` whether media came, or it told of their work."""

    pk: int
    kind: str
    first: date
    last: date
    is_own: bool
    leaders: int
    values: tuple[tuple[str, Quantity], ...] = ()
    indicators: frozenset[str] = frozenset()
    has_media: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """An activity with its heading, and why it is told or not."""

    considered: Considered
    group: Group
    why: Why

    @property
    def is_told(self) -> bool:
        """Whether it is told by itself."""
        return self.why in TOLD
