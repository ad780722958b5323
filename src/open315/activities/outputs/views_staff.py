"""The pages on which outputs are written."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from open315.activities import queries
from open315.activities.models import Activity
from open315.activities.outputs import services
from open315.activities.outputs.forms import HOW, AddOutputForm, OutputsForm
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.form_pages import FormPage, form_page, version_of


def _activity_or_404(request: StaffRequest, pk: int) -> Activity:
    try:
        return queries.get_activity(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what an activity put out, and correct it. Where everything is told by kinds of things, each is added by itself."""
    activity, actor = _activity_or_404(request, pk), request.actor
    form = OutputsForm(request.POST or None, actor=actor, activity=activity)
    if not form.reported:
        return redirect("activities:output_new", pk)

    def act(form: OutputsForm) -> None:
        reason = form.cleaned_data.get("reason", "")
        given: dict[str, Any] = {"actor": actor, "at": clock.now(), "version": version_of(request)}
        services.report_outputs(pk, form.told(), reason=reason, **given)

    page = _page(activity, _("What it put out"), f"activities.outputs/{pk}")
    return form_page(request, form, act, page, _("The outputs were written down."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a value of any indicator."""
    activity, actor = _activity_or_404(request, pk), request.actor
    form = AddOutputForm(request.POST or None, actor=actor, activity=activity)

    def act(form: AddOutputForm) -> None:
        services.report_outputs(pk, form.told(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(activity, _("Add another output"), f"activities.output/{pk}")
    return form_page(request, form, act, page, _("The outputs were written down."))


def _page(activity: Activity, title: str, draft: str) -> FormPage:
    back = reverse("activities:detail", args=[activity.pk])
    crumbs = ((_("Activities"), reverse("activities:list")), (activity.title_in, back))
    return FormPage("activities", title, back, lead=HOW, version=activity.version, crumbs=crumbs, draft=draft)
