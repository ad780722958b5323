"""How often an event is tried, and how long it rests in between."""

from datetime import datetime, timedelta

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 10 s, 40 s, 160 s … at most an hour."""
    return min(FIRST_PAUSE * 4 ** max(attempts - 1, 0), LONGEST_PAUSE)


class Later(Exception):
    """Raised by a handler for an event whose time has not come: it is offered again then, and the try does not count.

    A moment further off than the longest pause is asked again in between.
    """

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(why)
        self.until = until
