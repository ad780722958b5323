"""Addresses for monitors and load balancers."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from open315.core.access import public
from open315.core.ops import health


@public
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is looked at."""
    return _uncached(JsonResponse({"status": health.OK}))


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether work can be taken: 200 for ok and degraded, 503 for failing. Says which check fails, and no more."""
    found = health.readiness()
    status = health.verdict(found)
    return _uncached(JsonResponse({"status": status, "checks": found}, status=503 if status == health.FAILING else 200))


def _uncached(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
