"""The console's pages of activities: list, file, plan, one activity and its steps."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities import links, queries, services
from open315.activities.concern import told_words
from open315.activities.details import ACTIVITY, shown_to
from open315.activities.forms import ActivityForm, PostponeForm, blank, filled
from open315.activities.listing import ACTIVITIES
from open315.activities.models import Activity
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


def _activity_or_404(request: StaffRequest, pk: int) -> Activity:
    try:
        return queries.get_activity(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:read")
def activity_list(request: StaffRequest) -> HttpResponse:
    """The activities of the actor's councils, the latest first."""
    return list_page(request, ACTIVITIES)


@requires("activities:read")
def export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list as a file."""
    return list_file(request, ACTIVITIES)


@requires("activities:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One activity: what, when, where, and the next steps."""
    activity = _activity_or_404(request, pk)
    return detail_page(request, ACTIVITY, shown_to(request.actor, activity, clock.now()))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Plan an activity."""
    actor = request.actor
    form = ActivityForm(request.POST or None, actor=actor, initial=blank(clock.now(), actor.region_code))
    form.offer_links(links.measures_for(actor), links.requirements_for(actor))

    def act(form: ActivityForm) -> str:
        activity = services.plan_activity(form.plan(), actor=actor, at=clock.now())
        return reverse("activities:detail", args=[activity.pk])

    back = reverse("activities:list")
    crumbs = ((_("Activities"), back),)
    page = FormPage("activities", _("Plan an activity"), back, crumbs=crumbs, draft="activities.new")
    return form_page(request, form, act, page, _("The activity is planned."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct an activity."""
    activity, actor = _activity_or_404(request, pk), request.actor
    form = ActivityForm(request.POST or None, actor=actor, initial=filled(activity))
    form.offer_links(links.measures_for(actor, activity), links.requirements_for(actor, activity))

    def act(form: ActivityForm) -> None:
        services.change_activity(pk, form.plan(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(activity, _("Change the activity"), "activities.change")
    return form_page(request, form, act, page, _("The activity was changed."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def postpone(request: StaffRequest, pk: int) -> HttpResponse:
    """Move an activity to another time."""
    activity, actor = _activity_or_404(request, pk), request.actor
    initial = {"starts_at": activity.starts_at, "ends_at": activity.ends_at}
    form = PostponeForm(request.POST or None, actor=actor, initial=initial)

    def act(form: PostponeForm) -> None:
        services.postpone_activity(pk, **form.cleaned_data, actor=actor, at=clock.now(), version=version_of(request))

    page = _page(activity, _("Postpone the activity"), "activities.postpone", lead=told_words(activity))
    return form_page(request, form, act, page, _("The activity was postponed."))


def _page(activity: Activity, title: str, draft: str, lead: str = "") -> FormPage:
    back = reverse("activities:detail", args=[activity.pk])
    crumbs = ((_("Activities"), reverse("activities:list")), (activity.title_in, back))
    draft = f"{draft}/{activity.pk}"
    return FormPage("activities", title, back, version=activity.version, crumbs=crumbs, draft=draft, lead=lead)


def _stepped(request: StaffRequest, pk: int, verb: Callable[..., Any], done: str, **given: Any) -> HttpResponse:
    _activity_or_404(request, pk)
    act = partial(verb, pk, **given, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, done, ("activities:detail", pk))


@requires("activities:manage")
@require_POST
def hold(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that an activity was held."""
    return _stepped(request, pk, services.hold_activity, _("The activity was held, and counts."))


@requires("activities:manage")
@require_POST
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Call an activity off."""
    reason = request.POST.get("reason", "")
    return _stepped(request, pk, services.cancel_activity, _("The activity is cancelled."), reason=reason)


@requires("activities:manage")
@require_POST
def take_up(request: StaffRequest, pk: int) -> HttpResponse:
    """Plan an activity again."""
    reason = request.POST.get("reason", "")
    return _stepped(request, pk, services.take_up_activity, _("The activity is planned again."), reason=reason)
