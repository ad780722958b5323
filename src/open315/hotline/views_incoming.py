"""The console's pages for who answers: the calls of this moment, and who is to be rung back."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock, streams
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.pages.lists import list_page
from open315.hotline import queries, services
from open315.hotline.details_now import CALLER, caller_shown_to, shown_now
from open315.hotline.drawing import HOTLINE
from open315.hotline.forms import TryForm
from open315.hotline.listing import MISSED
from open315.hotline.models import Caller
from open315.hotline.services.hearing import topic_of


@requires("hotline:handle")
@never_cache
def now(request: StaffRequest) -> HttpResponse:
    """The calls that ring or are talked on, with who rang before; it follows by itself."""
    live = streams.live_url(topic_of(request.actor.organisation_id or 0))
    return render(request, "hotline/now.html", {"section": "hotline", "live": live, **_calls(request)})


@requires("hotline:handle")
@never_cache
def calls_now(request: StaffRequest) -> HttpResponse:
    """Fragment: the calls of this moment."""
    return render(request, "hotline/calls_now.html", _calls(request))


def _calls(request: StaffRequest) -> dict[str, Any]:
    return shown_now(request.actor, clock.now())


@requires("hotline:handle")
@require_POST
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that one is on the telephone with a call; its page says who rang before."""
    try:
        found = queries.get_call(request.actor, pk)
    except NotFound as error:
        raise Http404 from error
    act = partial(services.take_call, found.pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The call is yours."), ("hotline:call", pk))


@requires("hotline:read")
@never_cache
def missed(request: StaffRequest) -> HttpResponse:
    """Who rang in vain and is to be rung back."""
    return list_page(request, MISSED)


def _caller(request: StaffRequest, pk: int) -> Caller:
    try:
        return queries.get_caller(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("hotline:read")
@never_cache
def caller(request: StaffRequest, pk: int) -> HttpResponse:
    """Who rang, masked: her calls, the tries to ring her back, her cases."""
    return detail_page(request, CALLER, caller_shown_to(request.actor, _caller(request, pk)))


@requires("hotline:handle")
@never_cache
@require_http_methods(["GET", "POST"])
def ring(request: StaffRequest, pk: int) -> HttpResponse:
    """Ring somebody back: her number in clear, which is noted, and what came of it."""
    found, actor = _caller(request, pk), request.actor
    form = TryForm(request.POST or None, actor=actor)

    def act(form: TryForm) -> None:
        told = form.cleaned_data
        services.ring_back(pk, outcome=told["outcome"], note=told["note"], actor=actor, at=clock.now())

    back = reverse("hotline:caller", args=[pk])
    crumbs = (
        (HOTLINE, reverse("hotline:list")),
        (MISSED.title, reverse("hotline:missed")),
        (found.masked_number, back),
    )
    number = services.open_number(pk, actor=actor, at=clock.now())
    lead = _("Ring %(number)s, then say what came of it. That you saw the number is noted.") % {"number": number}
    page = FormPage("hotline", _("Ring back"), back, crumbs=crumbs, lead=lead)
    return form_page(request, form, act, page, _("The try was noted."))
