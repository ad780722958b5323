"""The page of who stands behind a table with a telephone: big buttons, each press a post with a token of its own.

Without scripts a press is a form, answered by the page with fresh buttons. With scripts (`tally.js`) presses come as a list, perhaps later than they
were made; the answer is what the counters stand at.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.errors import InvalidInput, Open315Error
from open315.core.pages.lists import list_page
from open315.core.text import whole_number
from open315.core.ui.offline import pages as offline
from open315.stalls import queries, services, tally
from open315.stalls.listing import OWN
from open315.stalls.models import Stall
from open315.stalls.rules import LATE
from open315.stalls.types import Pressed
from open315.stalls.views_staff import or_404

Refused = dict[str, str]
"""A press (`token`) or one to be taken back (`undo`), and why (`words`)."""


@requires("stalls:count_own")
def own(request: StaffRequest) -> HttpResponse:
    """The stalls of the acting person's own department."""
    return list_page(request, OWN)


@requires("stalls:count", "stalls:count_own")
@never_cache
@require_http_methods(["GET", "POST"])
def count(request: StaffRequest, pk: int) -> HttpResponse:
    """The buttons of a stall; a press, or presses that a telephone kept while the network was gone."""
    stall = or_404(queries.get_to_count, request, pk)
    if request.method == "GET":
        return render(request, "stalls/count.html", tally.shown_to(request.actor, stall))
    if "presses" in request.POST:
        return _answered(lambda: _many(request, stall), stall)
    return _pressed(request, stall)


@requires("stalls:count", "stalls:count_own")
@never_cache
@require_safe
def shell(request: StaffRequest, pk: int) -> HttpResponse:
    """The buttons without anything that was counted: what a telephone keeps of the page for when the network is gone."""
    stall = or_404(queries.get_to_count, request, pk)
    until = stall.activity.ends_at + LATE
    return offline.shell(request, "stalls/shell.html", tally.shell_of(stall), until=until)


@requires("stalls:count", "stalls:count_own")
@require_POST
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a press."""
    stall = or_404(queries.get_to_count, request, pk)
    try:
        services.undo(pk, token=request.POST.get("token", ""), actor=request.actor, at=clock.now())
    except Open315Error as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The last press was taken back."))
    return redirect("stalls:count", stall.pk)


def _pressed(request: StaffRequest, stall: Stall) -> HttpResponse:
    """One press without scripts. A button that was pressed before says so, so that nobody thinks it counted twice or not at all."""
    try:
        done = services.press(stall.pk, [_of_button(request)], actor=request.actor, at=clock.now())
    except Open315Error as error:
        messages.error(request, str(error.message))
    else:
        if not done.counted_now:
            messages.info(request, _("This press was counted already. For one more, press again."))
    return redirect("stalls:count", stall.pk)


def _of_button(request: StaffRequest) -> Pressed:
    """What the value of a button says: counter, how many at once, token."""
    counter, _dot, rest = request.POST.get("press", "").partition(".")
    number, _dot, token = rest.partition(".")
    return Pressed(token, counter, whole_number(number) or 0)


def _many(request: StaffRequest, stall: Stall) -> list[Refused]:
    """Count what a telephone kept and take back what it says; what is refused, each with the reason. One that is refused holds up no other."""
    actor, at = request.actor, clock.now()
    presses, undone = _list(request, "presses", _read), _list(request, "undone", str)
    refused = _press(stall, presses, actor, at) if presses else []
    for token in undone:
        try:
            services.undo(stall.pk, token=token, actor=actor, at=at)
        except Open315Error as error:
            refused.append({"undo": token, "words": str(error.message)})
    return refused


def _press(stall: Stall, presses: list[Pressed], actor: Actor, at: datetime) -> list[Refused]:
    """All at once; where that is refused one by one, so that what can be counted is."""
    try:
        services.press(stall.pk, presses, actor=actor, at=at)
    except Open315Error as error:
        if len(presses) == 1:
            return [{"token": presses[0].token, "words": str(error.message)}]
        return [each for one in presses for each in _press(stall, [one], actor, at)]
    return []


def _list(request: StaffRequest, name: str, read: Callable[[Any], Any]) -> list[Any]:
    """A list that a script sent. InvalidInput for what is none."""
    try:
        found = json.loads(request.POST.get(name, "[]"))
        return [read(each) for each in found]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise InvalidInput(_("This does not come from the page of a stall.")) from error


def _read(sent: dict[str, Any]) -> Pressed:
    return Pressed(str(sent["token"]), str(sent["counter"]), int(sent["number"]), _moment(sent.get("at")))


def _moment(written: Any) -> datetime | None:
    found = parse_datetime(str(written or ""))
    return found if found is not None and found.tzinfo is not None else None


def _answered(act: Callable[[], list[Refused]], stall: Stall) -> JsonResponse:
    """What the counters stand at and what was refused; or why nothing of it could be read."""
    try:
        refused = act()
    except Open315Error as error:
        return JsonResponse({"unread": str(error.message)}, status=error.status)
    return JsonResponse({"totals": queries.totals_at(stall.pk), "refused": refused})
