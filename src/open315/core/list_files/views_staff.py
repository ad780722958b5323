"""The page of a long list that is being written: how far it is, the file, cancelling."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.jobs.showing import JobProgress, progress_of
from open315.core.list_files import services
from open315.core.list_files.job_kind import KEPT
from open315.core.list_files.kinds import SheetKind, kind_called
from open315.core.list_files.models import ListFile
from open315.core.list_files.queries import list_file_of
from open315.core.pages.details import DetailPage, Part, detail_page
from open315.core.pages.form_pages import step

READ = "console:open"


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list that is being written, or was."""

    file: ListFile
    progress: JobProgress


PAGE: DetailPage[ListShown] = DetailPage(
    name="list_files.show",
    section="",
    permission=READ,
    title=lambda _shown: _("List as a file"),
    back=None,
    main=(Part("", "core/list_files/live.html", bare=True),),
)


def _mine(request: StaffRequest, pk: int) -> ListShown:
    try:
        found = list_file_of(request.actor, pk)
    except NotFound as error:
        raise Http404 from error
    return ListShown(found, progress_of(found.job))


@requires(READ)
@never_cache
@require_safe
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it is; then the file."""
    shown = _mine(request, pk)
    asked = services.asked_by(shown.file.job)
    return detail_page(request, PAGE, shown, {**_context(shown), **_of_list(request, asked)})


def _of_list(request: StaffRequest, asked: services.Asked) -> dict[str, Any]:
    """What the page has of the list it is of; nothing if that is not there any more."""
    try:
        kind: SheetKind = kind_called(asked.list, asked.args, request.actor, asked.query)
    except NotFound:
        return {}
    query = asked.query.copy()
    query.pop("format", None)
    return {
        "section": kind.section,
        "lead": kind.label,
        "back": (kind.label, f"{kind.page(asked.args)}?{query.urlencode()}"),
    }


@requires(READ)
@never_cache
@require_safe
def progress(request: StaffRequest, pk: int) -> HttpResponse:
    """Fragment: how far it is."""
    shown = _mine(request, pk)
    return render(request, "core/list_files/progress.html", {"shown": shown, **_context(shown)})


def _context(shown: ListShown) -> dict[str, Any]:
    is_done = shown.progress.state == "done"
    ready = is_done and services.is_there(shown.file.job)
    return {"progress": shown.progress, "days": KEPT.days, "ready": ready, "gone": is_done and not ready}


@requires(READ)
@never_cache
@require_POST
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the worker to stop."""
    _mine(request, pk)
    act = partial(services.cancel_list, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The work is being stopped."), ("list_files:show", pk))


@requires(READ)
@never_cache
@require_safe
def file(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The finished file."""
    try:
        opened, name = services.open_list(pk, actor=request.actor, at=clock.now())
    except NotFound as error:
        raise Http404(str(error.message)) from error
    answer = FileResponse(opened, as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer
