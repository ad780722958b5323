"""Forms of the second factor whose limit on guessing lives in the database and so survives a restart or a lost cache."""

from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core import clock, throttle
from open315.core.errors import TooMany
from open315.org.models import Account

TRIES, SECONDS = 10, 900
CODE_REMEMBERED = timedelta(minutes=2)
"""A code is good for thirty seconds; a longer memory would refuse one that happens to come again."""


def limit_tries(account_id: int) -> None:
    """At most ten codes in a quarter of an hour for an account, wherever they come from."""
    try:
        throttle.check(f"second-factor:{account_id}", limit=TRIES, seconds=SECONDS, at=clock.now())
    except TooMany as error:
        raise ValidationError(str(error.message)) from error


def use_once(account_id: int, code: str) -> None:
    """A code of an authenticator works once, whichever process is asked: its use stands in the database, behind a lock on the account."""
    digits = "".join(filter(str.isdecimal, code))
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account_id)
        if not throttle.once(f"totp:{account_id}:{digits}", within=CODE_REMEMBERED, at=clock.now()):
            raise get_adapter().validation_error("incorrect_code")


class _Once:
    """Tries are limited, and a code is used up."""

    user: Account
    authenticator: Authenticator

    def clean_code(self) -> str:
        limit_tries(self.user.pk)
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            use_once(self.user.pk, code)
        return code


class ShutForm(forms.Form):
    """Signing in with a name at which strangers guessed too often: password and code together. Whoever has both is let through to the next page."""

    login = forms.CharField(
        label=_("Log-in name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = forms.CharField(
        label=_("Code of the second factor"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_(
            "The six digits that your authenticator shows now. On the next page you are asked for the code once more."
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class LimitedAuthenticateForm(_Once, AuthenticateForm):
    """The code after the password."""


class LimitedReauthenticateForm(_Once, ReauthenticateForm):
    """The code before a sensitive step."""


class OnceActivateForm(ActivateTOTPForm):
    """The code that switches the second factor on signs nobody in."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        use_once(self.user.pk, code)
        return code
