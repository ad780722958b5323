"""The console's page of what meets a plan."""

from django.http import Http404, HttpResponse

from open315.activities.coverage import COVERAGE, shown_to
from open315.campaigns.plan import queries as plans
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.details import detail_page


@requires("activities:read")
def coverage(request: StaffRequest, pk: int) -> HttpResponse:
    """Requirements and measures of a plan, and the activities that meet them; what nothing meets comes first."""
    try:
        draft = plans.get_draft(request.actor, pk)
    except NotFound as error:
        raise Http404 from error
    return detail_page(request, COVERAGE, shown_to(request.actor, draft))
