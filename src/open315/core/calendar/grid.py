"""A year drawn as twelve months of weeks, Monday first: what each day is, in a word."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.core.calendar.models import CalendarDay
from open315.core.calendar.rules import SATURDAY
from open315.core.calendar.shipped import holiday_name

WEEKDAYS = (
    pgettext_lazy("head of a calendar column", "Mon"),
    pgettext_lazy("head of a calendar column", "Tue"),
    pgettext_lazy("head of a calendar column", "Wed"),
    pgettext_lazy("head of a calendar column", "Thu"),
    pgettext_lazy("head of a calendar column", "Fri"),
    pgettext_lazy("head of a calendar column", "Sat"),
    pgettext_lazy("head of a calendar column", "Sun"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `kind`: plain, weekend, off, working; `mark` is the short word shown beside the number."""

    day: date
    kind: str
    mark: str
    words: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its first day for the name, and its weeks with None for days of its neighbours."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def months(year: int, moved: dict[date, CalendarDay], today: date) -> list[Month]:
    """The twelve months of `year` with its moved days."""
    frame = calendar.Calendar()
    return [
        Month(
            date(year, number, 1),
            tuple(
                tuple(_cell(day, moved.get(day), today) if day.month == number else None for day in week)
                for week in frame.monthdatescalendar(year, number)
            ),
        )
        for number in range(1, 13)
    ]


def _cell(day: date, moved: CalendarDay | None, today: date) -> Cell:
    if moved is None:
        weekend = day.weekday() >= SATURDAY
        return Cell(day, "weekend" if weekend else "plain", "", _("Weekend") if weekend else "", day == today)
    values: dict[str, Any] = {"name": holiday_name(moved.name)}
    if moved.is_off:
        return Cell(day, "off", _("off"), _("Day off: %(name)s") % values, day == today)
    return Cell(day, "working", _("work"), _("Make-up working day: %(name)s") % values, day == today)
