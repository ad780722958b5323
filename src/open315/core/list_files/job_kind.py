"""The kind of job that writes a list."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, declare_job
from open315.core.jobs.kinds import STATE_WORDS

KEPT = timedelta(days=3)
_WRITERS: list[Any] = []


def writes(work: Any) -> Any:
    """The function that does the work; it stands above this module, since it asks what is to be written."""
    _WRITERS[:] = [work]
    return work


def _write(held: Held) -> None:
    _WRITERS[0](held)


def _page(job: Job) -> str:
    return reverse("list_files:show", args=[job.pk])


LIST_FILE = declare_job(
    JobKind(
        name="lists.file",
        label=_("List as a file"),
        permission="console:open",
        work=_write,
        page=_page,
        states={
            **STATE_WORDS,
            JobState.WAITING: _("The list waits for the worker."),
            JobState.RUNNING: _("The list is being written."),
            JobState.DONE: _("The list is written."),
        },
        notices={JobState.DONE: "lists.written", JobState.FAILED: "lists.failed"},
        seen_by=SeenBy.ASKER,
        kept=KEPT,
        can_be_cancelled=True,
        repeats_rows=True,
    )
)
