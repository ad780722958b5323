"""The parts of a rule pack, frozen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from open315.core.names import NO_NAME, Names


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"


class Roll(StrEnum):
    """What happens when a period would end on a day off."""

    NONE = "none"
    STATUTORY_HOLIDAYS = "statutory_holidays"
    ALL_DAYS_OFF = "all_days_off"


class Status(StrEnum):
    """How far a text can be relied on: compared with the source, not compared, or a place's own choice."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Ground:
    """A coded ground (refusal, termination, pause) or another route, with its article. `label` is for people."""

    code: str
    words: Names
    article: Names
    hint: Names = NO_NAME
    kinds: tuple[str, ...] = ()
    """The kinds of case to which it belongs; empty for each of them."""

    def suits(self, kind: str) -> bool:
        """Whether it can be a ground in a case of this kind."""
        return not self.kinds or kind in self.kinds

    @property
    def label(self) -> Names:
        """The words, in the reader's language when shown."""
        return self.words


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One statutory clock: so much time from one event to another. `extension` may be added once, as `words` says."""

    key: str
    name: Names
    kinds: tuple[str, ...]
    amount: int
    unit: Unit
    start: str
    ends: tuple[str, ...]
    article: Names
    words: Names
    pauses: tuple[str, ...] = ()
    roll: Roll = Roll.NONE
    extension: int = 0
    local: bool = False
    """The law leaves the number open; a place may set its own."""
    optional: bool = False
    """A place may do without it: it sets the number 0."""
    by_option: bool = False
    """The number is a place's own, set by a local option."""
    status: Status = Status.VERIFIED
    note: Names = NO_NAME

    def __hash__(self) -> int:
        """Of what tells clocks apart, not of every word: derived dates are remembered by it."""
        return hash((self.key, self.amount, self.unit))


@dataclass(frozen=True, slots=True)
class Pack:
    """The law that governs a case of one kind of body in one place and time. `jurisdiction` is a region code, "" for the whole country."""

    code: str
    title: Names
    short: Names
    jurisdiction: str
    body_kind: str
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    """The departments it governs, by sector; empty for councils."""
    valid_from: date
    valid_until: date | None
    status: Status
    automatic: bool
    note: Names
    sources: tuple[str, ...]
    counting: Names
    clocks: tuple[ClockRule, ...]
    pauses: tuple[Ground, ...]
    grounds: tuple[Ground, ...]
    terminations: tuple[Ground, ...]
    routes: tuple[Ground, ...]

    def __hash__(self) -> int:
        """Of the code alone: equal packs have one code, and a hash over every article would cost more than what it finds."""
        return hash(self.code)

    def clock(self, key: str) -> ClockRule:
        """The clock `key`; LookupError if the pack has none."""
        for each in self.clocks:
            if each.key == key:
                return each
        raise LookupError(f"pack {self.code} has no clock {key!r}")

    def starting(self, event: str, kind: str) -> tuple[ClockRule, ...]:
        """The clocks of a case of `kind` that `event` starts."""
        return tuple(each for each in self.clocks if each.start == event and kind in each.kinds)

    def ended_by(self, event: str, kind: str) -> tuple[ClockRule, ...]:
        """The clocks of a case of `kind` that `event` ends."""
        return tuple(each for each in self.clocks if event in each.ends and kind in each.kinds)

    def ground(self, code: str) -> Ground:
        """The refusal ground `code`; LookupError if the pack has none."""
        return _of(self.grounds, code, self.code)

    def pause_ground(self, code: str) -> Ground:
        """The pause ground `code`; LookupError if the pack has none."""
        return _of(self.pauses, code, self.code)

    def pause_grounds_of(self, key: str) -> tuple[Ground, ...]:
        """The grounds on which the clock `key` may pause."""
        allowed = self.clock(key).pauses
        return tuple(each for each in self.pauses if each.code in allowed)

    def holds_on(self, day: date) -> bool:
        """Whether the pack is in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def _of(grounds: tuple[Ground, ...], code: str, pack: str) -> Ground:
    for each in grounds:
        if each.code == code:
            return each
    raise LookupError(f"pack {pack} has no ground {code!r}")
