"""Reads of jobs. Whoever has the permission of a kind sees its jobs, of the bodies the kind says."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, ActorKind
from open315.core.errors import NotFound
from open315.core.jobs.kinds import JobKind, SeenBy, kinds
from open315.core.jobs.models import AT_WORK, Job, JobState

SHOWN_FOR = timedelta(days=30)
SHOWN_AT_ONCE = 50


def visible_to(actor: Actor, kind: JobKind | None = None) -> QuerySet[Job]:
    """The jobs `actor` may see, of one kind or of all."""
    if actor.kind == ActorKind.SYSTEM:
        return Job.objects.filter(kind=kind.name) if kind else Job.objects.all()
    seen = Q(pk=None)
    for each in [kind] if kind else kinds().values():
        if actor.may(each.permission):
            seen |= Q(kind=each.name) & _bodies(actor, each)
    return Job.objects.filter(seen)


def troubled(actor: Actor, at: datetime) -> list[Job]:
    """Work an attempt of which stopped at an internal error, newest first: what is tried again, and what failed within a month.

    Whichever body's it is, for those who watch over what happens in the background.
    """
    if not actor.may("system:events"):
        return []
    lately = Q(state=JobState.FAILED, finished_at__gte=at - SHOWN_FOR)
    stopped = Job.objects.exclude(last_error="").filter(Q(state__in=AT_WORK) | lately)
    return list(stopped.order_by("-id")[:SHOWN_AT_ONCE])


def _bodies(actor: Actor, kind: JobKind) -> Q:
    if kind.seen_by is SeenBy.EVERYBODY:
        return Q()
    if kind.seen_by is SeenBy.ASKER:
        return Q(account_id=actor.account_id) if actor.account_id else Q(pk=None)
    if kind.seen_by is SeenBy.ACTING_BODY:
        return Q(organisation_id=actor.organisation_id)
    return Q(organisation_id__in=actor.organisation_ids)


def get_job(actor: Actor, job_id: int) -> Job:
    """One job; NotFound if there is none, or it is another body's."""
    found = visible_to(actor).filter(pk=job_id).first()
    if found is None:
        raise NotFound(_("There is no such work."))
    return found
