"""Handing a text to the worker: to be counted anew, or to be counted and sent. One at a time."""

from datetime import datetime

from open315.core import jobs
from open315.core.access import Actor
from open315.core.errors import NotAllowed
from open315.summaries.models import Text, TextCount
from open315.summaries.text.counting import may_count
from open315.summaries.text.services.editing import NO_CHAPTERS


def hand_over(kind: jobs.JobKind, text: Text, actor: Actor, at: datetime) -> TextCount:
    """Let the worker do this with the text. NotAllowed for who does not read all its chapters, Conflict while one is at work on it."""
    if not may_count(text, actor):
        raise NotAllowed(NO_CHAPTERS)
    job = jobs.ask(
        kind,
        actor=actor,
        at=at,
        organisation_id=text.council_id,
        once=f"summary text {text.pk}",
        language=text.language,
    )
    return TextCount.objects.create(job=job, text=text)
