"""Entries of another calendar as an iCalendar file (RFC 5545), written by the library `icalendar` (ADR 0131, 0166)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from open315.core.clock import SHANGHAI

TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What another calendar is told. `key` names it among all of this site ("activity-7"), `version` counts the changes; `is_off` says that it was cancelled."""

    key: str
    version: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    words: str
    kind: str
    is_off: bool
    href: str


def host_of_site() -> str:
    """The name of this site, as names of events end with it."""
    return urlsplit(settings.SITE_URL).hostname or ""


def uid(key: str, host: str) -> str:
    """The name by which other calendars know it for good: a second download is the same event."""
    return f"{key}@{host or 'open315.invalid'}"


def sequence(version: int) -> int:
    """How often it was changed since it was made: a calendar takes the higher one."""
    return max(0, version - 1)


def status(*, is_off: bool) -> str:
    """CANCELLED makes a calendar strike it out; what was postponed is confirmed at its new time."""
    return "CANCELLED" if is_off else "CONFIRMED"


def calendar_file(entries: Iterable[Entry], *, product: str, name: str, host: str, at: datetime) -> bytes:
    """The file, with the time zone it needs; `product` is the part of the site it comes from, `at` when it is written."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Open315//{product}//")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, host, at))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Entry, host: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid(entry.key, host))
    event.add("dtstamp", at)
    event.add("sequence", sequence(entry.version))
    event.add("status", status(is_off=entry.is_off))
    event.add("dtstart", entry.starts_at.astimezone(SHANGHAI))
    event.add("dtend", entry.ends_at.astimezone(SHANGHAI))
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("description", entry.words)
    event.add("categories", [entry.kind])
    event.add("url", entry.href)
    return event
