"""What the worker does for a large summary: read the figures, set the tables, write the page, the DOCX and the PDF.

All three forms come from one tree, so they state the figures of one moment. A worker that is killed leaves a run that the
outbox hands over again; the number of the try tells an old worker, should it still live, that it is not its run any more.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from open315.campaigns.queries import get_campaign
from open315.core import clock, streams
from open315.core.access import Actor
from open315.core.documents.tree import Document
from open315.core.errors import NotAllowed, Open315Error, Unavailable
from open315.core.exports import kept
from open315.core.ops.aside import aside
from open315.notify.services import notify_account
from open315.org import queries as org
from open315.summaries import files
from open315.summaries.documents import campaign_summary, file_name
from open315.summaries.models import SummaryRun

log = logging.getLogger("open315.summaries")

MAX_ATTEMPTS = 3
State, Stage = SummaryRun.State, SummaryRun.Stage


class Overtaken(Exception):
    """Another worker has begun the run anew."""


def topic_of(run: SummaryRun) -> str:
    """Where the run says how far it is."""
    return f"summary-{run.pk}"


def write(run_id: int) -> None:
    """Do one run. An unforeseen error is raised, so that the outbox tries again, until the tries are used up."""
    run = _take(run_id)
    if run is None:
        return
    with translation.override(run.language):
        try:
            _try(run)
        except Overtaken:
            log.warning("summary taken over", extra={"fields": {"run": run.pk}})


def _try(run: SummaryRun) -> None:
    try:
        if run.attempts > MAX_ATTEMPTS:
            raise Unavailable(_("The worker was stopped each time it wrote this summary."))
        _write(run)
    except Open315Error as error:
        _fail(run, str(error.message))
    except Overtaken:
        raise
    except Exception:
        if run.attempts < MAX_ATTEMPTS:
            raise
        log.exception("summary not written", extra={"fields": {"run": run.pk}})
        _fail(run, _("Writing stopped at an internal error. The administrator finds it in the log."))


def _take(run_id: int) -> SummaryRun | None:
    mine = SummaryRun.objects.filter(pk=run_id, finished_at=None)
    if not mine.update(state=State.RUNNING, stage=Stage.FIGURES, attempts=F("attempts") + 1):
        return None
    return SummaryRun.objects.select_related("campaign", "account").get(pk=run_id)


def _write(run: SummaryRun) -> None:
    _publish(run)
    actor, at = _actor(run), clock.now()
    document = campaign_summary(
        get_campaign(actor, run.campaign_id),
        actor,
        run.language,
        base_url=run.base_url,
        at=at,
        when_counted=lambda: _reach(run, Stage.TABLES),
    )
    _reach(run, Stage.DOCUMENT)
    _render(run, document)
    _end(run, State.DONE, "summaries.written", counted_at=at, file_name=file_name(document)[:200])


def _actor(run: SummaryRun) -> Actor:
    actor = org.actor_for(run.account, clock.today())
    if actor.organisation_id != run.council_id:
        raise NotAllowed(_("Whoever asked for the summary does not work for this council any more. Ask for it anew."))
    return actor


def _render(run: SummaryRun, document: Document) -> None:
    for form, render in files.FORMS.items():
        content = render(document)
        kept.keep(files.name_of(run, form), content if isinstance(content, bytes) else content.encode())


def _reach(run: SummaryRun, stage: str) -> None:
    """Note and show the next stage."""
    run.stage = stage
    aside(_keep, run, {"stage": stage})


def _keep(run: SummaryRun, changed: dict[str, Any]) -> None:
    with transaction.atomic():
        if not SummaryRun.objects.filter(pk=run.pk, attempts=run.attempts, finished_at=None).update(**changed):
            raise Overtaken
        _publish(run)


def _publish(run: SummaryRun) -> None:
    streams.publish(topic_of(run), {"state": run.state, "stage": run.stage})


def _end(run: SummaryRun, state: str, notice: str, **changed: Any) -> None:
    at: datetime = clock.now()
    run.state = state
    with transaction.atomic():
        _keep(run, {"state": state, "finished_at": at, **changed})
        url = reverse("summaries:page", args=[run.campaign_id])
        notify_account(run.account_id, template=notice, data={"year": run.campaign.year}, url=url, at=at)


def _fail(run: SummaryRun, why: str) -> None:
    _end(run, State.FAILED, "summaries.failed", error=why[:300])
