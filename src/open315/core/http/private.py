"""What a page of the site shows is for the one who asked: no proxy and no shared computer keeps it, unless its view says otherwise.

A page of a case, of an account, of a second factor that somebody adds is not kept from its first day. `for_everybody` marks the few that
show everyone the same.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase

PRIVATE = "private, no-store"
FOR_EVERYBODY = "for_everybody"
View = TypeVar("View", bound=Callable[..., Any])


def for_everybody(view: View) -> View:
    """Mark a view whose answer tells nothing of whoever asked; a browser may keep it."""
    vars(view)[FOR_EVERYBODY] = True
    return view


class PrivateMiddleware:
    """Says of every answer that is not for everybody that it must not be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        match = request.resolver_match
        is_shared = match is not None and getattr(match.func, FOR_EVERYBODY, False) and answer.status_code < 400
        said = answer.get("Cache-Control", "")
        if not is_shared and not ("private" in said and "no-store" in said):
            answer["Cache-Control"] = PRIVATE
        return answer
