"""/console/admin/events/: what could not be delivered, why, and what to do about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from open315.config.administration.paging import address, cut
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.jobs.showing import stopped_jobs
from open315.core.undelivered import queries, services

SECTION = "events"


@requires("system:events")
@require_safe
def events(request: StaffRequest) -> HttpResponse:
    """Dead and failing events, newest first; and long work that an internal error stopped."""
    before = request.GET.get("before", "")
    rows, more = cut(queries.troubled(request.actor, int(before) if before.isdigit() else None), queries.PAGE)
    context = {
        "section": SECTION,
        "events": rows,
        "backlog": queries.backlog(request.actor),
        "stopped": stopped_jobs(request.actor, clock.now()),
        "next_url": address(request, before=rows[-1].pk) if more else "",
        "first_url": address(request, before=None) if before else "",
    }
    return render(request, "config/admin/events.html", context)


def _step(request: StaffRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except (Conflict, InvalidInput, NotFound) as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, done)
    return redirect("administration:events")


@requires("system:events")
@require_POST
def event_retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer one event again."""
    return _step(
        request,
        lambda: services.retry_event(pk, actor=request.actor, at=clock.now()),
        _("The event is offered again."),
    )


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
    return _step(
        request,
        lambda: services.discard_event(pk, reason=reason, actor=request.actor, at=clock.now()),
        _("The event was given up."),
    )
