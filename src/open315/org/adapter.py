"""Sign-in rules: nobody signs up by themselves; accounts are made by an administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url

from open315.core.access import home_of
from open315.org.middleware import signed_in


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up; after signing in, each kind of people begins at its own page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(home_of(signed_in(request).kind))
