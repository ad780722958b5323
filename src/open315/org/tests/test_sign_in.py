"""Signing in: the second factor is demanded, guessing is stopped, sensitive steps ask again."""

from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.core.audit.models import AuditEntry
from open315.core.outbox.models import OutboxEvent
from open315.org import services
from open315.org.adapter import AccountAdapter
from open315.org.models import Account
from open315.org.sign_in_limits import KNOWN

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def prove(client: Client) -> None:
    """Lets the session prove its person just now."""
    client.post(reverse("account_reauthenticate"), {"password": "correct horse 315"})


def test_staff_without_a_second_factor_are_sent_to_set_one_up(cast: Cast, client: Client, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    answer = client.get(reverse("console"))
    assert answer.headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("home")).status_code == 200


def test_staff_with_a_second_factor_work(cast: Cast, client: Client, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    TOTP.activate(cast.accounts["clerk"], generate_totp_secret())
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    assert client.get(reverse("console")).status_code == 200


def test_the_password_alone_does_not_open_an_account_with_a_second_factor(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.accounts["clerk"], generate_totp_secret())
    answer = client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("console")).status_code == 302


def test_the_demo_lets_its_log_ins_in_at_once(cast: Cast, client: Client, settings: Any) -> None:
    settings.MFA_REQUIRED = False
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    assert client.get(reverse("console")).status_code == 200


def test_guessing_is_stopped_even_when_the_cache_is_lost(cast: Cast, client: Client, settings: Any) -> None:
    settings.AXES_ENABLED = True
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    for _i in range(8):
        client.post(reverse("account_login"), {"login": " Clerk", "password": "wrong guess 99"})
    answer = client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    assert answer.status_code == 429
    assert client.get(reverse("console")).status_code == 302


def sign_in(client: Client, login: str, password: str, address: str, known: str = "") -> int:
    """Try to sign in from an address, in a browser that keeps something or nothing; how it was answered (302 lets in)."""
    if known:
        client.cookies[KNOWN] = known
    answer = client.post(reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR=address)
    client.logout()
    return answer.status_code


def test_a_colleague_who_types_hers_correctly_is_not_shut_out_by_the_office(
    cast: Cast, client: Client, settings: Any
) -> None:
    """Eight wrong passwords from one office address locked everybody who sat behind it."""
    settings.AXES_ENABLED = True
    tries = [sign_in(client, f"mistyped {each % 3}", "wrong guess 99", "10.0.0.7") for each in range(12)]
    assert tries == [200] * 12
    tries = [sign_in(client, "clerk", "wrong guess 99", "10.0.0.7") for _each in range(8)]
    assert tries == [*[200] * 7, 429]
    assert sign_in(client, "officer", "correct horse 315", "10.0.0.7") == 302
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.7") == 429


