"""Every form that is sent comes in clean, whichever page it is of."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

from open315.core.text import clean

SECRET = "password"  # noqa: S105  (the part of a field's name)
"""What is typed into such fields is taken as it is."""


class CleanInputMiddleware:
    """Clean the texts of a sent form before its view sees them: browsers send CRLF and count LF, people paste what cannot be seen.

    It stands after the check against forgery, which has read the form by then; what is not checked by it (the API) is read
    and cleaned by its own schemas.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Put the clean form in the place of the one that was sent."""
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _clean(request.POST)  # type: ignore[assignment]


def _clean(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name, values in sent.lists():
        if SECRET not in name:
            kept.setlist(name, [clean(each) for each in values])
    kept._mutable = False
    return kept
