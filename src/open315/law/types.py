"""Words of the law room."""

from enum import StrEnum


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    """Ended after its due date."""
    VOID = "void"
    UNKNOWN = "unknown"
    """The working calendar of the year is not loaded: no date is guessed."""
