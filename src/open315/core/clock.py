"""One place that reads the wall clock, and one time zone: legal days are days in China (Asia/Shanghai).

Rules never read the clock: services pass `at=` down.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def local_day(at: datetime) -> date:
    """The calendar day in China on which the aware moment `at` falls."""
    return at.astimezone(SHANGHAI).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in China."""
    return datetime.combine(day, time(), SHANGHAI)


def today() -> date:
    """Today's date in China."""
    return local_day(now())


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of every day in China, from the first minute up to but not including the last; over midnight when they end before they begin."""

    begin: time
    end: time

    @classmethod
    def of(cls, words: str) -> Self:
        """From "21:00-08:00". ValueError for anything else, and for hours that end when they begin."""
        begin, _dash, end = words.partition("-")
        found = cls(*(datetime.strptime(each.strip(), "%H:%M").time() for each in (begin, end)))
        if found.begin == found.end:
            raise ValueError(words)
        return found

    def end_after(self, at: datetime) -> datetime | None:
        """When the hours that `at` falls into are over; None outside them."""
        local = at.astimezone(SHANGHAI)
        over_midnight = self.end < self.begin
        moment = local.time()
        if over_midnight and moment >= self.begin:
            return datetime.combine(local.date() + timedelta(days=1), self.end, SHANGHAI)
        inside = moment < self.end if over_midnight else self.begin <= moment < self.end
        return datetime.combine(local.date(), self.end, SHANGHAI) if inside else None