def test_who_guesses_shuts_out_only_himself_until_he_guesses_from_many_places(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    for last in range(4):
        for _each in range(8):
            sign_in(client, "clerk", "wrong guess 99", f"10.0.1.{last}")
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.8") == 302
    tries = [sign_in(client, "clerk", "wrong guess 99", "10.0.1.9") for _each in range(7)]
    assert tries == [200] * 7
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.8") == 302, "39 failures from anywhere"
    assert sign_in(client, "clerk", "wrong guess 99", "10.0.1.10") == 429, "the fortieth"
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.8") == 429
    assert sign_in(client, "officer", "correct horse 315", "10.0.1.9") == 302


def test_one_stranger_shuts_out_nobody_but_himself_however_long_he_goes_on(
    cast: Cast, client: Client, settings: Any
) -> None:
    """Forty wrong passwords from one address shut a name for everybody, and each further one for half an hour more."""
    settings.AXES_ENABLED = True
    tries = [sign_in(client, "clerk", "wrong guess 99", "10.0.0.7") for _each in range(45)]
    assert tries == [*[200] * 7, *[429] * 38]
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.8") == 302
    attempt = AccessAttempt.objects.get(ip_address="10.0.0.7")
    assert (attempt.failures_since_start, attempt.post_data, attempt.get_data) == (8, "", "")
    assert AuditEntry.objects.filter(event="org.sign_in_failed").count() == 8


def test_a_whole_ipv6_network_is_one_stranger(cast: Cast, client: Client, settings: Any) -> None:
    settings.AXES_ENABLED = True
    tries = [sign_in(client, "clerk", "wrong guess 99", f"2001:db8::{each:x}") for each in range(1, 46)]
    assert tries == [*[200] * 7, *[429] * 38]
    assert sign_in(client, "clerk", "correct horse 315", "2001:db8:0:1::1") == 302
    assert AccessAttempt.objects.get().ip_address == "2001:db8::"


def test_strangers_everywhere_do_not_shut_out_who_comes_back_in_her_own_browser(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    password = "correct horse 315"
    hers, another = known_browser("Clerk"), known_browser("officer")
    for each in range(40):
        sign_in(client, "clerk", "wrong guess 99", f"10.0.1.{each}")
    assert sign_in(client, "clerk", password, "10.0.0.8") == 429
    assert sign_in(client, "clerk", password, "10.0.0.8", another) == 429, "known as somebody else"
    assert sign_in(client, "clerk", password, "10.0.0.8", f"{hers[:-1]}~") == 429, "forged"
    assert sign_in(client, "clerk", password, "10.0.0.8", hers) == 302
    tries = [sign_in(client, "clerk", "wrong guess 99", "10.0.0.9", hers) for _each in range(8)]
    assert tries == [*[200] * 7, 429], "who sits at her browser guesses no more often than anybody"


def shut_from_everywhere(client: Client) -> None:
    """Forty wrong passwords for one name, each from an address of its own."""
    for each in range(40):
        sign_in(client, "clerk", "wrong guess 99", f"10.0.1.{each}")


def present_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_strangers_everywhere_do_not_shut_out_who_has_her_second_factor_with_her(
    cast: Cast, client: Client, settings: Any, time_machine: Any
) -> None:
    """In a browser that nobody ever used: the page asks for the code with the password, and both together let her through."""
    settings.AXES_ENABLED, secret = True, generate_totp_secret()
    time_machine.move_to(cast.at, tick=False)
    TOTP.activate(cast.accounts["clerk"], secret)
    shut_from_everywhere(client)
    typed = {"login": " Clerk", "password": "correct horse 315", "next": "/console/cases/"}

    def answered(**more: str) -> Any:
        return Client(headers={"accept-language": "en"}).post(
            reverse("account_login"), {**typed, **more}, REMOTE_ADDR="10.0.0.8"
        )

    shut = answered()
    page = shut.content.decode()
    assert (shut.status_code, shut["Retry-After"]) == (429, "1800")
    assert "With the code of your second factor you get in nevertheless." in page
    assert 'value=" Clerk"' in page
    assert 'name="next" value="/console/cases/"' in page
    assert "correct horse" not in page
    wrong = str((int(present_code(secret)) + 1) % 1_000_000).zfill(6)
    assert [answered(code=code).status_code for code in (wrong, "", "000", "²")] == [429] * 4
    let_through = answered(code=present_code(secret))
    assert (let_through.status_code, let_through["Location"].partition("?")[0]) == (302, reverse("mfa_authenticate"))
    code = present_code(secret)
    assert [answered(code=code, password="wrong guess 99").status_code for _each in range(8)] == [*[200] * 7, 429]
    shut_here = answered(code=code)
    assert shut_here.status_code == 429, "who guesses with her code in his hand guesses eight times, as anybody"
    assert "nevertheless" not in shut_here.content.decode()


def test_a_code_opens_the_name_of_its_owner_alone(cast: Cast, client: Client, settings: Any, time_machine: Any) -> None:
    settings.AXES_ENABLED, secret = True, generate_totp_secret()
    time_machine.move_to(cast.at, tick=False)
    TOTP.activate(cast.accounts["officer"], secret)
    shut_from_everywhere(client)
    typed = {"login": "clerk", "password": "correct horse 315", "code": present_code(secret)}
    assert client.post(reverse("account_login"), typed, REMOTE_ADDR="10.0.0.8").status_code == 429


def test_a_new_password_of_the_administrator_opens_a_shut_name_at_once_and_strangers_cannot_shut_it_again(
    cast: Cast, client: Client, settings: Any
) -> None:
    """Who has no second factor and sits at a browser she never used: half an hour at a time she was kept out, new password or not."""
    settings.AXES_ENABLED = True
    shut_from_everywhere(client)
    pk, admin = cast.accounts["clerk"].pk, cast.actor("administrator")
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.8") == 429
    given = services.reset_password(pk, actor=admin, at=cast.at).temporary_password
    shut_from_everywhere(client)
    assert sign_in(client, "clerk", "correct horse 315", "10.0.0.7") == 200, "the old one is wrong now"
    assert sign_in(client, "clerk", given, "10.0.0.8") == 302
    own = [sign_in(client, "clerk", "wrong guess 99", "10.0.0.9") for _each in range(8)]
    assert own == [*[200] * 7, 429], "from one address she is guessed at no more often than anybody"
    Account.objects.filter(pk=pk).update(must_change_password=False)
    assert sign_in(client, "clerk", given, "10.0.0.6") == 429, "once it is a password of her own choice"


def known_browser(login: str) -> str:
    """What a browser keeps of a person who signed in there."""
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": "correct horse 315"}, REMOTE_ADDR="10.0.0.8")
    return client.cookies[KNOWN].value


def test_what_is_typed_into_the_wrong_field_is_kept_nowhere(cast: Cast, client: Client, settings: Any) -> None:
    settings.AXES_ENABLED = True
    client.post(reverse("account_login"), {"login": "Tr0mbone-and-tea", "password": "x", "more": "Tr0mbone-and-tea"})
    kept = [*AccessAttempt.objects.values_list(), *AuditEntry.objects.values_list()]
    assert len(kept) == 1, "nobody has that name: no entry that stays for ever"
    assert "tr0mbone" not in str(kept).lower()


def test_a_failed_sign_in_is_recorded_without_what_was_typed(cast: Cast, client: Client) -> None:
    client.post(reverse("account_login"), {"login": "clerk", "password": "my other password"})
    entry = AuditEntry.objects.get(event="org.sign_in_failed")
    assert entry.object_id == str(cast.accounts["clerk"].pk)
    assert "other password" not in str(entry.data)


def test_signing_in_changes_the_session_key(cast: Cast, client: Client) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    assert client.session.session_key != before


@pytest.mark.parametrize(("step", "field"), [("account_suspend", "is_active"), ("account_reset_password", "password")])
def test_a_sensitive_step_asks_who_it_is_first(cast: Cast, client: Client, step: str, field: str) -> None:
    target = cast.accounts["clerk"]
    client.force_login(cast.accounts["administrator"], backend=BACKEND)
    before = getattr(Account.objects.get(pk=target.pk), field)
    answer = client.post(reverse(f"org:{step}", args=[target.pk]), {"reason": "離職"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert getattr(Account.objects.get(pk=target.pk), field) == before
    prove(client)
    client.post(reverse(f"org:{step}", args=[target.pk]), {"reason": "離職"})
    assert getattr(Account.objects.get(pk=target.pk), field) != before


def test_taking_the_own_second_factor_away_closes_the_console_again(cast: Cast, client: Client, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    TOTP.activate(cast.accounts["clerk"], generate_totp_secret())
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    prove(client)
    assert client.get(reverse("console")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=cast.accounts["clerk"], type="totp").exists()
    assert client.get(reverse("console")).headers["Location"] == reverse("mfa_activate_totp")


def test_guessing_codes_is_stopped_even_when_the_cache_is_lost(cast: Cast, client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    secret = generate_totp_secret()
    TOTP.activate(cast.accounts["clerk"], secret)
    client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    for _i in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("console")).status_code == 302


def test_the_right_code_opens_the_console(cast: Cast, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.accounts["clerk"], secret)
    client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("console")).status_code == 200


def test_nobody_signs_up_by_herself(rf: Any) -> None:
    assert AccountAdapter().is_open_for_signup(rf.get("/")) is False


def with_a_factor(cast: Cast, client: Client) -> str:
    """Signs the clerk in with a second factor; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(cast.accounts["clerk"], secret)
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    return secret


def test_a_code_confirms_who_it_is_and_a_wrong_one_does_not(cast: Cast, client: Client) -> None:
    secret = with_a_factor(cast, client)
    answer = client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 302


def test_after_ten_wrong_codes_even_the_right_one_must_wait(cast: Cast, client: Client, settings: Any) -> None:
    """Before a sensitive step as at the sign-in; the tenth is still looked at."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    secret = with_a_factor(cast, client)
    for _turn in range(9):
        client.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    tenth = client.post(reverse("mfa_reauthenticate"), {"code": "000000"}).context["form"].errors["code"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert answer.status_code == 200
    assert list(tenth) == ["不正確的代碼。"]
    assert [words[:6] for words in answer.context["form"].errors["code"]] == ["嘗試次數過多"]


def test_using_a_recovery_code_is_written_down_and_told_to_the_owner(cast: Cast, client: Client) -> None:
    clerk = cast.accounts["clerk"]
    TOTP.activate(clerk, generate_totp_secret())
    codes = RecoveryCodes.activate(clerk).get_unused_codes()
    with time_machine.travel(cast.at, tick=False):
        client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
        assert client.post(reverse("mfa_authenticate"), {"code": "00000000"}).status_code == 200
        answer = client.post(reverse("mfa_authenticate"), {"code": codes[0]}, follow=True)
    assert answer.context["request"].user == clerk
    assert "本次驗證使用了一個恢復碼" in answer.content.decode()
    entries = {entry.event: entry.data for entry in AuditEntry.objects.filter(object_id=str(clerk.pk))}
    assert entries["org.recovery_code_used"] == {"left": 9}
    assert "org.second_factor_failed" in entries
    event = OutboxEvent.objects.get(name="org.recovery_code_used")
    assert event.payload == {"account": clerk.pk, "left": 9}


def test_a_recovery_code_works_once(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.accounts["clerk"], generate_totp_secret())
    code = RecoveryCodes.activate(cast.accounts["clerk"]).get_unused_codes()[3]
    for is_let_in in (True, False):
        client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert (client.get(reverse("console")).status_code == 200) is is_let_in
        client.logout()


@pytest.mark.django_db(transaction=True)
def test_setting_a_second_factor_up_and_taking_it_away_is_written_down(cast: Cast, client: Client) -> None:
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    prove(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert Authenticator.objects.filter(user=cast.accounts["clerk"], type="totp").exists()
    client.post(reverse("mfa_deactivate_totp"))
    entries = AuditEntry.objects.filter(event__startswith="org.second_factor").order_by("pk")
    noted = [(each.event, each.data["type"], each.object_id, each.account_id) for each in entries]
    pk = cast.accounts["clerk"].pk
    assert ("org.second_factor_added", "totp", str(pk), pk) in noted
    assert ("org.second_factor_removed", "totp", str(pk), pk) in noted


def test_a_session_that_saw_the_second_factor_asks_for_it_no_more(cast: Cast, client: Client, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    with_a_factor(cast, client)
    assert client.get(reverse("console")).status_code == 200
    assert client.session["open315_second_factor"] is True
    assert client.get(reverse("console")).status_code == 200


def test_a_name_is_known_however_it_is_written(cast: Cast) -> None:
    assert Account.objects.get_by_natural_key(" CLERK ") == cast.accounts["clerk"]
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get_by_natural_key(None)


@pytest.mark.parametrize(("age", "is_asked"), [(0, False), (880, False), (920, True)])
def test_a_confirmation_is_worth_a_quarter_of_an_hour(cast: Cast, client: Client, age: int, is_asked: bool) -> None:
    client.force_login(cast.accounts["administrator"], backend=BACKEND)
    prove(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= age
    session.save()
    answer = client.post(reverse("org:account_suspend", args=[cast.accounts["clerk"].pk]), {"reason": "離職"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate")) == is_asked
    assert Account.objects.get(pk=cast.accounts["clerk"].pk).is_active == is_asked
