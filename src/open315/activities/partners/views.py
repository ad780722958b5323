"""The console's pages of partners: the list and its file, entering one, one partner and its steps."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities import queries as activities
from open315.activities.models import Partner
from open315.activities.partners import forms, queries, services
from open315.activities.partners.details import PARTNER, shown_to
from open315.activities.partners.drawing import name_words
from open315.activities.partners.listing import PARTNERS
from open315.activities.partners.matrix_listing import UNDELIVERED, legend, matrix_page
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


def _partner_or_404(request: StaffRequest, pk: int) -> Partner:
    try:
        return queries.get_partner(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:read")
def partner_list(request: StaffRequest) -> HttpResponse:
    """The partners of all activities, the latest entered first."""
    return list_page(request, PARTNERS)


@requires("activities:read")
def export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list as a file."""
    return list_file(request, PARTNERS)


@requires("activities:read")
def matrix(request: StaffRequest) -> HttpResponse:
    """Departments and partners against councils: who was invited, promised and came where."""
    return list_page(request, matrix_page(request.actor, request.GET), {"legend": legend()})


@requires("activities:read")
def matrix_export(request: StaffRequest) -> HttpResponseBase:
    """The matrix as a file."""
    return list_file(request, matrix_page(request.actor, request.GET))


@requires("activities:read")
def undelivered(request: StaffRequest) -> HttpResponse:
    """What was promised and not delivered, the longest open first."""
    return list_page(request, UNDELIVERED)


@requires("activities:read")
def undelivered_export(request: StaffRequest) -> HttpResponseBase:
    """The same as a file."""
    return list_file(request, UNDELIVERED)


@requires("activities:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One partner: what it promised, what it delivered, and the next steps."""
    return detail_page(request, PARTNER, shown_to(request.actor, _partner_or_404(request, pk), clock.now()))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter whom an activity invites; the page comes back for the next one."""
    try:
        activity = activities.get_activity(request.actor, pk)
    except NotFound as error:
        raise Http404 from error
    actor = request.actor
    form = forms.InviteForm(request.POST or None, actor=actor)

    def act(form: forms.InviteForm) -> None:
        services.invite_partner(pk, **form.cleaned_data, actor=actor, at=clock.now())

    back = reverse("activities:detail", args=[pk])
    crumbs = ((_("Activities"), reverse("activities:list")), (activity.title_in, back))
    draft = f"activities.invite/{pk}"
    page = FormPage("activities", _("Enter a partner"), back, crumbs=crumbs, draft=draft)
    return form_page(request, form, act, page, _("The partner was entered."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def promise(request: StaffRequest, pk: int) -> HttpResponse:
    """Note what a partner promised."""
    partner = _partner_or_404(request, pk)
    return _contribution(
        request, partner, services.promise, forms.promised(partner), _("What it promised"), _("The promise was noted.")
    )


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def deliver(request: StaffRequest, pk: int) -> HttpResponse:
    """Note with what a partner came."""
    partner = _partner_or_404(request, pk)
    return _contribution(
        request, partner, services.deliver, forms.delivered(partner), _("With what it came"), _("What came was noted.")
    )


def _contribution(
    request: StaffRequest, partner: Partner, verb: Callable[..., Any], initial: dict[str, Any], title: str, done: str
) -> HttpResponse:
    form = forms.ContributionForm(request.POST or None, actor=request.actor, initial=initial)

    def act(form: forms.ContributionForm) -> None:
        given = form.contribution()
        verb(partner.pk, given, actor=request.actor, at=clock.now(), version=version_of(request))

    back = reverse("activities:partner", args=[partner.pk])
    crumbs = ((_("Departments and partners"), reverse("activities:partners")), (name_words(partner), back))
    draft = f"activities.{verb.__name__}/{partner.pk}"
    page = FormPage("activities", title, back, version=partner.version, crumbs=crumbs, draft=draft)
    return form_page(request, form, act, page, done)


def _stepped(
    request: StaffRequest, pk: int, verb: Callable[..., Any], done: str, back: tuple[Any, ...]
) -> HttpResponse:
    reason = request.POST.get("reason", "")
    act = partial(verb, pk, reason=reason, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, done, back)


@requires("activities:manage")
@require_POST
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that a partner declined."""
    _partner_or_404(request, pk)
    return _stepped(
        request, pk, services.decline, _("It was noted that the partner declined."), ("activities:partner", pk)
    )


@requires("activities:manage")
@require_POST
def miss(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that a partner did not come."""
    _partner_or_404(request, pk)
    return _stepped(
        request, pk, services.miss, _("It was noted that the partner did not come."), ("activities:partner", pk)
    )


@requires("activities:manage")
@require_POST
def take_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Take out a partner that was entered by mistake."""
    partner = _partner_or_404(request, pk)
    back = ("activities:detail", partner.activity_id)
    return _stepped(request, pk, services.take_out, _("The partner was taken out."), back)
