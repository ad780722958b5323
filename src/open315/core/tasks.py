"""Periodic jobs. A room registers its own in `tasks.py` (imported by its AppConfig); one worker of all runs each when it is due.

    @periodic(minutes=15)
    def sweep_deadlines(at: datetime) -> None: ...

A job is safe to run twice and bounded: it does a batch and leaves the rest for the next time. One that fails runs again at its next turn.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from open315.core.ops.models import PeriodicJob
from open315.core.redaction import redact

log = logging.getLogger("open315.periodic")

Work = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Job:
    """A registered function, how often it runs, and how long it may take before another worker tries."""

    name: str
    every: timedelta
    lease: timedelta
    work: Work


_JOBS: dict[str, Job] = {}


def periodic(
    *, minutes: float = 0, seconds: float = 0, lease: timedelta = timedelta(minutes=15)
) -> Callable[[Work], Work]:
    """Run the decorated function every so often, with the present moment as its argument."""
    every = timedelta(minutes=minutes, seconds=seconds)
    if not every:
        raise ValueError("say how often: minutes= or seconds=")

    def add(work: Work) -> Work:
        name = f"{work.__module__}.{work.__qualname__}"
        _JOBS[name] = Job(name, every, lease, work)
        return work

    return add


def jobs() -> Mapping[str, Job]:
    """Every registered job by name."""
    return dict(_JOBS)


def start_due(at: datetime) -> list[str]:
    """Lease every job that is due and hand it to the queue; returns their names. Of several workers one gets each lease."""
    _register_new(at)
    due = PeriodicJob.objects.filter(_due(at), name__in=list(_JOBS)).values_list("name", flat=True)
    started = [name for name in due if _lease(_JOBS[name], at)]
    for name in started:
        _enqueue(name)
    return started


def _enqueue(name: str) -> None:
    run_job.enqueue(name)


def _due(at: datetime) -> Q:
    return Q(next_at__lte=at) & (Q(leased_until=None) | Q(leased_until__lt=at))


def _register_new(at: datetime) -> None:
    known = set(PeriodicJob.objects.values_list("name", flat=True))
    fresh = [PeriodicJob(name=name, next_at=at) for name in _JOBS if name not in known]
    if fresh:
        PeriodicJob.objects.bulk_create(fresh, ignore_conflicts=True)


def _lease(job: Job, at: datetime) -> bool:
    return bool(PeriodicJob.objects.filter(_due(at), pk=job.name).update(leased_until=at + job.lease))


def release_leases() -> None:
    """Give back every lease; only for the one worker of an install, before it begins."""
    PeriodicJob.objects.filter(leased_until__isnull=False).update(leased_until=None)


@task()
def run_job(name: str) -> None:
    """Run one leased job now and note when it is due again."""
    job = _JOBS[name]
    began = timezone.now()
    error = ""
    try:
        job.work(began)
    except Exception as problem:
        error = redact(f"{type(problem).__name__}: {problem}").text[:500]
        log.exception("periodic job failed", extra={"fields": {"job": name}})
    finished = timezone.now()
    PeriodicJob.objects.filter(pk=name).update(
        next_at=max(began + job.every, finished), leased_until=None, last_finished_at=finished, last_error=error
    )
