"""The list as a file: exactly the filtered rows, never cut, masked like the screen."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.cases import queries
from open315.cases.console.filters import FilterForm
from open315.core import clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.exports.sheets import Sheet
from open315.core.list_files import SheetKind, declare_sheet, sheet_file
from open315.core.pages.rows import are_more_than

EXPORTED = "cases.exported"


def _sheet(actor: Actor, query: QueryDict, _args: Sequence[str]) -> Sheet:
    rows = queries.export_list(actor, FilterForm(query, actor=actor).filters())
    return Sheet(
        f"cases-{clock.today():%Y%m%d}",
        queries.EXPORT_HEADER,
        queries.export_rows(rows),
        number=rows.count,
        are_more_than=partial(are_more_than, rows=rows),
    )


def _told(_actor: Actor, query: QueryDict, _args: Sequence[str]) -> dict[str, Any]:
    """Which filters were set, not what was looked for: nobody can change the audit log."""
    return {"filters": sorted(name for name, value in query.items() if value)}


CASES = declare_sheet(
    SheetKind(
        name="cases.cases",
        label=_("Cases"),
        permission="cases:export",
        section="cases",
        sheet=_sheet,
        page=lambda _args: reverse("cases:inbox"),
        event=EXPORTED,
        told=_told,
    )
)


@requires("cases:export")
def export(request: StaffRequest) -> HttpResponseBase:
    """CSV (default) or XLSX (`?format=xlsx`) of the present filter; recorded, without the words that were looked for."""
    return sheet_file(request, CASES, form=request.GET.get("format", "csv"))
