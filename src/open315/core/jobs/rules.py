"""How long a worker holds a job, and how often one is tried."""

from datetime import timedelta

LEASE = timedelta(seconds=60)
"""A worker that shows no sign of life for so long has lost its job."""
RENEW_EVERY = timedelta(seconds=15)
PATIENCE = timedelta(minutes=30)
"""Work that commits and tells nothing for so long is taken to hang: its lease is not renewed any more."""
MAX_ATTEMPTS = 3
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_REST = FIRST_PAUSE * MAX_ATTEMPTS
"""No job rests longer; a moment further away was written by a clock that ran ahead."""


def pause_after(attempts: int) -> timedelta:
    """How long a job rests after so many failed attempts: 30 s, 60 s."""
    return FIRST_PAUSE * attempts


def is_used_up(attempts: int) -> bool:
    """Whether no further attempt follows after so many."""
    return attempts >= MAX_ATTEMPTS
