"""Accounts: opened with a temporary password, suspended at once, and never by their own hand."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.core.audit.models import AuditEntry
from open315.core.audit.words import data_of
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org import queries, services
from open315.org.models import Account, RoleGrant
from open315.org.tests.test_manage_bodies import wuhan_administrator
from open315.org.types import NewAccount, PersonDetails

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def open_for(cast: Cast, role: str = "clerk", body: str = "wuhan"):
    actor = cast.actor("administrator")
    person = services.add_person(
        PersonDetails(name="登記員丁", organisation_id=cast.bodies[body].pk), actor=actor, at=cast.at
    )
    return services.open_account(NewAccount(person.pk, "Deng.Ji", role, date(2026, 5, 1)), actor=actor, at=cast.at)


def test_an_opened_account_signs_in_with_the_temporary_password_and_must_change_it(cast: Cast, client: Client) -> None:
    opened = open_for(cast)
    client.post(reverse("account_login"), {"login": "deng.ji", "password": opened.temporary_password})
    assert client.get(reverse("console")).headers["Location"] == reverse("account_change_password")
    data = {"oldpassword": opened.temporary_password, "password1": "a quiet river 42", "password2": "a quiet river 42"}
    client.post(reverse("account_change_password"), data)
    assert client.get(reverse("console")).status_code == 200
    assert not AuditEntry.objects.filter(data__icontains=opened.temporary_password).exists()


def test_the_role_must_fit_the_body(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_for(cast, role="clerk", body="market")
    assert open_for(cast, role="liaison", body="market").account_id


def test_a_suspended_account_is_out_at_its_next_request_and_keeps_its_second_factor(cast: Cast, client: Client) -> None:
    account = cast.accounts["clerk"]
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    client.force_login(account, backend=BACKEND)
    assert client.get(reverse("console")).status_code == 200
    services.suspend_account(account.pk, reason="離職", actor=cast.actor("administrator"), at=cast.at)
    answer = client.get(reverse("console"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert Authenticator.objects.filter(user=account).count() == 1


def test_reinstating_lets_sign_in_again_but_revives_no_old_session(cast: Cast, client: Client) -> None:
    account, actor = cast.accounts["clerk"], cast.actor("administrator")
    client.force_login(account, backend=BACKEND)
    services.suspend_account(account.pk, reason="調查", actor=actor, at=cast.at)
    services.reinstate_account(account.pk, reason="查清", actor=actor, at=cast.at)
    assert client.get(reverse("console")).status_code == 302
    client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    assert client.get(reverse("console")).status_code == 200


def test_a_suspended_account_cannot_sign_in(cast: Cast, client: Client) -> None:
    services.suspend_account(cast.accounts["clerk"].pk, reason="離職", actor=cast.actor("administrator"), at=cast.at)
    client.post(reverse("account_login"), {"login": "clerk", "password": "correct horse 315"})
    assert client.get(reverse("console")).status_code == 302


def test_nobody_suspends_or_promotes_herself(cast: Cast) -> None:
    actor = cast.actor("administrator")
    with pytest.raises(NotAllowed):
        services.suspend_account(cast.accounts["administrator"].pk, reason="x", actor=actor, at=cast.at)
    with pytest.raises(NotAllowed):
        services.grant_role(
            cast.accounts["administrator"].pk,
            organisation_id=cast.bodies["province"].pk,
            role="supervisor",
            granted_from=date(2026, 5, 1),
            actor=actor,
            at=cast.at,
        )


def test_the_last_administrator_stays(cast: Cast) -> None:
    wuhan_administrator(cast)
    actor = cast.actor("administrator")
    services.suspend_account(cast.accounts["wuhan_admin"].pk, reason="x", actor=actor, at=cast.at)
    services.reinstate_account(cast.accounts["wuhan_admin"].pk, reason="x", actor=actor, at=cast.at)
    RoleGrant.objects.filter(account=cast.accounts["administrator"]).update(granted_until=date(2026, 1, 1))
    with pytest.raises(NotAllowed):
        services.suspend_account(cast.accounts["wuhan_admin"].pk, reason="x", actor=actor, at=cast.at)


def test_a_city_administrator_neither_finds_nor_touches_accounts_of_others(cast: Cast) -> None:
    wuhan_administrator(cast)
    actor = cast.actor("wuhan_admin")
    with pytest.raises(NotFound):
        services.suspend_account(cast.accounts["huangshi_clerk"].pk, reason="x", actor=actor, at=cast.at)
    services.suspend_account(cast.accounts["market_liaison"].pk, reason="x", actor=actor, at=cast.at)


def test_an_account_that_also_acts_for_a_foreign_body_is_left_alone(cast: Cast) -> None:
    wuhan_administrator(cast)
    RoleGrant.objects.create(
        account=cast.accounts["officer"],
        organisation=cast.bodies["huangshi"],
        role="officer",
        granted_from=date(2026, 1, 1),
    )
    with pytest.raises(NotAllowed):
        services.reset_password(cast.accounts["officer"].pk, actor=cast.actor("wuhan_admin"), at=cast.at)
    assert services.reset_password(
        cast.accounts["officer"].pk, actor=cast.actor("administrator"), at=cast.at
    ).temporary_password


def test_a_revoked_role_ends_at_once_and_can_be_granted_again(cast: Cast) -> None:
    actor, account = cast.actor("administrator"), cast.accounts["clerk"]
    grant = RoleGrant.objects.get(account=account)
    services.revoke_role(grant.pk, actor=actor, at=cast.at)
    assert not cast.actor("clerk").permissions
    services.grant_role(
        account.pk,
        organisation_id=cast.bodies["wuhan"].pk,
        role="clerk",
        granted_from=date(2026, 5, 12),
        actor=actor,
        at=cast.at,
    )
    assert "cases:register" in cast.actor("clerk").permissions


def test_the_same_role_twice_at_a_time_is_a_conflict(cast: Cast) -> None:
    with pytest.raises(Conflict):
        services.grant_role(
            cast.accounts["clerk"].pk,
            organisation_id=cast.bodies["wuhan"].pk,
            role="clerk",
            granted_from=date(2026, 5, 12),
            actor=cast.actor("administrator"),
            at=cast.at,
        )


def test_a_role_begins_and_ends_on_its_days(cast: Cast) -> None:
    account = cast.accounts["nobody"]
    RoleGrant.objects.create(
        account=account,
        organisation=cast.bodies["wuhan"],
        role="clerk",
        granted_from=date(2026, 5, 1),
        granted_until=date(2026, 5, 31),
    )
    days = {date(2026, 4, 30): False, date(2026, 5, 1): True, date(2026, 5, 31): True, date(2026, 6, 1): False}
    assert {day: bool(queries.actor_for(account, day).permissions) for day in days} == days


def test_resetting_the_second_factor_asks_for_a_reason_and_ends_the_sessions(cast: Cast, client: Client) -> None:
    account, actor = cast.accounts["clerk"], cast.actor("administrator")
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    client.force_login(account, backend=BACKEND)
    with pytest.raises(InvalidInput):
        services.reset_second_factor(account.pk, reason=" ", actor=actor, at=cast.at)
    services.reset_second_factor(account.pk, reason="手機遺失", actor=actor, at=cast.at)
    assert not Authenticator.objects.filter(user=account).exists()
    assert client.get(reverse("console")).status_code == 302


def test_a_first_administrator_is_made_once(cast: Cast) -> None:
    Account.objects.filter(username="administrator").update(is_active=False)
    from open315.org.types import BodyDetails

    council = BodyDetails(kind="council", name="湖北省消費者委員會", region_code="420000", case_prefix="鄂消")
    opened = services.found_install(council, username="first", name="管理員", at=cast.at)
    assert Account.objects.get(pk=opened.account_id).must_change_password
    with pytest.raises(Conflict):
        services.found_install(council, username="second", name="管理員", at=cast.at + timedelta(days=1))


def test_a_reason_leaves_no_number_in_the_audit_log(cast: Cast) -> None:
    """No erasure reaches the audit log: what is typed there stays."""
    actor = cast.actor("administrator")
    opened = open_for(cast)
    services.suspend_account(opened.account_id, reason="投訴人13811112222，微信zhangsan88", actor=actor, at=cast.at)
    entry = AuditEntry.objects.get(event="org.account_suspended")
    assert "投訴人" not in str(entry.data)
    assert data_of(entry)["reason"] == "投訴人138****2222，微信z*********"
