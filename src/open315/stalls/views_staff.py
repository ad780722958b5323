"""The console's pages of stalls: the site plan of an activity, one stall, its shifts and its kit, and the list to print."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, PageForm, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.stalls import forms, printing, queries, services
from open315.stalls.details import PLAN, STALL, plan_shown_to, stall_shown_to
from open315.stalls.drawing import stall_words
from open315.stalls.listing import STALLS
from open315.stalls.models import Stall


def or_404(read: Callable[..., Any], request: StaffRequest, pk: int) -> Any:
    """What `read` finds for who asks; 404 for what is not there for him."""
    try:
        return read(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("stalls:read")
def activity_list(request: StaffRequest) -> HttpResponse:
    """The activities that have stalls, the latest first."""
    return list_page(request, STALLS)


@requires("stalls:read")
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    """The site plan of an activity: its stalls, who is there when, what is to be brought."""
    activity = or_404(queries.get_activity, request, pk)
    return detail_page(request, PLAN, plan_shown_to(request.actor, activity))


@requires("stalls:read")
def printed(request: StaffRequest, pk: int) -> HttpResponse:
    """The stalls by department, with kit and shifts, as a page for the printer."""
    activity = or_404(queries.get_activity, request, pk)
    context = {"section": "stalls", "activity": activity, **printing.sheet_of(activity)}
    return render(request, "stalls/print.html", context)


@requires("stalls:read")
def stall(request: StaffRequest, pk: int) -> HttpResponse:
    """One stall: who is there, what it brings, what was counted."""
    return detail_page(request, STALL, stall_shown_to(request.actor, or_404(queries.get_stall, request, pk)))


@requires("stalls:manage")
@require_http_methods(["GET", "POST"])
def enter(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a stall of an activity."""
    activity, actor = or_404(queries.get_activity, request, pk), request.actor
    initial = {"number": queries.next_number(pk)}
    form = forms.StallForm(request.POST or None, actor=actor, activity=activity, initial=initial)

    def act(form: forms.StallForm) -> None:
        services.enter_stall(pk, form.plan(), actor=actor, at=clock.now())

    back = reverse("stalls:plan", args=[pk])
    crumbs = ((pgettext("stalls of an activity", "Stalls"), reverse("stalls:list")), (activity.title_in, back))
    page = FormPage("stalls", _("Enter a stall"), back, crumbs=crumbs, draft=f"stalls.enter/{pk}")
    return form_page(request, form, act, page, _("The stall was entered."))


@requires("stalls:manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a stall."""
    found, actor = or_404(queries.get_stall, request, pk), request.actor
    form = forms.StallForm(request.POST or None, actor=actor, activity=found.activity, initial=forms.filled(found))

    def act(form: forms.StallForm) -> None:
        services.change_stall(pk, form.plan(), actor=actor, at=clock.now(), version=version_of(request))

    page = _page(found, _("Change the stall"), "edit", version=found.version)
    return form_page(request, form, act, page, _("The stall was changed."))


@requires("stalls:manage")
@require_http_methods(["GET", "POST"])
def add_shift(request: StaffRequest, pk: int) -> HttpResponse:
    """Say who is at a stall from when to when."""
    found = or_404(queries.get_stall, request, pk)
    initial = {"starts_at": found.activity.starts_at, "ends_at": found.activity.ends_at, "people": 1}
    form = forms.ShiftForm(request.POST or None, actor=request.actor, initial=initial)
    return _added(request, found, form, services.add_shift, (_("Add a shift"), "shift"), _("The shift was added."))


@requires("stalls:manage")
@require_http_methods(["GET", "POST"])
def add_item(request: StaffRequest, pk: int) -> HttpResponse:
    """Put something on the kit list of a stall."""
    found = or_404(queries.get_stall, request, pk)
    form = forms.KitForm(request.POST or None, actor=request.actor)
    words = (_("Add to the kit list"), "kit")
    return _added(request, found, form, services.add_item, words, _("It stands on the kit list."))


def _added(
    request: StaffRequest, found: Stall, form: PageForm, verb: Callable[..., Any], words: tuple[str, str], done: str
) -> HttpResponse:
    def act(form: Any) -> None:
        verb(found.pk, form.plan(), actor=request.actor, at=clock.now())

    return form_page(request, form, act, _page(found, *words), done)


def _page(found: Stall, title: str, name: str, version: int | None = None) -> FormPage:
    back = reverse("stalls:stall", args=[found.pk])
    plan = reverse("stalls:plan", args=[found.activity_id])
    crumbs = (
        (pgettext("stalls of an activity", "Stalls"), reverse("stalls:list")),
        (found.activity.title_in, plan),
        (stall_words(found), back),
    )
    return FormPage("stalls", title, back, version=version, crumbs=crumbs, draft=f"stalls.{name}/{found.pk}")


@requires("stalls:manage")
@require_POST
def take_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a stall off the plan."""
    found = or_404(queries.get_stall, request, pk)
    act = partial(services.take_out_stall, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The stall was taken off the plan."), ("stalls:plan", found.activity_id))


@requires("stalls:manage")
@require_POST
def take_out_shift(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a shift off the roster."""
    found = or_404(queries.get_shift, request, pk)
    act = partial(services.take_out_shift, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The shift was taken out."), ("stalls:stall", found.stall_id))


@requires("stalls:manage")
@require_POST
def mark_item(request: StaffRequest, pk: int, mark: str) -> HttpResponse:
    """Say that something on the kit list is packed or returned."""
    found = or_404(queries.get_item, request, pk)
    act = partial(services.mark_item, pk, mark=mark, actor=request.actor, at=clock.now())
    return step(request, act, _("The kit list was marked."), ("stalls:stall", found.stall_id))


@requires("stalls:manage")
@require_POST
def take_out_item(request: StaffRequest, pk: int) -> HttpResponse:
    """Take something off the kit list."""
    found = or_404(queries.get_item, request, pk)
    act = partial(services.take_out_item, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("It was taken off the kit list."), ("stalls:stall", found.stall_id))
