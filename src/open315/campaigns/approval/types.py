"""Commands about an approval."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MeetingVote:
    """What a meeting decided: which one, on which day, of how many members how many were there, and how they voted."""

    occasion: str
    held_on: date
    members: int
    present: int
    in_favour: int
    against: int = 0
    abstained: int = 0
    waiver: str = ""
    """Why requirements may stay unanswered."""


@dataclass(frozen=True, slots=True)
class Circulation:
    """Who is asked to sign until which day: accounts of members, and members (bodies, offices) that sign on paper."""

    deadline: date
    account_ids: tuple[int, ...] = ()
    on_paper: tuple[str, ...] = ()
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class Circulated:
    """A circulation that is over: when it was asked and until when, who agreed, who objected and why, who said nothing."""

    asked_on: date
    deadline: date
    agreed: tuple[str, ...] = ()
    objected: tuple[tuple[str, str], ...] = ()
    silent: tuple[str, ...] = ()
    waiver: str = ""

    @property
    def members(self) -> tuple[str, ...]:
        """All who were asked."""
        return (*self.agreed, *(name for name, _reason in self.objected), *self.silent)


@dataclass(frozen=True, slots=True)
class OwnProcedure:
    """Rules of procedure as a council enters them: keys of shares, of whom the majority is, when to remind, from which day, by which paper."""

    valid_from: date
    source: str
    quorum: str
    majority: str
    base: str
    remind_days: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many members there are, took part, agreed."""

    members: int
    present: int
    in_favour: int
