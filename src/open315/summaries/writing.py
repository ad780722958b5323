"""What the worker does for a large summary: read the figures, set the tables, write the page, the DOCX and the PDF.

All three forms come from one tree, so they state the figures of one moment. An attempt that was cut off is begun anew.
"""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.campaigns.queries import get_campaign
from open315.core import clock
from open315.core.access import Actor
from open315.core.documents.tree import Document
from open315.core.errors import NotAllowed
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, declare_job
from open315.core.jobs.kinds import STATE_WORDS
from open315.figures.chapters import keys_for
from open315.org import queries as org
from open315.summaries import files
from open315.summaries.documents import campaign_summary, file_name
from open315.summaries.models import SummaryRun
from open315.summaries.types import WRITING

KEPT = timedelta(days=7)
FIGURES, TABLES, DOCUMENT = "figures", "tables", "document"


def write(held: Held) -> None:
    """Do one summary."""
    run = SummaryRun.objects.get(job=held.job)
    held.tell(stage=FIGURES)
    actor, at = _actor(run, held.job), clock.now()
    document = campaign_summary(
        get_campaign(actor, run.campaign_id),
        actor,
        held.job.language,
        base_url=run.base_url,
        at=at,
        when_counted=lambda: held.tell(stage=TABLES),
    )
    held.tell(stage=DOCUMENT)
    _render(held, document)
    with held.finishing():
        SummaryRun.objects.filter(pk=run.pk).update(counted_at=at, chapters=keys_for(actor))


def _actor(run: SummaryRun, job: Job) -> Actor:
    """Whoever asked, with the rights of today."""
    actor = org.actor_of_account(job.account_id, clock.today())
    if actor is None or actor.organisation_id != run.council_id:
        raise NotAllowed(_("Whoever asked for the summary does not work for this council any more. Ask for it anew."))
    return actor


def _render(held: Held, document: Document) -> None:
    for form, render in files.FORMS.items():
        content = render(document)
        named = content if isinstance(content, bytes) else content.encode()
        held.write(form, named, extension=form, name=f"{file_name(document)[:190]}.{form}")


def _year(job: Job) -> dict[str, Any]:
    return {"year": SummaryRun.objects.select_related("campaign").get(job=job).campaign.year}


def _page(job: Job) -> str:
    return reverse("summaries:page", args=[SummaryRun.objects.get(job=job).campaign_id])


SUMMARY = declare_job(
    JobKind(
        name=WRITING,
        label=gettext_lazy("Summary of a campaign"),
        permission="campaigns:read",
        work=write,
        page=_page,
        stages={
            FIGURES: gettext_lazy("Count the figures"),
            TABLES: gettext_lazy("Set tables and charts"),
            DOCUMENT: gettext_lazy("Write page, DOCX and PDF"),
        },
        states={
            **STATE_WORDS,
            JobState.WAITING: gettext_lazy("The summary waits for the worker."),
            JobState.RUNNING: gettext_lazy("The summary is being written."),
        },
        notices={JobState.DONE: "summaries.written", JobState.FAILED: "summaries.failed"},
        notice_data=_year,
        seen_by=SeenBy.ACTING_BODY,
        kept=KEPT,
        repeats_rows=True,
    )
)
