"""The working calendar of the PRC: weekdays, weekends, and what the State Council's yearly notice moves (ADR 0020).

`rules.WorkingCalendar` is the pure engine, `queries.load()` gives the stored one, `services` change it. A day whose
year is not loaded raises `CalendarUnknown`: no legal date is ever guessed.
"""

from open315.core.calendar.errors import CalendarUnknown
from open315.core.calendar.rules import WorkingCalendar

__all__ = ["CalendarUnknown", "WorkingCalendar"]
