"""What the worker does for a text whose figures are too many to be counted while somebody waits: count them all, and send it where that was asked for.

An attempt that was cut off is begun anew. What was worded meanwhile stays; a text that was sent or signed meanwhile is left as it is.
"""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, asker_of, declare_job
from open315.core.jobs.kinds import STATE_WORDS
from open315.summaries.models import Text, TextCount
from open315.summaries.text.counting import Counted, count, may_count
from open315.summaries.types import State

KEPT = timedelta(days=7)
FIGURES, KEEPING = "figures", "keeping"


def work(held: Held) -> None:
    """Count one text."""
    run = TextCount.objects.select_related("text__campaign", "text__council").get(job=held.job)
    actor, at = _actor(run, held.job), clock.now()
    held.tell(stage=FIGURES)
    now = count(run.text, actor, at, hear=lambda done, total: held.tell(done=done, total=total + 1))
    held.tell(stage=KEEPING)
    with held.finishing():
        _keep(run.text_id, now)


def _actor(run: TextCount, job: Job) -> Actor:
    """Whoever asked, with the rights of today."""
    actor = asker_of(job)
    if not may_count(run.text, actor):
        raise NotAllowed(_("Whoever asked does not read all chapters of this text any more. Ask for it anew."))
    return actor


def _keep(text_id: int, now: Counted) -> None:
    """What was counted, where the text is still a draft. Marks that it got meanwhile keep what they came to then."""
    text = Text.objects.select_for_update().get(pk=text_id)
    if text.state != State.DRAFT:
        raise Conflict(_("The text was sent for review meanwhile: its figures are those that were sent."))
    data = now.kept()
    data["figures"] = {**text.counted["figures"], **data["figures"]}
    data["blocks"] = {**text.counted["blocks"], **data["blocks"]} if _has_grown(text, now) else data["blocks"]
    text.counted = data
    text.save(update_fields=["counted"])


def _has_grown(text: Text, now: Counted) -> bool:
    return len(text.marks) > len(now.figures)


def _year(job: Job) -> dict[str, Any]:
    return {"year": TextCount.objects.select_related("text__campaign").get(job=job).text.campaign.year}


def _page(job: Job) -> str:
    return reverse("summaries:text", args=[TextCount.objects.get(job=job).text_id])


COUNT = declare_job(
    JobKind(
        name="summaries.text_count",
        label=gettext_lazy("Figures of the text of a summary"),
        permission="summaries:write",
        work=work,
        page=_page,
        stages={FIGURES: gettext_lazy("Count the figures"), KEEPING: gettext_lazy("Fill them in")},
        states={
            **STATE_WORDS,
            JobState.WAITING: gettext_lazy("The count waits for the worker."),
            JobState.RUNNING: gettext_lazy("The figures are being counted."),
        },
        notices={JobState.DONE: "summaries.counted", JobState.FAILED: "summaries.not_counted"},
        notice_data=_year,
        seen_by=SeenBy.ACTING_BODY,
        kept=KEPT,
        can_be_cancelled=True,
    )
)
