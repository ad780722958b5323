"""Reads of summaries the worker wrote, or is writing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

from open315.campaigns.overview import spans_of
from open315.core.access import Actor
from open315.core.jobs import JobState
from open315.figures.chapters import keys_for, scans_of
from open315.figures.queries import more_than
from open315.summaries import files
from open315.summaries.models import SummaryRun
from open315.summaries.scopes import scope_for
from open315.summaries.types import WRITING

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of a summary: the one at work, the latest that was written, and the latest try if that one failed."""

    at_work: SummaryRun | None
    written: SummaryRun | None
    failed: SummaryRun | None


def is_large(campaign: "Campaign", actor: Actor, about_id: int | None = None) -> bool:
    """Whether the summary reads too many rows, of this period and the year before, to be written while somebody waits."""
    scans = scans_of(spans_of(campaign), scope_for(campaign, about_id), actor)
    return more_than(settings.SUMMARY_AT_ONCE, scans, actor)


def visible_to(actor: Actor) -> QuerySet[SummaryRun]:
    """The runs of the actor's council with the chapters the actor may read: such readers see the same rows, so the same figures."""
    chapters = keys_for(actor)
    if not (actor.may("campaigns:read") and chapters):
        return SummaryRun.objects.none()
    return SummaryRun.objects.filter(council_id=actor.organisation_id, chapters=chapters)


def standing(campaign: "Campaign", language: str, actor: Actor) -> Standing:
    """What there is of the summary of a campaign in a language."""
    asked = visible_to(actor).filter(campaign=campaign, job__language=language, job__kind=WRITING)
    runs = list(asked.select_related("job").prefetch_related("job__files").order_by("-id")[:20])
    latest = runs[0] if runs else None
    return Standing(
        at_work=next((run for run in runs if run.job.at_work), None),
        written=next(
            (run for run in runs if run.job.state == JobState.DONE and len(files.of_run(run)) == len(files.FORMS)), None
        ),
        failed=latest if latest and latest.job.state == JobState.FAILED else None,
    )
