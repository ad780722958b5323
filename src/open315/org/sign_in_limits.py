"""How often a password may be guessed: for a name from one visitor, and for a name from anywhere; never for an address alone.

An office is one address: whoever types hers correctly is let in, however often somebody beside her mistyped his. Whoever
guesses from one address (or one IPv6 network) shuts out only himself, for that name: what he sends while he is shut out is neither
counted nor kept. From many addresses a name is shut after five times as many, for every browser in which its owner has not
signed in lately. Strangers alone do not keep somebody from her work: her second factor, given together with the password, opens a
shut name in any browser, and so does the temporary password that an administrator gave her, which nobody guesses (ADR 0070).
"""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from open315.core import throttle
from open315.org.models import Account

FROM_ONE_ADDRESS = 8
FROM_ANYWHERE = 40
KNOWN, KNOWN_SALT = "open315-known", "open315.org.known_browser"
KNOWN_FOR = timedelta(days=90)
CODE = "code"
"""The field of the sign-in form of a shut name."""


class SignInLimits(AxesDatabaseHandler):
    """The counts of axes in its tables, with a limit of its own for each way to add them up (AXES_LOCKOUT_PARAMETERS names them in order)."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Failures as axes compares them with FROM_ONE_ADDRESS; those from anywhere are told short by the difference of the limits."""
        here, anywhere = (_failures(attempts) for attempts in self.get_user_attempts(request, credentials))
        name = login_name(request, credentials)
        if anywhere < FROM_ANYWHERE or here >= FROM_ONE_ADDRESS or _gets_through(request, name):
            return here
        request.open315_shut_by_others = True
        return FROM_ONE_ADDRESS

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **_more: Any) -> None:
        """Count a failure of somebody who is not shut out yet. Nothing else that was posted is kept: people type passwords into wrong fields."""
        if request is None:
            return
        if not request.axes_locked_out:
            self.clean_expired_user_attempts(request, credentials)
            _count(request, counted_name(request, credentials))
            request.axes_locked_out = request.open315_just_shut_out = self.is_locked(request, credentials)
        request.axes_credentials = credentials


def _count(request: HttpRequest, name: str) -> None:
    with transaction.atomic():
        attempt, _is_new = AccessAttempt.objects.select_for_update().get_or_create(
            username=name, ip_address=visitor(request), user_agent="", defaults={"failures_since_start": 0}
        )
        attempt.failures_since_start += 1
        attempt.attempt_time = timezone.now()
        attempt.save(update_fields=["failures_since_start", "attempt_time"])


def was_shut_out(request: HttpRequest | None) -> bool:
    """Whether the failure of this request is one of somebody who had been shut out before."""
    return getattr(request, "axes_locked_out", False) and not getattr(request, "open315_just_shut_out", False)


def login_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The log-in name a lock-out is counted for: as typed, without case or blanks around it."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return str(typed).strip().lower()[:60]


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The same as the table of failures holds it: nobody reads there what was typed, which may be a password."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"sign-in\0{login_name(request, credentials)}".encode(), hashlib.sha256).hexdigest()


def visitor(request: HttpRequest) -> str:
    """Whom axes counts as one: an IPv4 address, or the first address of an IPv6 network."""
    counted = throttle.counted_as(request.META.get("REMOTE_ADDR", ""))
    return str(ip_network(counted).network_address) if "/" in counted else counted


def remember_browser(response: HttpResponse, username: str) -> None:
    """Note in the browser that gets this response that `username` signed in there."""
    response.set_cookie(
        KNOWN,
        signing.dumps(username, salt=KNOWN_SALT),
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Strict",
        secure=settings.HTTPS,
    )


def is_known(request: HttpRequest, username: str) -> bool:
    """Whether `username` signed in in this browser lately."""
    try:
        known = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN_SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return False
    return bool(known == username)


def gives_code(request: HttpRequest, username: str) -> bool:
    """Whether the present code of her authenticator came with the password. It is not used up: she is asked for one again behind it."""
    code = request.POST.get(CODE, "")
    if not code:
        return False
    factor = Authenticator.objects.filter(user__username=username, type=Authenticator.Type.TOTP).first()
    return factor is not None and validate_totp_code(decrypt(factor.data["secret"]), code)


def has_given_password(username: str) -> bool:
    """Whether her password is one that an administrator's page made up, sixteen random signs, and she has not chosen her own since."""
    return Account.objects.filter(username=username, must_change_password=True).exists()


def _gets_through(request: HttpRequest, username: str) -> bool:
    """Whether what strangers guess does not concern whoever tries this name here."""
    return is_known(request, username) or gives_code(request, username) or has_given_password(username)


def shut_by_others(request: HttpRequest) -> bool:
    """Whether it was not from here that this name was shut."""
    return getattr(request, "open315_shut_by_others", False)


def _failures(attempts: Any) -> int:
    return attempts.aggregate(found=Sum("failures_since_start"))["found"] or 0
