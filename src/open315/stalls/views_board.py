"""The board of the day, for who looks after all stalls: a page, and its inner part, which the page asks for anew by itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.stalls import queries
from open315.stalls.board import shown_of
from open315.stalls.drawing import lead_of
from open315.stalls.views_staff import or_404


@requires("stalls:read")
@never_cache
def board(request: StaffRequest, pk: int) -> HttpResponse:
    """Totals by stall and by hour, and which stall is silent."""
    activity = or_404(queries.get_activity, request, pk)
    context = {"section": "stalls", "lead": lead_of(activity), **shown_of(activity, clock.now())}
    return render(request, "stalls/board.html", context)


@requires("stalls:read")
@never_cache
def part(request: StaffRequest, pk: int) -> HttpResponse:
    """The inner part of the board as it stands now."""
    activity = or_404(queries.get_activity, request, pk)
    return render(request, "stalls/board_part.html", shown_of(activity, clock.now()))
