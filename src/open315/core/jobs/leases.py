"""Of all workers, one holds a job: the one whose token stands in its row, until the lease runs out.

A waiting job is handed to the queue together with a lease, so that what the queue loses comes back when that is over. While
the work runs, a second thread of the same process renews the lease. It dies with the process, and stops when the work ends,
is overtaken, or gives no sign of life for long; then the job is free for another worker.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q, QuerySet

from open315.core import clock
from open315.core.jobs.models import AT_WORK, Job, JobState
from open315.core.jobs.rules import LEASE, LONGEST_REST, PATIENCE, RENEW_EVERY
from open315.core.outbox import claims
from open315.core.outbox.events import Way, names_taken
from open315.core.workers import worker_name

log = logging.getLogger("open315.jobs")

LOOKED_AT = 20


def _at_work() -> QuerySet[Job]:
    return Job.objects.filter(state__in=AT_WORK)


def _free(at: datetime) -> Q:
    """Held by nobody; a lease that reaches further than any was written by a clock that ran ahead."""
    return Q(lease_until=None) | Q(lease_until__lt=at) | Q(lease_until__gt=at + 2 * LEASE)


def waiting(at: datetime) -> list[int]:
    """Jobs that nobody holds and that need not rest: new ones, and those whose worker's lease ran out."""
    rested = Q(not_before=None) | Q(not_before__lte=at) | Q(not_before__gt=at + LONGEST_REST)
    return list(_at_work().filter(_free(at) & rested).order_by("id").values_list("id", flat=True)[:LOOKED_AT])


def room(at: datetime) -> int:
    """How many more jobs may be begun, over all workers: the others must find free threads."""
    held = _at_work().filter(lease_until__gte=at, lease_until__lte=at + 2 * LEASE).count()
    return settings.JOBS_AT_ONCE - held - claims.running(at, names_taken(Way.JOB))


def hand_over(job_id: int, at: datetime) -> str:
    """A lease for whoever will take the job with the returned token; "" when somebody else was quicker."""
    token = token_hex(16)
    handed = _at_work().filter(_free(at), pk=job_id).update(lease_token=token, lease_until=at + LEASE, holder="")
    return token if handed else ""


def take_back(job_id: int, token: str) -> None:
    """Undo a hand-over that never reached the queue."""
    _at_work().filter(pk=job_id, lease_token=token, holder="").update(lease_token="", lease_until=None)


def take(job_id: int, token: str, at: datetime) -> Job | None:
    """Begin an attempt at a job that was handed over; None if the token is not the job's (any more)."""
    taken = (
        _at_work()
        .filter(pk=job_id, lease_token=token)
        .update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=at + LEASE,
            holder=worker_name(),
            not_before=None,
        )
    )
    return Job.objects.get(pk=job_id) if taken and token else None


def release_all() -> int:
    """Give back every lease. Only for the one worker of an install, before it begins: nobody else can be at work."""
    return _at_work().exclude(lease_until=None).update(lease_token="", lease_until=None)


def release_mine() -> int:
    """Give back what this worker holds when it leaves, so that another goes on at once; its own threads are overtaken."""
    return _at_work().filter(holder=worker_name()).update(lease_token="", lease_until=None)


def release_all_but(alive: Collection[str]) -> int:
    """Give back what workers hold that are not alive: a lease ends with its holder."""
    held = _at_work().exclude(holder="").exclude(holder__in=alive)
    return held.update(lease_token="", lease_until=None, holder="")


@contextmanager
def renewed(
    job_id: int, token: str, *, quiet_for: Callable[[], float], every: float = RENEW_EVERY.total_seconds()
) -> Iterator[None]:
    """Renew the lease every so many seconds until the block ends. `quiet_for` says how long the work has told nothing."""
    over = threading.Event()
    args = (job_id, token, over, quiet_for, every)
    thread = threading.Thread(target=_renew, args=args, name=f"job-{job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)


def _renew(job_id: int, token: str, over: threading.Event, quiet_for: Callable[[], float], every: float) -> None:
    while not over.wait(every):
        if quiet_for() > PATIENCE.total_seconds():
            log.error("job hangs, its lease is left to run out", extra={"fields": {"job": job_id}})
            return
        try:
            if not renew(job_id, token, clock.now()):
                return
        except DatabaseError as error:
            # The lease outlasts several of these; the next one tries again.
            log.warning("lease not renewed", extra={"fields": {"job": job_id, "error": type(error).__name__}})
        finally:
            connection.close()


def renew(job_id: int, token: str, at: datetime) -> bool:
    """Hold the job for another while; False if it is not ours any more."""
    return bool(Job.objects.filter(pk=job_id, lease_token=token).update(lease_until=at + LEASE))
