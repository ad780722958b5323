"""/console/admin/health/: how the install is, in words, with what to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from open315.config.administration.condition import findings
from open315.core import clock
from open315.core.access import StaffRequest, requires


@requires("system:events")
@never_cache
@require_safe
def health(request: StaffRequest) -> HttpResponse:
    """Everything that is looked at, the worst first."""
    context = {"section": "health", "findings": findings(request.actor), "at": clock.now()}
    return render(request, "config/admin/health.html", context)
