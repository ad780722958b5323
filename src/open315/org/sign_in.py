"""How signing in behaves: who counts as the target of guessing, what a locked-out visitor reads, what is written down.

Sign-ins, failures and changes of credentials go to the audit log; a failure names the account if there is one, never what was typed.
"""

import logging
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from open315.core import audit, clock
from open315.core.access import Actor, ActorKind
from open315.core.outbox import declare_events, emit
from open315.core.ui.errors import error_page
from open315.org.middleware import SECOND_FACTOR
from open315.org.models import Account
from open315.org.services import end_sessions
from open315.org.sign_in_forms import ShutForm
from open315.org.sign_in_limits import login_name, shut_by_others, was_shut_out
from open315.org.types import RECOVERY_CODE_USED

log = logging.getLogger("open315.sign_in")
declare_events(RECOVERY_CODE_USED)


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """The page after too many failures for a name, from one address or from anywhere (`sign_in_limits`).

    Who was shut out by others, while nobody guessed from her own address, may give her second factor's code together with the password.
    """
    if shut_by_others(request):
        answer = render(request, "account/shut.html", {"form": ShutForm(initial=_typed(request))}, status=429)
        answer["Retry-After"] = "1800"
        return answer
    words = _(
        "Too many failed attempts. Wait half an hour and try again, or ask your administrator for a new password."
    )
    return error_page(request, 429, words, retry_after=1800)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:200] for name in ("login", "next")}


def recently_confirmed(request: HttpRequest) -> bool:
    """Whether this person proved who she is in this session within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    limit = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(record["at"] > limit for record in records)


def ask_to_confirm(request: HttpRequest, back: str) -> HttpResponse | None:
    """Before a sensitive step: the way to confirm the password and then to `back`; None when that was done lately."""
    if recently_confirmed(request):
        return None
    messages.info(request, _("Please confirm that it is you, then repeat the step."))
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


def _record(event: str, account: Account | None, **data: Any) -> None:
    actor = Actor(kind=ActorKind.STAFF, label=str(account), account_id=account.pk) if account else _NOBODY
    audit.record(
        f"org.{event}", actor=actor, at=clock.now(), obj=("account", account.pk) if account else None, data=data
    )


def _log(words: str, request: HttpRequest | None, account_id: int | None = None) -> None:
    """A line for fail2ban and for those who look into a break-in. Logs are kept for weeks, the audit log for ever: no address there."""
    address = request.META.get("REMOTE_ADDR", "") if request else ""
    log.info(words, extra={"fields": {"address": address, "account": account_id}})


_NOBODY = Actor(kind=ActorKind.ANONYMOUS, label="anonymous")


@receiver(user_logged_in)
def _signed_in(user: Account, request: HttpRequest | None = None, **_more: Any) -> None:
    _log("signed in", request, user.pk)
    _record("signed_in", user)


@receiver(user_login_failed)
def _sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """Of a name that is nobody's, and of who is shut out already, there is only the log: the audit log is for ever, and strangers would fill it."""
    _log("sign-in failed", request)
    account = Account.objects.filter(username=login_name(request, credentials)).first()
    if account is not None and not was_shut_out(request):
        _record("sign_in_failed", account)


@receiver(password_changed)
def _password_changed(user: Account, **_more: Any) -> None:
    Account.objects.filter(pk=user.pk).update(must_change_password=False)
    _record("password_changed", user)


@receiver(authenticator_added)
def _second_factor_added(request: HttpRequest, user: Account, authenticator: Any, **_more: Any) -> None:
    """Who sits in another session may be the one against whom the factor was switched on: only this session stays."""
    if authenticator.type == authenticator.Type.TOTP:
        end_sessions(user)
        update_session_auth_hash(request, user)
    _record("second_factor_added", user, type=authenticator.type)


@receiver(authenticator_removed)
def _second_factor_removed(request: HttpRequest, user: Account, authenticator: Any, **_more: Any) -> None:
    request.session.pop(SECOND_FACTOR, None)
    _record("second_factor_removed", user, type=authenticator.type)


@receiver(authenticator_reset)
def _recovery_codes_renewed(user: Account, authenticator: Any, **_more: Any) -> None:
    _record("recovery_codes_renewed", user, type=authenticator.type)


@receiver(authentication_failed)
def _second_factor_failed(user: Account, request: HttpRequest | None = None, **_more: Any) -> None:
    """Of the few tries that are allowed (`sign_in_forms`): whoever comes so far knows the password."""
    _log("second factor failed", request, user.pk)
    _record("second_factor_failed", user)


@receiver(authenticator_used)
def _recovery_code_used(request: HttpRequest, user: Account, authenticator: Any, **_more: Any) -> None:
    """A code from the paper, not from the telephone: written down, told to whoever signs in, and left as a message for the owner."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        return
    left = len(Authenticator.objects.get(pk=authenticator.pk).wrap().get_unused_codes())  # as it stands after the use
    with transaction.atomic():
        _record("recovery_code_used", user, left=left)
        emit(RECOVERY_CODE_USED, {"account": user.pk, "left": left}, at=clock.now())
    messages.warning(
        request, _("A recovery code was used to prove who you are. Codes left: %(left)d.") % {"left": left}
    )
