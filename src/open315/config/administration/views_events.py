"""/console/admin/events/: what could not be delivered, why, and what to do about it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from open315.config.administration.event_list import EVENTS
from open315.config.administration.stopped_jobs import STOPPED
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.jobs.showing import stopped_jobs
from open315.core.pages.details import drawn_sections
from open315.core.pages.form_pages import step
from open315.core.pages.lists import list_page
from open315.core.undelivered import queries, services

BACK = ("administration:events",)


@requires("system:events")
@require_safe
def events(request: StaffRequest) -> HttpResponse:
    """Dead and failing events, newest first; and long work that an internal error stopped."""
    actor = request.actor
    stopped = drawn_sections([STOPPED], stopped_jobs(actor, clock.now()), request)
    more = {"backlog": queries.backlog(actor), "stopped": stopped}
    return list_page(request, EVENTS, more)


@requires("system:events")
@require_POST
def event_retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer one event again."""
    act = partial(services.retry_event, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The event is offered again."), BACK)


@requires("system:events")
@require_POST
def events_retry_all(request: StaffRequest) -> HttpResponse:
    """Offer every dead event again."""
    count = services.retry_all_events(actor=request.actor, at=clock.now())
    words = ngettext("%(count)d event is offered again.", "%(count)d events are offered again.", count)
    messages.success(request, words % {"count": count})
    return redirect("administration:events")


@requires("system:events")
@require_POST
def event_discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Give one dead event up, with a reason."""
    reason = request.POST.get("reason", "")
    act = partial(services.discard_event, pk, reason=reason, actor=request.actor, at=clock.now())
    return step(request, act, _("The event was given up."), BACK)
