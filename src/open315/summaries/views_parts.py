"""The console's pages of the summary of one body's part: which parts there are, the part as the facts tell it, its texts. Small enough to be counted at once."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.documents.tree import Document
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import step
from open315.parts import queries as parts
from open315.summaries import files
from open315.summaries.documents import campaign_summary
from open315.summaries.models import Text
from open315.summaries.parts_pages import PARTS
from open315.summaries.text import queries, services
from open315.summaries.text.pages import CAMPAIGN_TEXTS, CampaignTexts
from open315.summaries.text.rules import same_text


def _part(request: StaffRequest, pk: int, body: int) -> parts.Part:
    return found(lambda actor, campaign: parts.get_part(actor, campaign, body), request.actor, pk)


def _language() -> str:
    return get_language() or "zh-hant"


def _base(request: StaffRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _document(request: StaffRequest, part: parts.Part) -> Document:
    return campaign_summary(part.campaign, request.actor, _language(), base_url=_base(request), about=part.body)


@requires("parts:read")
def parts_list(request: StaffRequest) -> HttpResponse:
    """The parts of the reader's body in campaigns; of a council those of every body in its campaigns."""
    return detail_page(request, PARTS, parts.parts_of(request.actor))


@requires("parts:read")
@never_cache
def part(request: StaffRequest, pk: int, body: int) -> HttpResponse:
    """One part to read; every figure opens its rows."""
    its = _part(request, pk, body)
    document = _document(request, its)
    context = {"section": "parts", "part": its, "title": document.title, "body": files.FORMS["html"](document)}
    return render(request, "summaries/part.html", context)


@requires("parts:read")
@never_cache
def docx(request: StaffRequest, pk: int, body: int) -> HttpResponseBase:
    """The part as DOCX."""
    return files.file_answer(_document(request, _part(request, pk, body)), "docx")


@requires("parts:read")
@never_cache
def pdf(request: StaffRequest, pk: int, body: int) -> HttpResponseBase:
    """The part as PDF."""
    return files.file_answer(_document(request, _part(request, pk, body)), "pdf")


@requires("summaries:read")
def texts(request: StaffRequest, pk: int, body: int) -> HttpResponse:
    """The texts of one part that the reader's body worded."""
    its = _part(request, pk, body)
    rows = queries.texts_of(request.actor, pk, body)
    is_new = all(row.language not in same_text(_language()) for row in rows)
    may_begin = is_new and request.actor.may("summaries:write")
    return detail_page(request, CAMPAIGN_TEXTS, CampaignTexts(its.campaign, rows, may_begin, about=its.body))


@requires("summaries:write")
@require_POST
def begin(request: StaffRequest, pk: int, body: int) -> HttpResponse:
    """Begin the text of a part in the reader's language."""
    _part(request, pk, body)
    made: list[Text] = []
    given: dict[str, Any] = {"language": _language(), "base_url": _base(request), "about_id": body}

    def act() -> None:
        made.append(services.begin_text(pk, **given, actor=request.actor, at=clock.now()))

    done = _("The text is begun. Problems and next year are yours to write.")
    answer = step(request, act, done, ("summaries:part_texts", pk, body))
    return redirect("summaries:text", made[0].pk) if made else answer
