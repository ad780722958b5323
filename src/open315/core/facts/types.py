"""The shape of a fact."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from open315.core.quantities import Bound


class Unit(StrEnum):
    """The units of every room. Money is in cents (分), shares in percent of a whole, their changes in percentage points,
    changes of anything else in percent of what was there before (growth). Days and seconds are medians. What a room counts is a unit it declares (`units`).
    """

    CENTS = "cents"
    DAYS = "days"
    SECONDS = "seconds"
    PERCENT = "percent"
    GROWTH = "growth"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Period:
    """Days in China, both ends included. What became of the rows counts up to the end of `until` (None: up to now).

    A year is compared with the one before at the same ripeness: `year_before` moves `until` back as well, so last
    year's complaints do not get twelve more months to be solved in.
    """

    first: date
    last: date
    until: date | None = None

    def through(self, day: date) -> "Period":
        """What of it can be known on `day`: cut at the reckoning day or at `day`, whichever is earlier; what is to come is no part of it.

        Of a period that has not begun no day is left.
        """
        until = min(self.until or day, day)
        return replace(self, last=min(self.last, until), until=until)

    @property
    def days(self) -> int:
        """How many days it has."""
        return max(0, (self.last - self.first).days + 1)

    @property
    def is_whole_year(self) -> bool:
        """Whether it is one calendar year, from the first day to the last."""
        return (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31))

    def year_before(self) -> "Period":
        """The same days one year earlier. 29 February has none: it becomes the 28th, so of two Februaries one may be a day longer."""
        until = _year_before(self.until) if self.until else None
        return replace(self, first=_year_before(self.first), last=_year_before(self.last), until=until)


def _year_before(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


def is_year_before(now: Period, before: Period) -> bool:
    """Whether `before` has the same days as `now`, a year earlier; 29 February stands for the 28th."""
    return all(
        _same_day(*pair) for pair in ((now.first, before.first), (now.last, before.last), (now.until, before.until))
    )


def _same_day(day: date | None, then: date | None) -> bool:
    if day is None or then is None:
        return day == then
    is_leap_day = (day.month, day.day) == (2, 29)
    return (then.year, then.month, then.day) == (day.year - 1, day.month, 28 if is_leap_day else day.day)


@dataclass(frozen=True, slots=True, init=False)
class Scope:
    """What a fact is narrowed to: a value for some of the dimensions that rooms declare, `Scope(region="4201")`; none means all."""

    values: tuple[tuple[str, str], ...]

    def __init__(self, **values: str) -> None:
        given = tuple(sorted((name, value) for name, value in values.items() if value))
        object.__setattr__(self, "values", given)

    def get(self, dimension: str) -> str:
        """The value of one dimension; "" where the scope is not narrowed to one."""
        return dict(self.values).get(dimension, "")

    def only(self, dimensions: frozenset[str]) -> "Scope":
        """The part of the scope that is said in these dimensions."""
        return Scope(**{name: value for name, value in self.values if name in dimensions})

    @property
    def dimensions(self) -> frozenset[str]:
        """The names of the dimensions it is narrowed to."""
        return frozenset(name for name, _value in self.values)


@dataclass(frozen=True, slots=True)
class RowsQuery:
    """A named query with parameters that anyone allowed can open; the fact's value is computed from these very rows."""

    name: str
    params: dict[str, str] = field(default_factory=dict)

    def narrowed(self, **params: str) -> "RowsQuery":
        """The same query with more parameters."""
        return RowsQuery(self.name, {**self.params, **params})


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure. `value` in `unit`; shares carry numerator and denominator; `bound` keeps "80餘" as said, never exact.

    `value` is None where it cannot be known (no rows for a median, unknown denominator): shown as "–", never as 0.
    `rows` are what the value (of a share: the numerator) is made of, `base` what the denominator is made of.
    `line` is the code of the line when the fact is part of a breakdown. `why` says in words why a value is not known,
    `beside` what must be read beside it, known or not: parts that were told in words, parts that nobody told.
    """

    key: str
    value: int | Decimal | None
    unit: str
    period: Period
    scope: Scope
    rows: RowsQuery
    numerator: int | None = None
    denominator: int | None = None
    bound: Bound = Bound.EXACT
    base: RowsQuery | None = None
    line: str = ""
    why: Any = ""
    beside: Any = ""

    def unknown(self, why: Any) -> "Fact":
        """The same figure with nothing known of it, and the reason."""
        return replace(self, value=None, numerator=None, denominator=None, why=why)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of facts: one line a category, in order, with the code and the translatable label of each.

    The lines are disjoint and together make `total`; what fits no category is a line of its own. `otherwise` makes the
    label and the fact of a line that is empty here (it may have had rows a year before); it may raise for nonsense.
    """

    key: str
    lines: tuple[tuple[str, Any, Fact], ...]
    total: Fact | None = None
    otherwise: Callable[[str], tuple[Any, Fact]] | None = None

    def find(self, code: str) -> tuple[Any, Fact]:
        """Label and fact of one line; KeyError or ValueError if there can be no such line."""
        for found, label, fact in self.lines:
            if found == code:
                return label, fact
        if self.otherwise is None or not code:
            raise KeyError(code)
        return self.otherwise(code)

    def line(self, code: str) -> Fact:
        """The fact of one line; as `find`."""
        return self.find(code)[1]

    def each(self, change: Callable[[Fact], Fact]) -> "Breakdown":
        """The same table with `change` made to every fact of it, the total and the lines that are not shown included."""

        def found(code: str) -> tuple[Any, Fact]:
            label, fact = self.find(code)
            return label, change(fact)

        lines = tuple((code, label, change(fact)) for code, label, fact in self.lines)
        return replace(self, lines=lines, total=change(self.total) if self.total else None, otherwise=found)


TOGETHER = "|"
"""Between the codes of several lines of a table that are taken together, where the room's query takes more than one."""
NO_PLACE = ("elsewhere", "none")
"""The codes of lines for what lies outside and for what is not stated, in every table of every room; they come last."""


def codes_of_both(now: Breakdown, before: Breakdown) -> list[str]:
    """The code of every line of either table: those of `now` in their order, then those only of `before`; what fits nowhere last."""
    codes = [code for code, _label, _fact in now.lines]
    codes += [code for code, _label, _fact in before.lines if code not in codes]
    return sorted(codes, key=lambda code: NO_PLACE.index(code) if code in NO_PLACE else -1)
