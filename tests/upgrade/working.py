"""The worker's part, done at once: what waits in the outbox, and long work."""

from open315.core import clock, jobs
from open315.core.jobs.leases import waiting
from open315.core.outbox.pump import drain


def work() -> None:
    """Everything that waits, as a worker would do it."""
    drain(clock.now())
    for job_id in waiting(clock.now()):
        jobs.run(job_id)
    drain(clock.now())
