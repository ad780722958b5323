"""Asking the worker for a summary. The writing itself is in `writing`."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.campaigns.queries import get_campaign
from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed
from open315.core.jobs import ask
from open315.figures.chapters import keys_for
from open315.summaries.models import SummaryRun
from open315.summaries.writing import SUMMARY

REQUESTED = "summaries.requested"


def request_summary(campaign_id: int, *, language: str, base_url: str, actor: Actor, at: datetime) -> SummaryRun:
    """Hand the summary to the worker. While one is at work for the same readers, that one is the answer: a second click starts none."""
    campaign, council, chapters = get_campaign(actor, campaign_id), actor.organisation_id, keys_for(actor)
    if actor.account_id is None or council is None or not chapters:
        raise NotAllowed(_("Your role does not include reading what a summary is counted from."))
    once = f"{campaign.pk} {council} {language} {sha256(chapters.encode()).hexdigest()[:16]}"
    try:
        with transaction.atomic():
            job = ask(SUMMARY, actor=actor, at=at, organisation_id=council, once=once, language=language)
            run = SummaryRun.objects.create(
                job=job, campaign=campaign, council_id=council, chapters=chapters, base_url=base_url
            )
            audit.record(REQUESTED, actor=actor, at=at, obj=("campaign", campaign.pk), data={"language": language})
    except Conflict:
        return SummaryRun.objects.filter(job__once=once).latest("id")
    return run
