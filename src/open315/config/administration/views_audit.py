"""/console/admin/audit/: who did what."""

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from open315.config.administration.audit_list import AUDIT
from open315.core.access import StaffRequest, requires
from open315.core.audit.chain import head
from open315.core.list_files import list_file
from open315.core.pages.lists import list_page


@requires("audit:read")
@require_safe
def log(request: StaffRequest) -> HttpResponse:
    """The entries the actor may see, filtered, newest first; below them the head of the chain."""
    return list_page(request, AUDIT, {"head": head()})


@requires("audit:read")
@require_safe
def log_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered entries as CSV. Asks who it is, and is itself recorded."""
    return list_file(request, AUDIT)
