"""What the page of a large summary shows, made ready for the templates."""

from typing import Any

from django.utils.translation import gettext as _

from open315.core import streams
from open315.summaries.models import SummaryRun
from open315.summaries.writing import topic_of


def progress(run: SummaryRun | None) -> dict[str, Any]:
    """How far the worker is: the three stages, and where to listen for the next one. Nothing when none is at work."""
    if run is None:
        return {"steps": [], "live": "", "waits": False}
    return {
        "steps": _steps(run),
        "live": streams.live_url(topic_of(run)),
        "waits": run.state == SummaryRun.State.WAITING,
    }


def _steps(run: SummaryRun) -> list[dict[str, str]]:
    labels = {
        SummaryRun.Stage.FIGURES: _("Count the figures"),
        SummaryRun.Stage.TABLES: _("Set tables and charts"),
        SummaryRun.Stage.DOCUMENT: _("Write page, DOCX and PDF"),
    }
    stages = list(labels)
    at = stages.index(SummaryRun.Stage(run.stage)) if run.stage else -1
    return [
        {"label": labels[stage], "state": "done" if place < at else "current" if place == at else "todo"}
        for place, stage in enumerate(stages)
    ]
