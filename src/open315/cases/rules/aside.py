"""Until when a case may be put aside: days that people say, and none behind the day that the law gives."""

from datetime import date, timedelta

MOST_DAYS = 90
MONDAY = 0
WEEK = 7


def days_people_say(today: date) -> dict[str, date]:
    """Tomorrow, the next Monday after today, the same day of next week, by these names."""
    to_monday = (MONDAY - today.weekday()) % WEEK or WEEK
    return {
        "tomorrow": today + timedelta(days=1),
        "monday": today + timedelta(days=to_monday),
        "week": today + timedelta(days=WEEK),
    }


def last_day(today: date, due_on: date | None) -> date:
    """The last day until which a case with this due day may be put aside; a day before tomorrow means: not at all."""
    last = today + timedelta(days=MOST_DAYS)
    return min(last, due_on) if due_on else last
