"""Second factors at rest, and what switching one on does to other sessions."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from conftest import Cast
from open315.core.crypto import add_key, holdings
from open315.org import tasks
from open315.org.sealed_factors import open_text, reseal_factors, sealed_factors
from open315.org.sign_in_forms import LimitedAuthenticateForm, LimitedReauthenticateForm, OnceActivateForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str) -> str:
    """The code that a telephone would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_table_holds_no_secret_and_the_code_still_opens(cast: Cast) -> None:
    TOTP.activate(cast.accounts["clerk"], SECRET)
    row = Authenticator.objects.get()
    assert SECRET not in str(row.data)
    assert open_text(row.data["secret"]) == SECRET
    assert TOTP(row).validate_code(code_of(SECRET))


def test_secrets_in_clear_of_an_earlier_version_open_and_are_sealed(cast: Cast) -> None:
    clerk = cast.accounts["clerk"]
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(user=clerk, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 5})
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of(SECRET))
    assert tasks.seal_second_factors(cast.at) == 2
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)
    kept = Authenticator.objects.get(type="recovery_codes")
    assert "ab" * 40 not in str(kept.data)
    assert kept.data["used_mask"] == 5
    assert RecoveryCodes(kept).get_unused_codes() == codes
    assert open_text(Authenticator.objects.get(type="totp").data["secret"]) == SECRET
    assert tasks.seal_second_factors(cast.at) == 0


def test_new_keys_seal_second_factors_again(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.VAULT_KEYS = tmp_path / "vault-keys.json"
    TOTP.activate(cast.accounts["clerk"], SECRET)
    newest = add_key()
    assert list(reseal_factors()) == [1]
    row = Authenticator.objects.get()
    assert row.data["secret"].startswith(f"sealed:{newest}:")
    assert open_text(row.data["secret"]) == SECRET
    assert [sealed.key_id for sealed, _ in sealed_factors()] == [newest]
    assert newest in {sealed.key_id for sealed, _ in holdings.samples()}


@pytest.mark.django_db(transaction=True)
def test_switching_on_a_second_factor_ends_the_other_sessions_and_keeps_this_one(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(cast.accounts["clerk"], backend=BACKEND)
    here.post(reverse("account_reauthenticate"), {"password": "correct horse 315"})
    here.get(reverse("mfa_activate_totp"))
    assert elsewhere.get(reverse("console")).status_code == 200
    here.post(reverse("mfa_activate_totp"), {"code": code_of(here.session["mfa.totp.secret"])})
    assert Authenticator.objects.filter(user=cast.accounts["clerk"], type="totp").exists()
    assert here.get(reverse("console")).status_code == 200
    assert elsewhere.get(reverse("console")).status_code == 302


def used(cast: Cast, form: type, code: str) -> bool:
    """Whether the code is taken, in a process whose cache knows nothing of others."""
    cache.clear()
    asked = form(data={"code": code}, user=cast.accounts["clerk"])
    with context.request_context(RequestFactory().get("/")):
        return bool(asked.is_valid())


def test_a_code_works_once_whichever_process_is_asked(cast: Cast) -> None:
    TOTP.activate(cast.accounts["clerk"], SECRET)
    with time_machine.travel(cast.at, tick=False):
        code = code_of(SECRET)
        assert used(cast, LimitedAuthenticateForm, code)
        assert not used(cast, LimitedAuthenticateForm, code)
        assert not used(cast, LimitedReauthenticateForm, f" {code[:3]} {code[3:]} ")
    with time_machine.travel(cast.at + timedelta(seconds=30), tick=False):
        assert used(cast, LimitedReauthenticateForm, code_of(SECRET))


def test_the_code_that_switched_the_factor_on_signs_nobody_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.get_totp_secret", lambda regenerate: SECRET)
    with time_machine.travel(cast.at, tick=False):
        code = code_of(SECRET)
        assert used(cast, OnceActivateForm, code)
        TOTP.activate(cast.accounts["clerk"], SECRET)
        assert not used(cast, LimitedAuthenticateForm, code)


def test_a_recovery_code_works_once_and_another_at_once_after(cast: Cast) -> None:
    clerk = cast.accounts["clerk"]
    TOTP.activate(clerk, SECRET)
    codes = RecoveryCodes.activate(clerk).get_unused_codes()
    assert [used(cast, LimitedAuthenticateForm, code) for code in (codes[0], codes[0], codes[1])] == [True, False, True]
