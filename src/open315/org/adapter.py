"""Sign-in rules: nobody signs up by themselves; accounts are made by an administrator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from open315.core.access import home_of
from open315.org.middleware import signed_in
from open315.org.sealed_factors import open_text, seal_text
from open315.org.sign_in_limits import remember_browser


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up; after signing in, each kind of people begins at its own page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(home_of(signed_in(request).kind))

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """Greet who has proved herself, second factor and all, and know this browser again when strangers guess at her name."""
        response: HttpResponse = super().post_login(request, user, **how)
        remember_browser(response, user.get_username().lower())
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed at rest."""

    def encrypt(self, text: str) -> str:
        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(encrypted_text)
