"""What a request for a list as a file is answered with: the file, or the page on which one sees it being written."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect

from open315.core import audit, clock
from open315.core.access import StaffRequest
from open315.core.errors import InvalidInput
from open315.core.exports import spreadsheet_response
from open315.core.exports.responses import FORM_WANTED
from open315.core.list_files.kinds import SheetKind, kind_of
from open315.core.list_files.services import ask_for
from open315.core.pages.declared import ListPage
from open315.core.pages.lists import asked_order

FORMS = ("csv", "xlsx")


def list_file(request: StaffRequest, page: ListPage[Any]) -> HttpResponseBase:
    """The filtered list as CSV, or as XLSX with `?format=xlsx`, in the order of its page."""
    query = request.GET.copy()
    query["sort"] = asked_order(request, page)
    args = [str(each) for each in page.args]
    return _answer(request, kind_of(page), args, query, request.GET.get("format", "csv"))


def sheet_file(
    request: StaffRequest, kind: SheetKind, args: Sequence[str] = (), *, form: str = "csv"
) -> HttpResponseBase:
    """What a room declared as a sheet, of the thing that `args` name, as the address asks for it."""
    return _answer(request, kind, args, request.GET.copy(), form)


def _answer(
    request: StaffRequest, kind: SheetKind, args: Sequence[str], query: QueryDict, form: str
) -> HttpResponseBase:
    if form not in FORMS:
        raise InvalidInput(FORM_WANTED, field="format")
    if kind.asks and (answer := kind.asks(request, kind.page(args))):
        return answer
    actor, at = request.actor, clock.now()
    if kind.event:
        audit.record(kind.event, actor=actor, at=at, data=kind.told(actor, query, args))
    sheet = kind.sheet(actor, query, args)
    if sheet.are_more_than(settings.EXPORT_AT_ONCE):
        return redirect("list_files:show", ask_for(kind, args, query, form, actor=actor, at=at).pk)
    return spreadsheet_response(sheet.name, sheet.header, sheet.rows, kind=form, definitions=sheet.definitions)
