"""Jobs in the worker: begun when there is room, found again if their worker died, dropped when their time is over."""

from datetime import datetime

from django_tasks import task

from open315.core.jobs import leases, services
from open315.core.jobs.resealing import reseal_job_files
from open315.core.jobs.running import run
from open315.core.periodic import periodic


@task()
def run_job(job_id: int, token: str) -> None:
    """Do one job that was handed over, or what is left of it."""
    run(job_id, token)


def start_waiting(at: datetime) -> list[int]:
    """Hand over as many waiting jobs as there is room for; returns them. An idle worker pays one read."""
    free = leases.waiting(at)
    if not free:
        return []
    started = []
    for job_id in free[: max(leases.room(at), 0)]:
        if token := leases.hand_over(job_id, at):
            _hand_over(job_id, token)
            started.append(job_id)
    return started


def _hand_over(job_id: int, token: str) -> None:
    try:
        _enqueue(job_id, token)
    except Exception:
        leases.take_back(job_id, token)
        raise


def _enqueue(job_id: int, token: str) -> None:
    run_job.enqueue(job_id, token)


@periodic(minutes=60)
def sweep_jobs(at: datetime) -> int:
    """Drop jobs and their files after the time their kind says."""
    return services.sweep(at)


@periodic(minutes=24 * 60)
def seal_job_files(at: datetime) -> int:
    """Seal what an earlier version left in clear."""
    return sum(reseal_job_files())
