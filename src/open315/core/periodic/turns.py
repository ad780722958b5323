"""The turns of periodic jobs: of all workers one gets the lease of each that is due, and hands it to the queue."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from open315.core.periodic.models import PeriodicJob
from open315.core.periodic.register import Job, jobs
from open315.core.redaction import redact
from open315.core.workers import worker_name

log = logging.getLogger("open315.periodic")

BEGUN_WITHIN = timedelta(seconds=60)
"""How long a job may lie in the queue before it is handed over again."""
CLOCKS_DIFFER = timedelta(minutes=1)


def start_due(at: datetime) -> list[str]:
    """Lease every job that is due and hand it to the queue; returns their names. Of several workers one gets each lease."""
    known = jobs()
    _register_new(at, list(known))
    rows = PeriodicJob.objects.filter(name__in=list(known)).filter(_free(at))
    due = [row.name for row in rows if _is_due(row, known[row.name], at)]
    return [name for name in due if _hand_over(name, at)]


def _hand_over(name: str, at: datetime) -> bool:
    """A short lease, within which a worker begins; what the queue refuses or loses comes back when it is over."""
    handed = PeriodicJob.objects.filter(_free(at), pk=name).update(leased_until=at + BEGUN_WITHIN, holder="")
    if not handed:
        return False
    try:
        _enqueue(name)
    except Exception:
        PeriodicJob.objects.filter(pk=name, holder="").update(leased_until=None)
        raise
    return True


def _enqueue(name: str) -> None:
    run_job.enqueue(name)


def _free(at: datetime) -> Q:
    """Held by nobody; a lease that reaches further than any was written by a clock that ran ahead, and by somebody who is gone."""
    return Q(leased_until=None) | Q(leased_until__lt=at) | Q(leased_until__gt=at + _longest_lease())


def _is_due(row: PeriodicJob, job: Job, at: datetime) -> bool:
    return row.next_at <= at or row.next_at > at + job.every + CLOCKS_DIFFER


def _longest_lease() -> timedelta:
    return max((job.lease for job in jobs().values()), default=BEGUN_WITHIN) + CLOCKS_DIFFER


def _register_new(at: datetime, names: list[str]) -> None:
    known = set(PeriodicJob.objects.values_list("name", flat=True))
    fresh = [PeriodicJob(name=name, next_at=at) for name in names if name not in known]
    if fresh:
        PeriodicJob.objects.bulk_create(fresh, ignore_conflicts=True)


def release_leases() -> None:
    """Give back every lease; only for the one worker of an install, before it begins."""
    PeriodicJob.objects.filter(leased_until__isnull=False).update(leased_until=None, holder="")


def release_of(holder: str) -> int:
    """Give back what this worker holds: when it leaves, or when its name comes back and it cannot know what it held."""
    return PeriodicJob.objects.filter(holder=holder).update(leased_until=None, holder="")


def release_all_but(alive: Collection[str]) -> int:
    """Give back what workers hold that are not alive: a lease ends with its holder."""
    held = PeriodicJob.objects.exclude(holder="").exclude(holder__in=alive)
    return held.update(leased_until=None, holder="")


@task()
def run_job(name: str) -> None:
    """Run one job that was handed over, and note when it is due again. A second copy in the queue finds it held or done."""
    job = jobs()[name]
    began = timezone.now()
    if not _begin(job, began):
        return
    error = ""
    try:
        job.work(began)
    except Exception as problem:
        error = redact(f"{type(problem).__name__}: {problem}").text[:500]
        log.exception("periodic job failed", extra={"fields": {"job": name}})
    finished = timezone.now()
    PeriodicJob.objects.filter(pk=name).update(
        next_at=max(began + job.every, finished),
        leased_until=None,
        holder="",
        last_finished_at=finished,
        last_error=error,
    )


def _begin(job: Job, at: datetime) -> bool:
    row = PeriodicJob.objects.filter(pk=job.name, holder="").first()
    if row is None or not _is_due(row, job, at):
        return False
    mine = PeriodicJob.objects.filter(pk=job.name, holder="", next_at=row.next_at)
    return bool(mine.update(holder=worker_name(), leased_until=at + job.lease))
