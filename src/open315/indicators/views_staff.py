"""The console's page of the dictionary."""

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.lists import list_page
from open315.indicators.listing import INDICATORS


@requires("indicators:read")
@require_safe
def indicator_list(request: StaffRequest) -> HttpResponse:
    """What is counted, and how; on a day, or in every version."""
    return list_page(request, INDICATORS)


@requires("indicators:read")
@require_safe
def export(request: StaffRequest) -> HttpResponseBase:
    """The list as a file."""
    return list_file(request, INDICATORS)
