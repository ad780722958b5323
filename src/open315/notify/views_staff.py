"""The bell: a person's own messages."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.lists import list_page
from open315.notify import queries, services
from open315.notify.notice_list import NOTICES
from open315.notify.outgoing_list import OUTGOING


@dataclass(frozen=True, slots=True)
class Bell:
    """What the shell's bell shows."""

    count: str
    href: str


def bell(actor: Actor) -> Bell | None:
    """The bell of a member of staff; None for anybody else."""
    if actor.account_id is None:
        return None
    return Bell(queries.unread_count(actor), reverse("notify:notices"))


@requires("console:open")
@never_cache
def notices(request: StaffRequest) -> HttpResponse:
    """The person's messages, newest first."""
    return list_page(request, NOTICES)


@requires("console:open")
@never_cache
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """Mark every message as read."""
    services.mark_all_read(actor=request.actor, at=clock.now())
    messages.success(request, _("All messages are marked as read."))
    return redirect("notify:notices")


@requires("console:open")
@never_cache
def open_notice(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    found = services.mark_read(pk, actor=request.actor, at=clock.now())
    return redirect(found.url or "notify:notices")


@requires("notify:outgoing")
@never_cache
def outgoing(request: StaffRequest) -> HttpResponse:
    """What was sent to people outside, newest first."""
    return list_page(request, OUTGOING)


@requires("notify:outgoing")
def outgoing_file(request: StaffRequest) -> HttpResponseBase:
    """The same as a file."""
    return list_file(request, OUTGOING)
