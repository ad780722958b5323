"""One place that reads the wall clock, and one time zone: legal days are days in China (Asia/Shanghai).

Rules never read the clock: services pass `at=` down.
"""

from datetime import date, datetime, time
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
