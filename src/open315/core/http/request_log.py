"""One line a request, and an id that ties its lines together."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from open315.core.http.log_lines import request_id
from open315.core.http.nearby import ADDRESSES

log = logging.getLogger("open315.request")
HEADER = "X-Request-ID"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestLogMiddleware:
    """Outermost of ours: gives the request its id (or keeps the proxy's), and writes its line when it is answered.

    The line names the route ("track/case/"), not the address: addresses carry codes and search words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        chosen = given if _ACCEPTABLE.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(chosen)
        began = time.perf_counter()
        try:
            answer = self.get_response(request)
            answer[HEADER] = chosen
            self._write(request, answer, began)
        finally:
            request_id.reset(token)
        return answer

    @staticmethod
    def _write(request: HttpRequest, answer: HttpResponse, began: float) -> None:
        match = request.resolver_match
        fields = {
            "method": request.method,
            "route": f"/{match.route}" if match else "",
            "status": answer.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1),
            "account": _account_id(request),
        }
        log.log(_level(request, answer), "request", extra={"fields": fields})


def _level(request: HttpRequest, answer: HttpResponse) -> int:
    """Each process asks itself every few seconds whether it lives, and monitors do: all is well is not worth a line."""
    if answer.status_code >= 500:
        return logging.ERROR
    return logging.DEBUG if request.path_info in ADDRESSES else logging.INFO


def _account_id(request: HttpRequest) -> int | None:
    """The signed-in account, if the request looked at it: a line in the log is not worth a query."""
    user = request.__dict__.get("_cached_user")
    return user.pk if user is not None else None
