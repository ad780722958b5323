"""Entries as an iCalendar file, written by the library `icalendar` (ADR 0131)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from open315.activities.feeds.rules import Entry, sequence, status, uid
from open315.core.clock import SHANGHAI

TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)


def calendar_file(entries: Iterable[Entry], *, name: str, host: str, at: datetime) -> bytes:
    """The file, with the time zone it needs; `at` is when it is written."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Open315//Activities//")
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
