"""The lists of the administration as files. They hold contact data of staff, so they ask who it is and are recorded."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from open315.core import audit, clock
from open315.core.access import StaffRequest, requires
from open315.core.exports import spreadsheet_response
from open315.org.queries.lists import account_rows, body_rows, list_accounts, list_bodies
from open315.org.sign_in import ask_to_confirm


@requires("org:manage")
def organisations_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list of bodies as CSV or XLSX."""
    header = [
        "id", _("Name"), _("English name"), _("Kind"), _("Sector"), _("Region code"), _("Region"), _("Stands below"),
        _("Prefix of case numbers"), _("Telephone"), _("Address"), _("E-mail"), _("Active"),
    ]  # fmt: skip
    rows = body_rows(list_bodies(request.actor, request.GET))
    return _sent(request, "organisations", header, rows)


@requires("org:manage")
def accounts_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list of accounts as CSV or XLSX."""
    header = [
        _("Log-in name"), _("Shown as"), _("E-mail"), _("Roles today"), _("Active"), _("Second factor"), _("Last sign-in"),
    ]  # fmt: skip
    rows = account_rows(list_accounts(request.actor, request.GET, clock.today()))
    return _sent(request, "accounts", header, rows)


def _sent(request: StaffRequest, name: str, header: list[Any], rows: Iterator[list[Any]]) -> HttpResponseBase:
    if answer := ask_to_confirm(request, reverse(f"org:{name}")):
        return answer
    kind = request.GET.get("format", "csv")
    filters = {key: value for key, value in request.GET.items() if key != "format"}
    audit.record(f"org.{name}_exported", actor=request.actor, at=clock.now(), data={"filters": filters})
    return spreadsheet_response(name, header, rows, kind=kind)
