"""The console's pages of the matrix: the whole, as a file, and what stands behind a cell."""

from django.http import HttpResponse, HttpResponseBase

from open315.activities.matrix import queries
from open315.activities.matrix.cell import CELL
from open315.activities.matrix.listing import matrix_page
from open315.campaigns.plan import queries as plans
from open315.campaigns.plan.reading import found
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.lists import list_page


@requires("activities:read")
def matrix(request: StaffRequest, pk: int) -> HttpResponse:
    """The measures of one's plan against the councils directly below, with how far each is."""
    draft = found(plans.get_draft, request.actor, pk)
    page, legend = matrix_page(request.actor, draft, request.GET)
    return list_page(request, page, {"legend": legend})


@requires("activities:read")
def export(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The same as a file."""
    page, _legend = matrix_page(request.actor, found(plans.get_draft, request.actor, pk), request.GET)
    return list_file(request, page)


@requires("activities:read")
def cell(request: StaffRequest, pk: int, measure: int, council: int) -> HttpResponse:
    """What stands behind one cell."""
    draft = found(plans.get_draft, request.actor, pk)
    shown = found(lambda actor, key: queries.behind(actor, draft, key, council), request.actor, measure)
    return detail_page(request, CELL, shown)
