"""The list as a file: exactly the filtered rows, never cut, masked like the screen."""

from django.http import HttpResponseBase

from open315.cases import queries
from open315.cases.console.filters import FilterForm
from open315.core import audit, clock
from open315.core.access import StaffRequest, requires
from open315.core.exports import spreadsheet_response

EXPORTED = "cases.exported"


@requires("cases:export")
def export(request: StaffRequest) -> HttpResponseBase:
    """CSV (default) or XLSX (`?format=xlsx`) of the present filter; recorded, without the words that were looked for."""
    actor = request.actor
    filters = FilterForm(request.GET, actor=actor).filters()
    asked = sorted(name for name, value in request.GET.items() if value)
    audit.record(EXPORTED, actor=actor, at=clock.now(), data={"filters": asked})
    header, rows = queries.export_rows(actor, filters)
    name = f"cases-{clock.today():%Y%m%d}"
    return spreadsheet_response(name, header, rows, kind=request.GET.get("format", "csv"))
