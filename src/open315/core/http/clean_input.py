"""Every form and every query comes in clean, whichever page it is of; an address that holds what is in no name and in no column leads nowhere."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

from open315.core.text import clean

SECRET = "password"  # noqa: S105  (the part of a field's name)
"""What is typed into such fields is taken as it is."""
TAKES_A_FORM = "takes_a_form"
LARGEST = 2**63 - 1
"""What a column of numbers holds: beyond it a database refuses to compare."""
View = TypeVar("View", bound=Callable[..., Any])


def takes_a_form(view: View) -> View:
    """Mark a view that is exempt from the check against forgery and reads a form all the same."""
    vars(view)[TAKES_A_FORM] = True
    return view


class CleanInputMiddleware:
    """Clean the texts of a sent form before its view sees them: browsers send CRLF and count LF, people paste what cannot be seen.

    It stands after the check against forgery, which has read the form by then. A view that is not checked by it says with
    `takes_a_form` that it reads one; the API reads no form, and its own schemas clean what it is sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, parameters: dict[str, Any]) -> None:
        """Put the clean form and query in the place of those that were sent. Http404 for an address with a sign or a number that cannot be stored."""
        if not all(map(_can_be_stored, parameters.values())):
            raise Http404
        if request.GET:
            request.GET = _clean(request.GET)  # type: ignore[assignment]
        is_checked = not getattr(view, "csrf_exempt", False)
        if request.method == "POST" and (is_checked or getattr(view, TAKES_A_FORM, False)):
            request.POST = _clean(request.POST)  # type: ignore[assignment]


def _can_be_stored(parameter: Any) -> bool:
    """A NUL, which PostgreSQL refuses, is in no token and no number; no row has an id that no column holds."""
    if isinstance(parameter, int):
        return parameter <= LARGEST
    return not isinstance(parameter, str) or clean(parameter) == parameter


def _clean(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name, values in sent.lists():
        if SECRET not in name:
            kept.setlist(name, [clean(each) for each in values])
    kept._mutable = False
    return kept
