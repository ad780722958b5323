"""The forms of a summary, and where the worker keeps them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from open315.core.documents import docx, html, pdf
from open315.core.exports import kept
from open315.summaries.models import SummaryRun

FORMS: Mapping[str, Callable[[Any], str | bytes]] = {"html": html.render, "docx": docx.render, "pdf": pdf.render}


def name_of(run: SummaryRun, form: str, attempt: int | None = None) -> str:
    """The file of a form among the kept ones; of an earlier try, if `attempt` says so."""
    return f"summaries/{run.pk}-{attempt or run.attempts}.{form}"


def path_of(run: SummaryRun, form: str) -> Path:
    """Where that file lies."""
    return kept.path_of(name_of(run, form))


def are_there(run: SummaryRun) -> bool:
    """Whether its files are on the disk: a restored backup has rows but no such files."""
    return all(path_of(run, form).is_file() for form in FORMS)


def drop(run: SummaryRun) -> None:
    """Delete the files of every try."""
    for attempt in range(1, run.attempts + 1):
        for form in FORMS:
            kept.drop(name_of(run, form, attempt))
