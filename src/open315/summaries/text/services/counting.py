"""Ask the worker to count a text anew, and let it stop."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core import jobs
from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.verbs import SAME, Verb
from open315.core.verbs.step import step
from open315.summaries.models import Text, TextCount
from open315.summaries.text.services.handing_over import hand_over
from open315.summaries.text.services.locking import DRAFT, OWN_PAGE, TEXT, WRITERS
from open315.summaries.text.work import COUNT

NOT_COUNTING = _("The figures are not being counted now.")

RECOUNT: Verb[Text] = Verb(
    "count_text_anew",
    TEXT,
    event="summaries.text_counted",
    permission="summaries:write",
    who=WRITERS,
    before={DRAFT},
    to=SAME,
    reads=True,
    face=OWN_PAGE,
)


@RECOUNT
def count_anew(text_id: int, *, actor: Actor, at: datetime) -> TextCount:
    """Hand every figure of the text to the worker, where its page does not count them by itself. Conflict while that is being done."""
    with step(RECOUNT, text_id, actor=actor, at=at) as done:
        return hand_over(COUNT, done.row, actor, at)


CANCEL: Verb[Text] = Verb(
    "cancel_text_count",
    TEXT,
    event="summaries.count_cancelled",
    permission="summaries:write",
    who=WRITERS,
    before={DRAFT},
    to=SAME,
    reads=True,
    face=OWN_PAGE,
)


@CANCEL
def cancel_count(text_id: int, *, actor: Actor, at: datetime) -> Text:
    """Let the worker stop after the chapter it is at; the figures stay as they were. Conflict if they are not being counted."""
    with step(CANCEL, text_id, actor=actor, at=at) as done:
        run = TextCount.objects.filter(text=done.row).select_related("job").order_by("-pk").first()
        if run is None or not run.job.at_work:
            raise Conflict(NOT_COUNTING)
        if run.job.cancel_asked_at is not None:
            done.leave()
        jobs.cancel(run.job_id, actor=actor, at=at)
        return done.row
