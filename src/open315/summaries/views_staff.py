"""The summary of a campaign as a page, a DOCX and a PDF. All three are rendered from the same content tree."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from open315.campaigns import queries
from open315.core.access import Actor, requires
from open315.core.documents import docx as docx_form
from open315.core.documents import html as html_form
from open315.core.documents import pdf as pdf_form
from open315.core.documents.tree import Document
from open315.core.errors import NotFound
from open315.summaries.documents import campaign_summary

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _document(request: HttpRequest, pk: int) -> tuple["Campaign", Document]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        campaign = queries.get_campaign(actor, pk)
    except NotFound as error:
        raise Http404 from error
    base = request.build_absolute_uri("/").rstrip("/")
    return campaign, campaign_summary(campaign, actor, get_language() or "zh-hant", base_url=base)


@requires("campaigns:read")
@never_cache
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary to read; every figure opens its rows."""
    campaign, document = _document(request, pk)
    context = {"section": "campaigns", "campaign": campaign, "document": document, "body": html_form.render(document)}
    return render(request, "summaries/page.html", context)


@requires("campaigns:read")
@never_cache
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary as DOCX."""
    return _file(request, pk, docx_form.render, "docx", DOCX)


@requires("campaigns:read")
@never_cache
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary as PDF."""
    return _file(request, pk, pdf_form.render, "pdf", "application/pdf")


def _file(
    request: HttpRequest, pk: int, renderer: Callable[[Document], bytes], ending: str, content_type: str
) -> HttpResponse:
    _campaign, document = _document(request, pk)
    answer = HttpResponse(renderer(document), content_type=content_type)
    name = f"{document.title}（{document.issuer}）.{ending}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer
