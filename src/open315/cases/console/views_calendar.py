"""The pages of appointments, and the addresses by which one's own calendar reads them."""

from functools import partial

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.cases import services
from open315.cases.console.appointments import APPOINTMENTS, CALENDARS
from open315.cases.queries.calendars import OWNERS, own_calendars
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.pages.lists import list_page


@requires(OWNERS)
@never_cache
def appointments(request: StaffRequest) -> HttpResponse:
    """The reader's appointments, or those of all cases she sees."""
    return list_page(request, APPOINTMENTS)


@requires(OWNERS)
@never_cache
def calendars(request: StaffRequest) -> HttpResponse:
    """One's own addresses."""
    return list_page(request, CALENDARS)


@requires(OWNERS)
@never_cache
@require_http_methods(["GET", "POST"])
def new_calendar(request: StaffRequest) -> HttpResponse:
    """Make an address; it is shown once."""

    def act(_form: forms.Form) -> HttpResponse:
        made = services.make_calendar(actor=request.actor, at=clock.now())
        address = settings.SITE_URL.rstrip("/") + reverse("appointments_feed", args=[made.token])
        return render(
            request,
            "core/pages/calendar_once.html",
            {
                "section": "cases",
                "address": address,
                "note": _("Whoever has it can read your appointments. Nobody here can look it up again."),
                "list_href": back,
                "list_words": _("Appointments in your own calendar"),
            },
        )

    back = reverse("cases:calendars")
    crumbs = ((_("Appointments"), reverse("cases:appointments")), (_("Appointments in your own calendar"), back))
    page = FormPage("cases", _("New calendar address"), back, crumbs=crumbs)
    return form_page(request, forms.Form(request.POST if request.method == "POST" else None), act, page)


@requires(OWNERS)
@require_POST
def revoke_calendar(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an address back."""
    if not own_calendars(request.actor).filter(pk=pk).exists():
        raise Http404
    act = partial(services.revoke_calendar, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The address answers nobody any more."), ("cases:calendars",))
