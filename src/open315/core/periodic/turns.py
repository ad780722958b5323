"""The turns of periodic jobs: of all workers one gets the lease of each that is due, and hands it to the queue."""

import logging
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from open315.core.periodic.models import PeriodicJob
from open315.core.periodic.register import Job, jobs
from open315.core.redaction import redact

log = logging.getLogger("open315.periodic")


def start_due(at: datetime) -> list[str]:
    """Lease every job that is due and hand it to the queue; returns their names. Of several workers one gets each lease."""
    known = jobs()
    _register_new(at, list(known))
    due = PeriodicJob.objects.filter(_due(at), name__in=list(known)).values_list("name", flat=True)
    started = [name for name in due if _lease(known[name], at)]
    for name in started:
        _enqueue(name)
    return started


def _enqueue(name: str) -> None:
    run_job.enqueue(name)


def _due(at: datetime) -> Q:
    return Q(next_at__lte=at) & (Q(leased_until=None) | Q(leased_until__lt=at))


def _register_new(at: datetime, names: list[str]) -> None:
    known = set(PeriodicJob.objects.values_list("name", flat=True))
    fresh = [PeriodicJob(name=name, next_at=at) for name in names if name not in known]
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
    job = jobs()[name]
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
