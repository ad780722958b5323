"""The console's pages of activities by day and by state."""

from django.http import HttpResponse
from django.shortcuts import render

from open315.activities.schedule.board import BOARD
from open315.activities.schedule.calendar import CalendarFilters, calendar_context
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.boards import board_page


@requires("activities:read")
def calendar(request: StaffRequest) -> HttpResponse:
    """The activities of a month or a week, day by day."""
    form = CalendarFilters(request.GET, actor=request.actor)
    return render(request, "activities/calendar.html", calendar_context(request.actor, form, clock.today()))


@requires("activities:read")
def board(request: StaffRequest) -> HttpResponse:
    """The activities in columns by where they stand."""
    return board_page(request, BOARD)
