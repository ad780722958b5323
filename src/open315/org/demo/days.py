"""The days the demo tells of."""

from datetime import date, datetime, time, timedelta

from open315.core.clock import SHANGHAI

MONTHS = 24


def closing_moment(today: date) -> datetime:
    """The demo tells everything up to the evening before `today`."""
    return datetime.combine(today - timedelta(days=1), time(18), SHANGHAI)


def first_day(today: date) -> date:
    """The first day of the month two years before."""
    months = today.year * 12 + today.month - 1 - MONTHS
    return date(months // 12, months % 12 + 1, 1)
