"""Puts the acting person on the request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from open315.core import clock
from open315.core.access import ANONYMOUS, Actor
from open315.org.models import Account
from open315.org.queries import actor_for


class ActorMiddleware:
    """`request.actor` is the signed-in member of staff as an `Actor`, or ANONYMOUS. Built only when somebody looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: self._actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    @staticmethod
    def _actor(request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return ANONYMOUS
        return actor_for(cast(Account, request.user), clock.today())
