"""Puts the acting person on the request, and sends staff to what they owe before they may work."""

from collections.abc import Callable
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from open315.core import clock
from open315.core.access import ANONYMOUS, Actor, PortalRequest, access_of
from open315.org.queries import actor_for

SECOND_FACTOR = "open315_second_factor"
"""Session key: this session's account was seen to have a second factor. Resetting the factor ends the session."""


def signed_in(request: HttpRequest) -> Actor:
    """Whose account the session is, as an actor; ANONYMOUS without one."""
    user = request.user
    return actor_for(user, clock.today()) if user.is_authenticated else ANONYMOUS


class ActorMiddleware:
    """`request.actor` is whoever signed in with an account, or ANONYMOUS. Built only when somebody looks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        request.actor = cast("Actor", SimpleLazyObject(lambda: signed_in(request)))
        return self.get_response(request)


class StaffDutyMiddleware:
    """Before a view for people with an account: a temporary password is changed, a second factor is set up.

    Public pages and the sign-in pages stay open. `MFA_REQUIRED` switches the second duty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The way to the open duty, or None."""
        declared = access_of(view)
        if declared is None or not declared.asks_for_account or not request.user.is_authenticated:
            return None
        if request.user.must_change_password:
            messages.info(request, _("Please choose a password of your own first."))
            return redirect("account_change_password")
        if settings.MFA_REQUIRED and not _has_second_factor(request):
            messages.info(request, _("Please set up a second factor first; then the console opens."))
            return redirect("mfa_activate_totp")
        return None


def _has_second_factor(request: HttpRequest) -> bool:
    if SECOND_FACTOR not in request.session:
        if not Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists():
            return False
        request.session[SECOND_FACTOR] = True
    return True
