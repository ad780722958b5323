"""Periodic jobs. A room registers its own in `tasks.py` (imported by its AppConfig); one worker of all runs each when it is due.

    @periodic(minutes=15)
    def sweep_deadlines(at: datetime) -> None: ...

A job is safe to run twice and bounded: it does a batch and leaves the rest for the next time. One that fails runs again at its next turn.
"""

from open315.core.periodic.register import periodic
from open315.core.periodic.turns import release_all_but, release_leases, release_of, run_job, start_due

__all__ = ["periodic", "release_all_but", "release_leases", "release_of", "run_job", "start_due"]
