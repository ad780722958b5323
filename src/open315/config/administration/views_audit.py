"""/console/admin/audit/: who did what."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from open315.config.administration.forms import AuditFilterForm
from open315.config.administration.paging import address, cut, place, read_place
from open315.core import audit, clock
from open315.core.access import Actor, StaffRequest, requires
from open315.core.audit import queries
from open315.core.audit.chain import head
from open315.core.exports import spreadsheet_response
from open315.org.sign_in import ask_to_confirm

if TYPE_CHECKING:
    from open315.core.audit.models import AuditEntry

SECTION = "audit"


@requires("audit:read")
@require_safe
def log(request: StaffRequest) -> HttpResponse:
    """The entries the actor may see, filtered, newest first."""
    form = AuditFilterForm(request.GET or None)
    before = read_place(request.GET.get("before", ""))
    entries, more = cut(queries.page(request.actor, form.wanted(), before), queries.PAGE)
    context = {
        "section": SECTION,
        "form": form,
        "entries": entries,
        "head": head(),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "next_url": address(request, before=place(entries[-1].at, entries[-1].pk)) if more else "",
        "first_url": address(request, before=None) if before else "",
        "export_url": f"{reverse('administration:audit_export')}{address(request, before=None)}",
    }
    return render(request, "config/admin/audit.html", context)


@requires("audit:read")
@require_safe
def log_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered entries as CSV. Asks who it is, and is itself recorded."""
    if answer := ask_to_confirm(request, reverse("administration:audit")):
        return answer
    actor = request.actor
    wanted = AuditFilterForm(request.GET or None).wanted()
    filters = {name: str(getattr(wanted, name)) for name in wanted.__slots__ if getattr(wanted, name)}
    audit.record("audit.exported", actor=actor, at=clock.now(), data=filters)
    header = [
        "id",
        _("When"),
        _("What"),
        _("Acting person"),
        _("Kind of actor"),
        "account_id",
        "organisation_id",
        _("Kind of object"),
        _("Id of the object"),
        _("Details"),
    ]
    return spreadsheet_response("audit", header, _rows(actor, wanted))


def _rows(actor: Actor, wanted: queries.AuditFilter) -> Iterator[list[Any]]:
    entry: AuditEntry
    for entry in queries.entries(actor, wanted).iterator(2000):
        yield [
            entry.pk, entry.at, entry.event, entry.actor_label, entry.actor_kind, entry.account_id, entry.organisation_id,
            entry.object_type, entry.object_id, str(entry.data or ""),
        ]  # fmt: skip
