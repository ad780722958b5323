"""Words and commands of the roster."""

from dataclasses import dataclass
from datetime import date, datetime, time

from open315.core.spans import Span


@dataclass(frozen=True, slots=True)
class On:
    """A duty as the rules see it: who, at which line, from when to when; `key` is its row."""

    person: int
    line: int
    span: Span
    key: int = 0


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody is on leave, both counted."""

    person: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span throughout which the same people are on duty."""

    span: Span
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody at two lines at once; `keys` are the two duties."""

    person: int
    span: Span
    keys: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is to be on duty at a line, and the days from and to which the line is there. `until` up to `since` is on the next day."""

    since: time
    until: time
    weekdays: str
    opens_on: date
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """Whom somebody wants on duty, and when."""

    account_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A slot of a week as a column of a table is pasted: a line for each day from `first` on, each with names or empty."""

    first: date
    since: time
    until: time
    names: str
