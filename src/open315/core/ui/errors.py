"""Error pages in the reader's language: what happened, whether anything was saved, and what to do next.

`error_page` is used by the handlers in `config.urls` and by `ErrorMiddleware`, which turns an error a view let through
(a foreign object, a stale form, a rate limit, no room on the disk) into a page with the right status.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import ActorKind
from open315.core.errors import Open315Error, SignedOut

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of the field)

WORDS: dict[int, tuple[Any, Any]] = {
    400: (
        _("This request cannot be read"),
        _("Go back and try again. If it happens again, tell the council what you were doing."),
    ),
    403: (
        _("You may not do this"),
        _("Your role does not include it. If it should, ask an administrator of your body."),
    ),
    404: (
        pgettext_lazy("error page", "Nothing here"),
        _("The address is wrong, or what it led to is not open to you."),
    ),
    409: (
        _("This has changed meanwhile"),
        _("Somebody else was quicker. Open the page again to see the present state; nothing was overwritten."),
    ),
    413: (_("Too large"), _("The files together are larger than this site takes. Send fewer or smaller ones.")),
    422: (_("This cannot be used as it is"), _("Go back, correct what was sent, and try again.")),
    429: (_("Too many attempts"), _("Please wait a little and try again. Nothing is lost.")),
    500: (
        _("Something went wrong on our side"),
        _("It has been recorded. Nothing was saved half. Please try again in a moment."),
    ),
    503: (
        _("Not available just now"),
        _("The site cannot store anything at this moment, so nothing was saved. Please try again in a few minutes."),
    ),
}


def error_page(request: HttpRequest, status: int, message: Any = "", *, retry_after: int | None = None) -> HttpResponse:
    """The page for a status; `message` replaces the general advice."""
    title, advice = WORDS.get(status, WORDS[500])
    is_staff = getattr(getattr(request, "actor", None), "kind", None) == ActorKind.STAFF if status != 503 else False
    context = {"status": status, "title": title, "text": message or advice, "home": "console" if is_staff else "home"}
    answer = HttpResponse(render_to_string("ui/error.html", context, request), status=status)
    if retry_after is not None:
        answer["Retry-After"] = str(retry_after)
    return answer


class ErrorMiddleware:
    """Answers an `Open315Error` that no view handled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for our own errors; every other goes its usual way."""
        if not isinstance(error, Open315Error):
            return None
        if isinstance(error, SignedOut):
            return signed_out(request)
        return error_page(request, error.status, error.message, retry_after=error.details.get("retry_after"))


def signed_out(request: HttpRequest) -> HttpResponse:
    """What was sent after the session had ended, kept in a form to send again. The proof of origin was checked before."""
    fields = [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]
    context = {"path": request.get_full_path(), "fields": fields, "had_files": bool(request.FILES)}
    answer = HttpResponse(render_to_string("ui/signed_out.html", context, request), status=HTTPStatus.UNAUTHORIZED)
    answer["Cache-Control"] = "no-store"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400."""
    return error_page(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's 500: a page that needs no database."""
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose proof of origin is missing or too old: usually the page was open since before a sign-in."""
    advice = _(
        "This form is out of date, for instance because you signed in or out in another window. Go back, reload the page and send it again."
    )
    return error_page(request, HTTPStatus.FORBIDDEN, advice)
