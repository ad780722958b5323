"""Everything that strangers send is counted, whatever address it goes to: so many a minute from one visitor, then 429.

The doors count besides, more strictly, what costs more (a filing, a try of a code, bytes of files). This is the net below them: an
address that somebody adds, and a step that stores nothing, are counted too, also where the proof of origin turns out forged.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from open315.core import clock, throttle
from open315.core.errors import TooMany
from open315.core.ui.errors import error_page

COUNTS_ITSELF = "open315_counts_itself"
READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
MINUTE = 60


View = Callable[..., HttpResponseBase]


def counts_itself(view: View) -> View:
    """Say that a view counts by itself who comes: a gateway that shows a secret brings in a minute what all its people wrote."""
    vars(view)[COUNTS_ITSELF] = True
    return view


def count_stranger(request: HttpRequest) -> None:
    """Count what somebody sent who is not known. TooMany, with the time to wait, beyond `POSTS_PER_MINUTE`."""
    who = f"post:{throttle.counted_as(request.META.get('REMOTE_ADDR', ''))}"
    throttle.check(who, limit=settings.POSTS_PER_MINUTE, seconds=MINUTE, at=clock.now())


class PostLimitMiddleware:
    """Counts before the view is asked, and before the check against forgery. Who is signed in is not counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before an address is found."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Count, or answer 429 with the time to wait."""
        if request.method in READS or hasattr(view, COUNTS_ITSELF) or SESSION_KEY in request.session:
            return None
        try:
            count_stranger(request)
        except TooMany as error:
            return _refusal(request, error)
        return None


def _refusal(request: HttpRequest, error: TooMany) -> HttpResponse:
    """A page, or problem details (RFC 9457) for who sent JSON."""
    wait = int(error.details["retry_after"])
    if request.content_type != "application/json":
        return error_page(request, error.status, error.message, retry_after=wait)
    told = {"type": "about:blank", "status": error.status, "title": str(error.message), "code": error.code}
    answer = JsonResponse(told, status=error.status, content_type="application/problem+json")
    answer["Retry-After"] = str(wait)
    return answer
