"""How far a job is, made ready for `ui/components/job.html`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from open315.core import streams
from open315.core.access import Actor
from open315.core.jobs import queries
from open315.core.jobs.kinds import STATE_WORDS, JobKind, kind_of, kinds
from open315.core.jobs.models import Job, JobState

TONES = {
    JobState.WAITING: "info",
    JobState.RUNNING: "info",
    JobState.DONE: "good",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "neutral",
}


@dataclass(frozen=True, slots=True)
class JobProgress:
    """A job for a page: its state in words, its stages as steps, and where to listen for the next change."""

    state: str
    label: Any
    tone: str
    steps: list[dict[str, Any]]
    done: int
    total: int
    error: str
    at_work: bool
    is_stopping: bool
    """A person has asked for its end, and the worker finishes the piece it is at."""
    live: str


def progress_of(job: Job) -> JobProgress:
    """How far `job` is."""
    kind = kind_of(job)
    return JobProgress(
        state=job.state,
        label=kind.states[job.state],
        tone=TONES[JobState(job.state)],
        steps=_steps(kind, job),
        done=job.done,
        total=job.total,
        error=job.error,
        at_work=job.at_work,
        is_stopping=job.at_work and job.cancel_asked_at is not None,
        live=streams.live_url(job.topic) if job.at_work else "",
    )


@dataclass(frozen=True, slots=True)
class StoppedJob:
    """Work that an internal error stopped, for the page of those who look after it."""

    number: int
    label: Any
    state: Any
    tone: str
    attempts: int
    error: str
    again_at: datetime | None
    """When it is tried again; None when nobody tries it any more."""


def stopped_jobs(actor: Actor, at: datetime) -> list[StoppedJob]:
    """What an internal error stopped, newest first; nothing for those who do not look after it."""
    return [_stopped(job, kinds().get(job.kind)) for job in queries.troubled(actor, at)]


def _stopped(job: Job, kind: JobKind | None) -> StoppedJob:
    return StoppedJob(
        number=job.pk,
        label=kind.label if kind else job.kind,
        state=STATE_WORDS[job.state],
        tone=TONES[JobState(job.state)],
        attempts=job.attempts,
        error=job.last_error,
        again_at=job.not_before if job.at_work else None,
    )


def _steps(kind: JobKind, job: Job) -> list[dict[str, Any]]:
    if job.state != JobState.RUNNING:
        return []
    stages = list(kind.stages)
    at = stages.index(job.stage) if job.stage in stages else 0
    return [
        {"label": kind.stages[stage], "state": "done" if place < at else "current" if place == at else "todo"}
        for place, stage in enumerate(stages)
    ]
