"""/console/admin/export/: everything as CSV in a zip, written by the worker."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Conflict
from open315.core.jobs.showing import progress_of
from open315.core.ops import export
from open315.org.sign_in import ask_to_confirm

SECTION = "export"


@requires("system:export")
@require_http_methods(["GET", "POST"])
def exports(request: StaffRequest) -> HttpResponse:
    """The exports there are; POST asks for a new one."""
    if request.method == "POST":
        return _request(request)
    context = {"section": SECTION, "tables": len(export.exported_models()), "days": export.KEPT.days}
    return render(request, "config/admin/export.html", {**context, **_runs(request)})


def _runs(request: StaffRequest) -> dict[str, Any]:
    runs = [(job, progress_of(job)) for job in export.runs(request.actor)]
    return {"runs": runs, "live": next((progress.live for _job, progress in runs if progress.at_work), "")}


@requires("system:export")
@require_safe
def export_list(request: StaffRequest) -> HttpResponse:
    """The list alone, asked for again while something is being written."""
    return render(request, "config/admin/export_list.html", _runs(request))


def _request(request: StaffRequest) -> HttpResponse:
    if answer := ask_to_confirm(request, reverse("administration:export")):
        return answer
    try:
        export.request_export(actor=request.actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The export is being written. This page shows how far it is."))
    return redirect("administration:export")


@requires("system:export")
@require_safe
def export_file(request: StaffRequest, run: int) -> HttpResponseBase:
    """The finished file."""
    if answer := ask_to_confirm(request, reverse("administration:export")):
        return answer
    opened = export.open_export(run, actor=request.actor, at=clock.now())
    file = FileResponse(opened, as_attachment=True, filename=f"open315-{clock.today():%Y%m%d}.zip")
    file["Cache-Control"] = "private, no-store"
    return file
