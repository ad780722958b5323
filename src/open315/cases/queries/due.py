"""A due date as the pages show it: the day, words, and a tone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class Due:
    """For the component `due`."""

    on: date | None
    words: Any
    tone: str


def due_of(due_on: date | None, today: date, *, unknown: bool = False, clock: Any = "") -> Due:
    """The due date of a running clock on the day `today`."""
    if unknown and due_on is None:
        return Due(None, _("Calendar not loaded"), "warn")
    if due_on is None:
        return Due(None, "", "neutral")
    left = (due_on - today).days
    if left < 0:
        return Due(due_on, ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}, "bad")
    if left == 0:
        return Due(due_on, _("due today"), "warn")
    words = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    return Due(due_on, words, "warn" if left <= SOON_DAYS else "neutral")
