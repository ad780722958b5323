"""Which days a view of the calendar shows, and on which of them something stands; pure. Weeks begin on Monday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from open315.core.clock import local_day

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOMENT = timedelta(microseconds=1)
FIRST, LAST = date(1983, 1, 1), date(2199, 12, 31)
"""The calendar is turned no further than this."""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: `first` to `last` are whole weeks; `before` and `after` are days of the neighbours, None at the ends of the calendar."""

    name: str
    day: date
    first: date
    last: date
    before: date | None
    after: date | None


def month_of(day: date) -> View:
    """The month of the day, filled up to whole weeks."""
    begins = day.replace(day=1)
    next_one = (begins + timedelta(days=31)).replace(day=1)
    first, last = _monday(begins), _monday(next_one - DAY) + WEEK - DAY
    return View("month", day, first, last, _within((begins - DAY).replace(day=1)), _within(next_one))


def week_of(day: date) -> View:
    """The week of the day."""
    first = _monday(day)
    return View("week", day, first, first + WEEK - DAY, _within(first - WEEK), _within(first + WEEK))


def held_to(day: date) -> date:
    """The day, or the nearest one that the calendar has."""
    return min(max(day, FIRST), LAST)


def days_of(starts_at: datetime, ends_at: datetime, first: date, last: date) -> Iterator[date]:
    """The days in China on which it stands, among those from `first` to `last`. What ends at midnight does not stand on the day that begins then."""
    begins = local_day(starts_at)
    ends = max(begins, local_day(ends_at - MOMENT))
    day = max(begins, first)
    while day <= min(ends, last):
        yield day
        day += DAY


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _within(day: date) -> date | None:
    return day if FIRST <= day <= LAST else None
