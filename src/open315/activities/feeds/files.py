"""Activities as an iCalendar file."""

from collections.abc import Iterable
from datetime import datetime

from open315.core import ics
from open315.core.ics import TYPE

__all__ = ["TYPE", "calendar_file"]


def calendar_file(entries: Iterable[ics.Entry], *, name: str, host: str, at: datetime) -> bytes:
    """The file of these activities."""
    return ics.calendar_file(entries, product="Activities", name=name, host=host, at=at)
