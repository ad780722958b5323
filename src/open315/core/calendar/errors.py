"""The one error of the calendar."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from open315.core.errors import Open315Error


class CalendarUnknown(Open315Error):
    """A day is needed whose year is not loaded; `year` says which notice is missing."""

    status = 409
    code = "calendar_unknown"

    def __init__(self, year: int) -> None:
        words = _(
            "The working calendar of {year} is not loaded, so the date is not known yet. "
            "An administrator loads the State Council's notice for that year under Administration, Working calendar."
        )
        super().__init__(format_lazy(words, year=year), year=year)
        self.year = year
