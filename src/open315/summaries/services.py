"""Asking the worker for a summary, and dropping old ones. The writing itself is in `writing`."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from open315.campaigns.queries import get_campaign
from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import NotAllowed
from open315.core.outbox import declare_events, emit
from open315.summaries import files
from open315.summaries.models import SummaryRun

REQUESTED = "summaries.requested"
declare_events(REQUESTED)
KEPT = timedelta(days=7)


def request_summary(campaign_id: int, *, language: str, base_url: str, actor: Actor, at: datetime) -> SummaryRun:
    """Hand the summary to the worker. While one is at work for the same readers, that one is the answer: a second click starts none."""
    campaign = get_campaign(actor, campaign_id)
    if actor.account_id is None or not actor.may("cases:read"):
        raise NotAllowed(_("Your role does not include reading the cases a summary is counted from."))
    same = {"campaign_id": campaign.pk, "council_id": actor.organisation_id, "language": language}
    try:
        with transaction.atomic():
            run = SummaryRun.objects.create(**same, account_id=actor.account_id, base_url=base_url, created_at=at)
            audit.record(REQUESTED, actor=actor, at=at, obj=("campaign", campaign.pk), data={"language": language})
            emit(REQUESTED, {"run": run.pk}, at=at)
    except IntegrityError:
        return SummaryRun.objects.filter(**same).latest("id")
    return run


def sweep(at: datetime) -> int:
    """Forget summaries after a week, with their files, and those that never ended. Returns how many."""
    old = list(SummaryRun.objects.filter(created_at__lt=at - KEPT).order_by("id")[:1000])
    for run in old:
        files.drop(run)
    return SummaryRun.objects.filter(pk__in=[run.pk for run in old]).delete()[0]
