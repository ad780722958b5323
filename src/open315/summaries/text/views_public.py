"""The public pages: the summaries that councils published, one of them, what stands behind a figure. No account is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from open315.core import clock, throttle
from open315.core.access import public
from open315.core.documents import html
from open315.core.documents.scripts import named_script, other_script
from open315.core.documents.tree import Document
from open315.core.errors import NotFound
from open315.core.exports.responses import DOCUMENTS
from open315.core.ui.templatetags.ui import named
from open315.summaries.files import file_answer
from open315.summaries.models import Edition
from open315.summaries.text import queries
from open315.summaries.text.drawn import document_in, drawn
from open315.summaries.text.pictures import picture_answer, picture_of
from open315.summaries.text.publication import figure_of

SHOWN = 30
FILES_PER_HOUR = 120
"""Of one visitor; an office behind one address of the net has many readers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A year or council that the list can be narrowed to."""

    value: int
    words: str


def _edition(pk: int) -> Edition:
    try:
        return queries.get_published(pk)
    except NotFound as error:
        raise Http404 from error


@public
def summaries(request: HttpRequest) -> HttpResponse:
    """What councils published, by year and council."""
    council, year = _asked(request, "council"), _asked(request, "year")
    page = Paginator(queries.shelf(council=council, year=year), SHOWN).get_page(request.GET.get("page"))
    campaigns = queries.shelf().values_list("text__campaign__year", flat=True).distinct()
    context: dict[str, Any] = {
        "section": "summaries",
        "page": page,
        "council": council,
        "year": year,
        "years": sorted(set(campaigns), reverse=True),
        "councils": _councils(queries.shelf().order_by("text__council_id")),
        "narrowed": council is not None or year is not None,
        **_edges(page, council, year),
    }
    return render(request, "summaries/portal/list.html", context)


def _asked(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def _councils(editions: Iterable[Edition]) -> list[Choice]:
    found = {each.text.council_id: str(named(each.text.council)) for each in editions}
    return [Choice(pk, words) for pk, words in found.items()]


def _edges(page: Page[Edition], council: int | None, year: int | None) -> dict[str, str]:
    kept = {name: value for name, value in (("council", council), ("year", year)) if value is not None}
    return {
        "previous_url": f"?{urlencode({**kept, 'page': page.previous_page_number()})}" if page.has_previous() else "",
        "next_url": f"?{urlencode({**kept, 'page': page.next_page_number()})}" if page.has_next() else "",
    }


def _script(request: HttpRequest, edition: Edition) -> str:
    """The script the reader asked for, else that of the pages around, else the one it was signed in."""
    asked = request.GET.get("script") or (get_language() or "").removeprefix("zh-")
    return named_script(asked, edition.text.language)


def _document(request: HttpRequest, edition: Edition) -> Document:
    return document_in(edition, _script(request, edition))


@public
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them to read."""
    edition = _edition(pk)
    later = queries.published().filter(text_id=edition.text_id, number__gt=edition.number).first()
    document = _document(request, edition)
    context: dict[str, Any] = {
        "section": "summaries",
        "edition": edition,
        "title": document.title,
        "language": document.language,
        "later": later,
        "body": html.render(document),
        "is_converted": document.language != edition.text.language,
        "script": document.language.removeprefix("zh-"),
        "signed_script": edition.text.language.removeprefix("zh-"),
        "other_script": other_script(document.language).removeprefix("zh-"),
        "others": queries.in_other_languages(edition),
    }
    return render(request, "summaries/portal/summary.html", context)


@public
def summary_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The same as DOCX or PDF; so many an hour for one visitor, as drawing one takes seconds."""
    if form not in DOCUMENTS:
        raise Http404
    edition = _edition(pk)
    who = throttle.counted_as(throttle.address_of(request))
    throttle.check(f"summaries:{who}", limit=FILES_PER_HOUR, seconds=3600, at=clock.now())
    document = _document(request, edition)
    return file_answer(document, form, drawn(edition, document.language, form))


@public
def figure(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """What a figure counts, over which days and where, and what it is made of."""
    edition = _edition(pk)
    document = _document(request, edition)
    found = figure_of(document, mark)
    if found is None:
        raise Http404
    context: dict[str, Any] = {"section": "summaries", "edition": edition, "document": document, "figure": found}
    return render(request, "summaries/portal/figure.html", context)


@public
def photo(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """A photo that stands in a published edition; of no other."""
    found = picture_of(_edition(pk), digest)
    if found is None:
        raise Http404
    return picture_answer(found)
