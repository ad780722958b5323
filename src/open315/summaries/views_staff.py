"""The summary of a campaign as a page, a DOCX and a PDF, all rendered from the same content tree.

A small one is written as somebody opens it. A large one is written by the worker (`writing`): the page then shows how far it
is, and afterwards what was written, with its moment, until somebody asks for a new one.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.campaigns.queries import get_campaign
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.documents.tree import Document
from open315.core.errors import NotFound
from open315.core.exports.responses import DOCUMENTS, named
from open315.core.jobs.files import open_file
from open315.core.jobs.showing import progress_of
from open315.summaries import files, queries, services
from open315.summaries.documents import campaign_summary
from open315.summaries.writing import KEPT

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign


def _campaign(request: StaffRequest, pk: int) -> "Campaign":
    try:
        return get_campaign(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _language() -> str:
    return get_language() or "zh-hant"


def _base(request: StaffRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _document(request: StaffRequest, campaign: "Campaign") -> Document:
    return campaign_summary(campaign, request.actor, _language(), base_url=_base(request))


def _context(campaign: "Campaign", **more: Any) -> dict[str, Any]:
    return {"section": "campaigns", "campaign": campaign, **more}


@requires("campaigns:read")
@never_cache
def page(request: StaffRequest, pk: int) -> HttpResponse:
    """The summary to read; every figure opens its rows."""
    campaign = _campaign(request, pk)
    if queries.is_large(campaign, request.actor):
        return _kept_page(request, campaign)
    document = _document(request, campaign)
    body = files.FORMS["html"](document)
    return render(request, "summaries/page.html", _context(campaign, title=document.title, body=body))


def _kept_page(request: StaffRequest, campaign: "Campaign") -> HttpResponse:
    standing = queries.standing(campaign, _language(), request.actor)
    run = standing.written
    # Our own renderer wrote the file and escaped every text in it.
    body = SafeString(open_file(files.of_run(run)["html"]).read().decode()) if run else ""
    context = _context(campaign, standing=standing, body=body, days=KEPT.days)
    return render(request, "summaries/stored.html", {**context, **_progress(standing)})


def _progress(standing: queries.Standing) -> dict[str, Any]:
    return {"progress": progress_of(standing.at_work.job) if standing.at_work else None}


@requires("campaigns:read")
@never_cache
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Fragment: how far the worker is; when it has ended, the page is loaded anew."""
    campaign = _campaign(request, pk)
    standing = queries.standing(campaign, _language(), request.actor)
    answer = render(request, "summaries/progress.html", _context(campaign, **_progress(standing)))
    if standing.at_work is None:
        answer["HX-Refresh"] = "true"
    return answer


@requires("campaigns:read")
@require_POST
def write(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand a large summary to the worker."""
    campaign = _campaign(request, pk)
    services.request_summary(
        campaign.pk, language=_language(), base_url=_base(request), actor=request.actor, at=clock.now()
    )
    return redirect("summaries:page", pk)


@requires("campaigns:read")
@never_cache
def docx(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The summary as DOCX."""
    return _file(request, pk, "docx")


@requires("campaigns:read")
@never_cache
def pdf(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The summary as PDF."""
    return _file(request, pk, "pdf")


def _file(request: StaffRequest, pk: int, form: str) -> HttpResponseBase:
    campaign = _campaign(request, pk)
    if queries.is_large(campaign, request.actor):
        return _kept_file(request, campaign, form)
    return files.file_answer(_document(request, campaign), form)


def _kept_file(request: StaffRequest, campaign: "Campaign", form: str) -> HttpResponseBase:
    run = queries.standing(campaign, _language(), request.actor).written
    if run is None:
        messages.info(
            request, _("This summary counts many complaints: the worker writes it, then it can be downloaded here.")
        )
        return redirect("summaries:page", campaign.pk)
    file = files.of_run(run)[form]
    return named(FileResponse(open_file(file), content_type=DOCUMENTS[form]), file.name)
