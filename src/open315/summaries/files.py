"""The forms of a summary, and what the worker left of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse

from open315.core.documents import docx, html, pdf
from open315.core.documents.tree import Document
from open315.core.exports.responses import document_response
from open315.core.jobs import JobFile, files
from open315.summaries.documents import file_name
from open315.summaries.models import SummaryRun

FORMS: Mapping[str, Callable[[Any], str | bytes]] = {"html": html.render, "docx": docx.render, "pdf": pdf.render}


def of_run(run: SummaryRun) -> dict[str, JobFile]:
    """Its files by form, those that are on the disk: a restored backup has rows but no such files."""
    named = {file.key: file for file in run.job.files.all()}
    return {form: named[form] for form in FORMS if form in named and files.is_there(named[form])}


def file_answer(document: Document, form: str, content: bytes | None = None) -> HttpResponse:
    """A document as a file to keep, drawn now unless its content is given."""
    drawn = FORMS[form](document) if content is None else content
    return document_response(drawn, file_name(document), form)
