"""The answer while storage is away: 503 with Retry-After, in the reader's language, without touching the database."""

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from open315.core.http.storage_trouble import is_storage_trouble
from open315.core.ui.context import theme_of
from open315.core.ui.errors import server_error as failure_page

log = logging.getLogger("open315.storage")
RETRY_AFTER = 20


def unavailable(request: HttpRequest) -> HttpResponse:
    """The 503 itself: a page, or problem details for the API."""
    with translation.override(translation.get_language_from_request(request)):
        answer = _problem() if request.path.startswith("/api/") else _page(request)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer


def _problem() -> HttpResponse:
    words = _("Nothing was saved. Please send the same request again in a moment, with the same key.")
    content: dict[str, Any] = {
        "title": _("Storage is not available"),
        "status": 503,
        "code": "unavailable",
        "detail": words,
    }
    return JsonResponse(content, status=503, content_type="application/problem+json")


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("core/unavailable.html", {"theme": theme_of(request)}), status=503)


class UnavailableMiddleware:
    """Turns storage trouble in a view into the 503. (Trouble in other middleware reaches `server_error`.)"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this for whatever a view lets through."""
        if not is_storage_trouble(exception):
            return None
        log.error("storage trouble", extra={"fields": {"error": type(exception).__name__}})
        return unavailable(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: the same 503 for storage trouble outside views, otherwise the page (or problem details) of a failure."""
    if is_storage_trouble(sys.exc_info()[1]):
        return unavailable(request)
    if not request.path.startswith("/api/"):
        return failure_page(request)
    with translation.override(translation.get_language_from_request(request)):
        words = {"title": _("Something went wrong on our side"), "status": 500, "code": "error"}
        return JsonResponse(words, status=500, content_type="application/problem+json")
