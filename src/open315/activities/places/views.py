"""The console's page of activities by place, and its file."""

from django.http import HttpResponse, HttpResponseBase

from open315.activities.places.listing import page_of
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.lists import list_page


@requires("activities:read")
def places(request: StaffRequest) -> HttpResponse:
    """Activities by place: tiles and a table beside them."""
    page, tiles = page_of(request.actor, request.GET)
    return list_page(request, page, {"map": tiles})


@requires("activities:read")
def export(request: StaffRequest) -> HttpResponseBase:
    """The table as a file."""
    return list_file(request, page_of(request.actor, request.GET)[0])
