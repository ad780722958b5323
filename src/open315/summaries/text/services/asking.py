"""Let the worker begin a text, or count and send one, where that takes longer than anybody should wait for an answer.

The worker counts outside of every transaction and then calls the verb itself: what it leaves is what the verb leaves at once.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.campaigns.queries import get_campaign
from open315.core import audit, clock
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, ask, asker_of, declare_job
from open315.core.jobs.kinds import STATE_WORDS
from open315.core.verbs import SAME, Verb
from open315.core.verbs.step import step
from open315.figures.chapters import keys_for
from open315.summaries.models import SummaryRun, Text, TextCount
from open315.summaries.text import rules
from open315.summaries.text.counting import count, may_count
from open315.summaries.text.services.beginning import begin_text, drafted, require_none
from open315.summaries.text.services.handing_over import hand_over
from open315.summaries.text.services.locking import DRAFT, OWN_PAGE, TEXT, WRITERS, locked_text
from open315.summaries.text.services.reviewing import require_complete, send_for_review
from open315.summaries.types import BEGINNING, SENDING

KEPT = timedelta(days=7)
FIGURES, WORDS = "figures", "words"
ASKED = "summaries.text_asked"
WORDED = gettext_lazy("Somebody worded the text while its figures were counted. Read it, then send it again.")


def request_text(campaign_id: int, *, language: str, base_url: str, actor: Actor, at: datetime) -> SummaryRun:
    """Let the worker begin a text. Conflict if there is one; while one is being begun, that one is the answer: a second click starts none."""
    campaign = get_campaign(actor, campaign_id)
    council = require_none(campaign, language, actor)
    once = f"text {campaign.pk} {council} {sorted(rules.same_text(language))[0]}"
    try:
        with transaction.atomic():
            job = ask(BEGIN, actor=actor, at=at, organisation_id=council, once=once, language=language)
            run = SummaryRun.objects.create(
                job=job, campaign=campaign, council_id=council, chapters=keys_for(actor), base_url=base_url
            )
            audit.record(ASKED, actor=actor, at=at, obj=("campaign", campaign.pk), data={"language": language})
    except Conflict:
        return SummaryRun.objects.filter(job__once=once).latest("id")
    return run


def begin(held: Held) -> None:
    """Count, then begin the text with what was counted."""
    run = SummaryRun.objects.select_related("campaign").get(job=held.job)
    actor, at = asker_of(held.job), clock.now()
    held.tell(stage=FIGURES)
    given: dict[str, Any] = {"language": held.job.language, "base_url": run.base_url, "actor": actor, "at": at}
    draft = drafted(run.campaign, **given, hear=lambda done, total: held.tell(done=done, total=total + 1))
    held.tell(stage=WORDS)
    with held.finishing():
        begin_text(run.campaign_id, **given, draft=draft)
        SummaryRun.objects.filter(pk=run.pk).update(counted_at=at)


ASK_TO_SEND: Verb[Text] = Verb(
    "ask_to_send_text",
    TEXT,
    event="summaries.sending_asked",
    permission="summaries:write",
    who=WRITERS,
    before={DRAFT},
    to=SAME,
    reads=True,
    face=OWN_PAGE,
)


@ASK_TO_SEND
def request_review(text_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> TextCount:
    """Let the worker count the text and send it. InvalidInput while a paragraph is empty, Conflict while it is being counted."""
    with step(ASK_TO_SEND, text_id, actor=actor, at=at, version=version) as done:
        require_complete(done.row)
        return hand_over(SEND, done.row, actor, at)


def send(held: Held) -> None:
    """Count, then send what was counted, unless somebody worded it meanwhile: what is sent is what was looked at."""
    run = TextCount.objects.select_related("text__campaign", "text__council").get(job=held.job)
    actor, at = asker_of(held.job), clock.now()
    if not may_count(run.text, actor):
        raise NotAllowed(_("Whoever asked does not read all chapters of this text any more. Ask for it anew."))
    before = _stands(run.text)
    held.tell(stage=FIGURES)
    now = count(run.text, actor, at, hear=lambda done, total: held.tell(done=done, total=total + 1))
    held.tell(stage=WORDS)
    with held.finishing():
        if _stands(locked_text(actor, run.text_id)) != before:
            raise Conflict(WORDED)
        send_for_review(run.text_id, actor=actor, at=at, now=now)


def _stands(text: Text) -> list[tuple[Any, ...]]:
    return list(text.passages.order_by("pk").values_list("pk", "place", "version", "words"))


def _year_of_run(job: Job) -> dict[str, Any]:
    return {"year": SummaryRun.objects.select_related("campaign").get(job=job).campaign.year}


def _year_of_text(job: Job) -> dict[str, Any]:
    return {"year": TextCount.objects.select_related("text__campaign").get(job=job).text.campaign.year}


BEGIN = declare_job(
    JobKind(
        name=BEGINNING,
        label=gettext_lazy("Text of a summary"),
        permission="summaries:write",
        work=begin,
        page=lambda job: reverse("summaries:texts", args=[SummaryRun.objects.get(job=job).campaign_id]),
        stages={FIGURES: gettext_lazy("Count the figures"), WORDS: gettext_lazy("Write the first words")},
        states={
            **STATE_WORDS,
            JobState.WAITING: gettext_lazy("The text waits for the worker."),
            JobState.RUNNING: gettext_lazy("The text is being begun."),
        },
        notices={JobState.DONE: "summaries.begun", JobState.FAILED: "summaries.not_begun"},
        notice_data=_year_of_run,
        seen_by=SeenBy.ACTING_BODY,
        kept=KEPT,
    )
)
SEND = declare_job(
    JobKind(
        name=SENDING,
        label=gettext_lazy("Sending the text of a summary"),
        permission="summaries:write",
        work=send,
        page=lambda job: reverse("summaries:text", args=[TextCount.objects.get(job=job).text_id]),
        stages={FIGURES: gettext_lazy("Count the figures"), WORDS: gettext_lazy("Check the sentences and send it")},
        states={
            **STATE_WORDS,
            JobState.WAITING: gettext_lazy("The text waits for the worker to be sent."),
            JobState.RUNNING: gettext_lazy("The figures are being counted; then the text is sent."),
        },
        notices={JobState.DONE: "summaries.sent", JobState.FAILED: "summaries.not_sent"},
        notice_data=_year_of_text,
        seen_by=SeenBy.ACTING_BODY,
        kept=KEPT,
        can_be_cancelled=True,
    )
)
