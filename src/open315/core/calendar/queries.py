"""Reads of the stored calendar."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.calendar.rules import WorkingCalendar

Version = tuple[tuple[int, str], ...]


class _Kept(NamedTuple):
    version: Version
    calendar: WorkingCalendar
    checked_at: float


_kept: _Kept | None = None
_lock = threading.Lock()


def load(*, max_age: float = 0.0, clock: Callable[[], float] = time.monotonic) -> WorkingCalendar:
    """The stored calendar; the same object as long as nothing changed, so results may be cached by it.

    Each call asks one small question whether anything changed; `max_age` seconds spare even that on hot paths.
    """
    global _kept
    kept = _kept
    if kept and max_age and clock() - kept.checked_at < max_age:
        return kept.calendar
    version: Version = tuple(CalendarYear.objects.order_by("year").values_list("year", "version"))
    with _lock:
        if _kept is None or _kept.version != version:
            _kept = _Kept(version, _read(version), clock())
        else:
            _kept = _kept._replace(checked_at=clock())
        return _kept.calendar


def forget() -> None:
    """Drop what is kept in memory; the next `load` reads again, whatever age it would accept."""
    global _kept
    with _lock:
        _kept = None


def years() -> Sequence[CalendarYear]:
    """The loaded years, newest first."""
    return list(CalendarYear.objects.order_by("-year"))


def find_year(year: int) -> CalendarYear | None:
    """The year if it is loaded."""
    return CalendarYear.objects.filter(year=year).first()


def days_of(year: int) -> dict[date, CalendarDay]:
    """The moved days that lie in `year` or belong to its notice."""
    wanted = Q(plan_year=year) | Q(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    return {each.day: each for each in CalendarDay.objects.filter(wanted).order_by("day")}


def find_day(day: date) -> CalendarDay | None:
    """What is stored about the day, if it is moved."""
    return CalendarDay.objects.filter(day=day).first()


def _read(version: Version) -> WorkingCalendar:
    days = list(CalendarDay.objects.values_list("day", "name", "is_off"))
    return WorkingCalendar(
        (year for year, _ in version),
        {day: name for day, name, is_off in days if is_off},
        {day: name for day, name, is_off in days if not is_off},
    )
