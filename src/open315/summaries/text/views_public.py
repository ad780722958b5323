"""The public pages: the summaries that councils published, one of them, what stands behind a figure. No account is asked for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from open315.core.access import public
from open315.core.documents import html
from open315.core.errors import NotFound
from open315.summaries.files import TYPES, file_answer
from open315.summaries.models import Edition
from open315.summaries.text import queries
from open315.summaries.text.publication import document_for_all, figure_of

SHOWN = 200


def _edition(pk: int) -> Edition:
    try:
        return queries.get_published(pk)
    except NotFound as error:
        raise Http404 from error


@public
def summaries(request: HttpRequest) -> HttpResponse:
    """What councils published, the newest first."""
    return render(request, "summaries/portal/list.html", {"editions": queries.published()[:SHOWN]})


@public
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them to read."""
    edition = _edition(pk)
    later = queries.published().filter(text_id=edition.text_id, number__gt=edition.number).first()
    body = html.render(document_for_all(edition))
    return render(request, "summaries/portal/summary.html", {"edition": edition, "later": later, "body": body})


@public
def summary_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The same as DOCX or PDF."""
    if form not in TYPES:
        raise Http404
    return file_answer(document_for_all(_edition(pk)), form)


@public
def figure(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """What a figure counts, over which days and where, and what it is made of."""
    edition = _edition(pk)
    document = document_for_all(edition)
    found = figure_of(document, mark)
    if found is None:
        raise Http404
    context: dict[str, Any] = {"edition": edition, "document": document, "figure": found}
    return render(request, "summaries/portal/figure.html", context)
