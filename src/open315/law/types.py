"""Words of the law room."""

from enum import StrEnum


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    """Ended after its due date."""
    VOID = "void"
    """Ended on or before its due date without having been met: it no longer mattered."""
    UNKNOWN = "unknown"
    """The working calendar of the year is not loaded: no date is guessed."""


LIVE = (ClockState.RUNNING.value, ClockState.PAUSED.value, ClockState.UNKNOWN.value)
"""The states of a clock that has not ended."""


class Announcement(StrEnum):
    """What has been told of a running clock."""

    SOON = "soon"
    LATE = "late"
