"""Working-day arithmetic over days as data. Pure: nothing is read, every day is given.

A day is off when the notice says so, or when it is a Saturday or Sunday that the notice does not make a working day (調休).
The last days of a year belong to two notices: that of the following year may still move them (2018-12-29 and 2007-12-30
were moved so). They are known only when the following year is loaded too.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from open315.core.calendar.errors import CalendarUnknown

ONE_DAY = timedelta(days=1)
SATURDAY = 5
SHARED_FROM = (12, 26)
"""From this day on the following year's notice may move days. Since 2007 the earliest was 29 December; a week is kept."""


class WorkingCalendar:
    """Which days are off, for the loaded years. Compared by identity, so results may be cached by it; never changed."""

    __slots__ = ("loaded_years", "makeup_days", "off_days")

    def __init__(
        self,
        loaded_years: Iterable[int],
        off_days: Mapping[date, str] | Iterable[date],
        makeup_days: Mapping[date, str] | Iterable[date] = (),
    ) -> None:
        self.loaded_years = frozenset(loaded_years)
        self.off_days = _with_names(off_days)
        self.makeup_days = _with_names(makeup_days)

    def require(self, day: date) -> None:
        """CalendarUnknown unless everything that decides about `day` is loaded."""
        if day.year not in self.loaded_years:
            raise CalendarUnknown(day.year)
        if (day.month, day.day) >= SHARED_FROM and day.year + 1 not in self.loaded_years:
            raise CalendarUnknown(day.year + 1)

    def is_off(self, day: date) -> bool:
        """True for every day nobody works: weekend or holiday, make-up working days excepted."""
        self.require(day)
        if day in self.makeup_days:
            return False
        return day in self.off_days or day.weekday() >= SATURDAY

    def is_statutory_holiday(self, day: date) -> bool:
        """True for a day the State Council's notice gives off; an ordinary weekend day is none."""
        self.require(day)
        return day in self.off_days

    def is_makeup(self, day: date) -> bool:
        """True for a weekend day that the notice turns into a working day."""
        self.require(day)
        return day in self.makeup_days

    def name_of(self, day: date) -> str:
        """The holiday to which a moved day belongs, in Traditional Chinese; "" for an ordinary day."""
        return self.off_days.get(day) or self.makeup_days.get(day) or ""

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        while self.is_off(day):
            day += ONE_DAY
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The `n`th working day after `start`; the start day itself is not counted. ValueError for a negative `n`."""
        if n < 0:
            raise ValueError("a period cannot be negative")
        day = start
        while n:
            day += ONE_DAY
            n -= not self.is_off(day)
        return day

    def add_days(self, start: date, n: int, roll: str = "none") -> date:
        """`start` plus `n` natural days, moved on to the first day that `roll` allows (see `rolls_over`)."""
        if n < 0:
            raise ValueError("a period cannot be negative")
        day = start + timedelta(days=n)
        while self.rolls_over(day, roll):
            day += ONE_DAY
        return day

    def rolls_over(self, day: date, roll: str) -> bool:
        """Whether a period may not end on `day`: "statutory_holidays", "all_days_off" (weekends too), or "none"."""
        if roll == "statutory_holidays":
            return self.is_statutory_holiday(day)
        if roll == "all_days_off":
            return self.is_off(day)
        if roll == "none":
            self.require(day)
            return False
        raise ValueError(f"unknown roll rule {roll!r}")

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after `after` up to and including `until`; negative when `until` is earlier."""
        if until < after:
            return -self.working_days_between(until, after)
        days = (after + timedelta(days=offset) for offset in range(1, (until - after).days + 1))
        return sum(not self.is_off(day) for day in days)


def _with_names(days: Mapping[date, str] | Iterable[date]) -> Mapping[date, str]:
    return dict(days) if isinstance(days, Mapping) else dict.fromkeys(days, "")
