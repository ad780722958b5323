"""The console's pages of campaigns that come in as sheets."""

from functools import partial
from io import BytesIO

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from open315.campaigns.brought import queries, services
from open315.campaigns.brought.forms import FolderForm
from open315.campaigns.brought.listing import FOLDERS, answers_of
from open315.campaigns.brought.page import PAGE, shown_of
from open315.campaigns.folder.giving import empty_workbook
from open315.campaigns.models import BroughtFolder
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.pages.lists import list_page
from open315.core.uploads.kinds import XLSX

BRING = "campaigns:bring"


def _folder(request: StaffRequest, pk: int) -> BroughtFolder:
    try:
        return queries.get_folder(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires(BRING)
@never_cache
def folders(request: StaffRequest) -> HttpResponse:
    """What was sent, newest first."""
    return list_page(request, FOLDERS)


@requires(BRING)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Send a file; the worker looks through it."""
    form = FolderForm(request.POST or None, request.FILES or None, actor=request.actor)

    def act(form: FolderForm) -> str:
        folder = services.send_folder(form.cleaned_data["file"], actor=request.actor, at=clock.now())
        return reverse("campaigns:folder_brought", args=[folder.pk])

    crumbs = (
        (_("Campaigns"), reverse("campaigns:list")),
        (_("Campaigns brought in from sheets"), reverse("campaigns:folders")),
    )
    page = FormPage(
        "campaigns",
        _("Bring in a campaign from sheets"),
        reverse("campaigns:folders"),
        lead=_("One file holds one campaign of your council with those of the councils below. First it is only looked through: you see of every row what would come of it, and nothing is saved."),
        crumbs=crumbs,
        submit=_("Look through it"),
        template="campaigns/brought/new.html",
    )  # fmt: skip
    return form_page(request, form, act, page, _("The file is here. Its sheets are being looked through."))


@requires(BRING)
@require_safe
def empty(request: StaffRequest) -> HttpResponse:
    """A workbook with every sheet and its headings, to fill in."""
    out = BytesIO()
    empty_workbook(out)
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="campaign.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@requires(BRING)
@never_cache
@require_safe
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it is, then what came of it."""
    shown = shown_of(_folder(request, pk), request.actor)
    return detail_page(request, PAGE, shown, {"progress": shown.progress})


@requires(BRING)
@never_cache
@require_safe
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Fragment: how far it is."""
    shown = shown_of(_folder(request, pk), request.actor)
    return render(request, "campaigns/brought/progress.html", {"shown": shown, "progress": shown.progress})


@requires(BRING)
@require_POST
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it come in."""
    _folder(request, pk)
    act = partial(services.bring_folder, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The sheets are coming in."), ("campaigns:folder_brought", pk))


@requires(BRING)
@require_POST
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop the worker after the rows it is at."""
    _folder(request, pk)
    act = partial(services.stop_folder, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("It stops after the rows it is at."), ("campaigns:folder_brought", pk))


@requires(BRING)
@never_cache
def rows(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer to each row."""
    return list_page(request, answers_of(_folder(request, pk)))


@requires(BRING)
def rows_export(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The same as a file."""
    return list_file(request, answers_of(_folder(request, pk)))
