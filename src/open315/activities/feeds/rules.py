"""How an activity stands in the calendar of another program (RFC 5545); pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_FEEDS = 10
"""So many addresses a person may have at a time."""
BACK = timedelta(days=400)
"""An address tells what begins from so long ago on: this year's campaign and last year's."""
MOST_EVENTS = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """What another calendar is told. `version` counts the changes; `is_off` says that it was cancelled."""

    key: int
    version: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    words: str
    kind: str
    is_off: bool
    href: str


def uid(key: int, host: str) -> str:
    """The name by which other calendars know it for good: a second download is the same event."""
    return f"activity-{key}@{host or 'open315.invalid'}"


def sequence(version: int) -> int:
    """How often it was changed since it was made: a calendar takes the higher one."""
    return max(0, version - 1)


def status(*, is_off: bool) -> str:
    """CANCELLED makes a calendar strike it out; what was postponed is confirmed at its new time."""
    return "CANCELLED" if is_off else "CONFIRMED"
