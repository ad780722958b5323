"""How an import stands, in words and in a tone: what it brought counts, not that it came to an end."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from open315.core.jobs import JobState
from open315.core.jobs.showing import JobProgress, progress_of
from open315.intake.models import SheetImport


def state_words(sheet: SheetImport) -> dict[str, Any]:
    """The state as a badge."""
    progress = progress_of_import(sheet)
    if progress is None:
        return {"label": pgettext("import", "Not started"), "tone": "neutral"}
    return {"label": progress.label, "tone": progress.tone}


def progress_of_import(sheet: SheetImport) -> JobProgress | None:
    """How far it is: its withdrawal once there is one; None before it was started."""
    if sheet.withdrawal is not None:
        progress = progress_of(sheet.withdrawal)
        return replace(progress, tone="neutral") if sheet.withdrawal.state == JobState.DONE else progress
    if sheet.job is None:
        return None
    progress = progress_of(sheet.job)
    if sheet.job.state != JobState.DONE:
        return progress
    label, tone = _outcome(sheet)
    return replace(progress, label=label, tone=tone)


def _outcome(sheet: SheetImport) -> tuple[str, str]:
    told = {"wrong": sheet.rows_wrong}
    if sheet.rows_wrong and not sheet.rows_new:
        words = ngettext(
            "Done: nothing new, %(wrong)d row wrong", "Done: nothing new, %(wrong)d rows wrong", sheet.rows_wrong
        )
        return words % told, "bad"
    if sheet.rows_wrong:
        words = ngettext("Done, but %(wrong)d row wrong", "Done, but %(wrong)d rows wrong", sheet.rows_wrong)
        return words % told, "warn"
    if not sheet.rows_new:
        return _("Done: nothing new"), "neutral"
    return pgettext("import", "Done"), "good"
