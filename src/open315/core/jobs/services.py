"""Asking for a job, cancelling it, letting it go on; and dropping old ones. The work itself is begun by the worker."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from open315.core import streams
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed
from open315.core.jobs import files, queries
from open315.core.jobs.kinds import JobKind, kind_of, kinds, tell_hearers
from open315.core.jobs.models import Job, JobState

RESUMABLE = (JobState.FAILED, JobState.CANCELLED)
SWEPT_AT_ONCE = 1000


def ask(
    kind: JobKind,
    *,
    actor: Actor,
    at: datetime,
    organisation_id: int | None = None,
    once: str = "",
    language: str | None = None,
) -> Job:
    """Hand a job to the worker, in the caller's transaction. Conflict while one with the same `once` is at work."""
    if not actor.may(kind.permission):
        raise NotAllowed(_("Your role does not include this work."))
    job = Job(
        kind=kind.name,
        account_id=actor.account_id,
        organisation_id=organisation_id,
        once=once,
        language=get_language() or "" if language is None else language,
        created_at=at,
    )
    _save_alone(job)
    return job


def _save_alone(job: Job) -> None:
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        raise Conflict(_("This is being done already. Wait for it, or look again later.")) from None


def resume(job_id: int, *, actor: Actor) -> Job:
    """Let a job that failed or was cancelled go on where it stopped, with the rights and in the language of who says so.

    In the caller's transaction. Conflict if it is at work or done.
    """
    with transaction.atomic():
        job = _locked(job_id, actor)
        if job.state not in RESUMABLE:
            raise Conflict(_("This work is running or done."))
        job.state, job.error, job.last_error, job.attempts = JobState.WAITING, "", "", 0
        job.finished_at = job.not_before = job.cancel_asked_at = None
        job.account_id, job.language = actor.account_id, get_language() or ""
        _save_alone(job)
    return job


def cancel(job_id: int, *, actor: Actor, at: datetime) -> Job:
    """Ask the worker to stop after the piece it is at; one that nobody has begun ends at once. What was committed stays.

    The caller's verb leaves the trail.
    NotFound for another body's, NotAllowed where the kind cannot be cancelled, Conflict when it has ended.
    """
    with transaction.atomic():
        job = _locked(job_id, actor)
        if not kind_of(job).can_be_cancelled:
            raise NotAllowed(_("This work cannot be cancelled."))
        if not job.at_work:
            raise Conflict(_("This work has ended."))
        if job.state == JobState.WAITING and not job.done:
            _end_unbegun(job, at)
        else:
            job.cancel_asked_at = at
            job.not_before = None
            job.save(update_fields=["cancel_asked_at", "not_before"])
    return job


def _end_unbegun(job: Job, at: datetime) -> None:
    job.state, job.finished_at = JobState.CANCELLED, at
    job.error = gettext("It was cancelled before anything was done.")
    job.lease_token, job.lease_until = "", None
    job.save()
    _show(job)
    tell_hearers(job)


def _show(job: Job) -> None:
    streams.publish(job.topic, {"state": job.state, "stage": job.stage, "done": job.done, "total": job.total})


def _locked(job_id: int, actor: Actor) -> Job:
    queries.get_job(actor, job_id)
    return Job.objects.select_for_update().get(pk=job_id)


def forget_files(*, since: datetime | None = None, until: datetime | None = None) -> int:
    """Words were erased from rows: whatever files repeat them go, and work on such files begins anew. Returns how many jobs it was.

    In the caller's transaction, or with `since` and `until` after it for what was asked meanwhile. A worker that is at one has read the
    rows as they were: it loses the job, and what it writes is never named. The files go once the transaction is committed.
    """
    of_kinds = [kind.name for kind in kinds().values() if kind.repeats_rows]
    found = Job.objects.filter(kind__in=of_kinds).select_for_update().order_by("id")
    if since is not None and until is not None:
        found = found.filter(created_at__range=(since, until))
    forgotten = list(found)
    for job in forgotten:
        if job.at_work:
            _begin_anew(job)
        transaction.on_commit(partial(files.drop, job))
    return len(forgotten)


def _begin_anew(job: Job) -> None:
    job.state, job.stage, job.done, job.attempts = JobState.WAITING, "", 0, 0
    job.holder, job.lease_token, job.lease_until, job.not_before = "", "", None, None
    job.save()
    _show(job)


def sweep(at: datetime) -> int:
    """Drop jobs whose time is over, with their files, also those that never ended. Returns how many."""
    return sum(_sweep(kind, at - kind.kept) for kind in kinds().values() if kind.kept is not None)


def _sweep(kind: JobKind, before: datetime) -> int:
    old = list(Job.objects.filter(kind=kind.name, created_at__lt=before).order_by("id")[:SWEPT_AT_ONCE])
    for job in old:
        files.drop(job)
    Job.objects.filter(pk__in=[job.pk for job in old]).delete()
    return len(old)
