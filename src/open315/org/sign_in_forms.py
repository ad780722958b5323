"""Forms of the second factor whose limit on guessing lives in the database and so survives a restart or a lost cache."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError

from open315.core import clock, throttle
from open315.core.errors import TooMany

TRIES, SECONDS = 10, 900


def limit_tries(account_id: int) -> None:
    """At most ten codes in a quarter of an hour for an account, wherever they come from."""
    try:
        throttle.check(f"second-factor:{account_id}", limit=TRIES, seconds=SECONDS, at=clock.now())
    except TooMany as error:
        raise ValidationError(str(error.message)) from error


class LimitedAuthenticateForm(AuthenticateForm):
    """The code after the password."""

    def clean_code(self) -> str:
        limit_tries(self.user.pk)
        code: str = super().clean_code()
        return code


class LimitedReauthenticateForm(ReauthenticateForm):
    """The code before a sensitive step."""

    def clean_code(self) -> str:
        limit_tries(self.user.pk)
        code: str = super().clean_code()
        return code
