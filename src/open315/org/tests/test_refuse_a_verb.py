"""Each refusal of a verb beside its twin: one thing changed, and it is done. A refusal says why, at its field, and writes nothing."""

from datetime import date, datetime, timedelta

import pytest

from open315.core.clock import SHANGHAI
from open315.core.errors import NotAllowed
from open315.org import queries
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.tests.office import TODAY, Office
from open315.org.tests.using import TWINS, USES, Twin, Use
from tests.rows import difference, everything, undone

PARTS = 4
"""So that two processes share the twins; whatever is added falls into one of them."""
LAST = "這是最後一名管理員，請先任命另一名。"


def _check_twin(office: Office, twin: Twin) -> None:
    with pytest.raises(twin.refusal) as caught:
        USES[twin.verb](office, **{**twin.both, **twin.wrong})
    error = caught.value
    assert (type(error), str(error.message), error.field) == (twin.refusal, twin.words, twin.at_field), twin
    assert office.unchanged(), twin
    with undone():
        USES[twin.verb](office, **{**twin.both, **twin.right})
        assert not office.unchanged(), twin
    queries.forget()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_verb_is_refused_in_its_words_and_its_twin_is_done(office: Office, part: int) -> None:
    for twin in TWINS[part::PARTS]:
        _check_twin(office, twin)


def test_no_verb_is_without_a_refusal() -> None:
    assert {each.verb for each in TWINS} == set(USES)


def _without_the_administrator(office: Office) -> None:
    """Leaves him of the city as the only one."""
    Account.objects.filter(pk=office.account("administrator")).update(is_active=False)


def _suspend(office: Office) -> None:
    USES["suspend_account"](office, account_id=office.account("city_administrator"), by="system")


def _revoke(office: Office, last_day: date | None = None) -> None:
    USES["revoke_role"](office, grant_id=office.grant("city_administrator"), last_day=last_day, by="system")


STILL = [
    # what is so of the other administrator, and whether somebody is left
    ("is at work", {}, {}, {}, True),
    ("is suspended", {"is_active": False}, {}, {}, False),
    ("acts for a closed body", {}, {"is_active": False}, {}, False),
    ("has another role", {}, {}, {"role": "clerk"}, False),
    ("began today", {}, {}, {"granted_from": TODAY}, True),
    ("begins tomorrow", {}, {}, {"granted_from": TODAY + timedelta(days=1)}, False),
    ("ends today", {}, {}, {"granted_until": TODAY}, True),
    ("ended yesterday", {}, {}, {"granted_until": TODAY - timedelta(days=1)}, False),
]


@pytest.mark.parametrize(("_what", "account", "body", "grant", "is_left"), STILL, ids=[each[0] for each in STILL])
def test_the_last_administrator_is_neither_suspended_nor_stripped(
    office: Office,
    _what: str,
    account: dict[str, object],
    body: dict[str, object],
    grant: dict[str, object],
    is_left: bool,
) -> None:
    mine = RoleGrant.objects.filter(account=office.account("administrator"))
    mine.update(**{"role": "administrator", **grant})
    Account.objects.filter(pk=office.account("administrator")).update(**{"is_active": True, **account})
    Organisation.objects.filter(pk=office.body("province")).update(**{"is_active": True, **body})
    before = everything()
    for step in (_suspend, _revoke):
        with undone():
            if is_left:
                step(office)
                assert difference(before, everything())
            else:
                with pytest.raises(NotAllowed, match=LAST):
                    step(office)
                assert not difference(before, everything())


def test_who_is_no_administrator_is_suspended_though_there_is_none(office: Office) -> None:
    RoleGrant.objects.filter(role="administrator").delete()
    USES["suspend_account"](office, by="system")
    assert not Account.objects.get(pk=office.account("colleague")).is_active


def test_another_role_of_the_last_administrator_is_revoked(office: Office) -> None:
    _without_the_administrator(office)
    clerk = RoleGrant.objects.create(
        account_id=office.account("city_administrator"),
        organisation_id=office.body("wuhan"),
        role="clerk",
        granted_from=date(2020, 1, 1),
    )
    USES["revoke_role"](office, grant_id=clerk.pk, by="system")
    clerk.refresh_from_db()
    assert clerk.granted_until == TODAY - timedelta(days=1)


def test_one_of_two_administrations_of_the_last_administrator_is_revoked(office: Office) -> None:
    """She administers the district too: the install keeps its administrator."""
    _without_the_administrator(office)
    RoleGrant.objects.create(
        account_id=office.account("city_administrator"),
        organisation_id=office.body("district"),
        role="administrator",
        granted_from=date(2020, 1, 1),
    )
    _revoke(office)
    office.grants["city_administrator"].refresh_from_db()
    assert office.grants["city_administrator"].granted_until == TODAY - timedelta(days=1)


@pytest.mark.parametrize("last_day", [TODAY, date(2026, 12, 31)])
def test_the_last_administrator_is_not_given_a_last_day_either(office: Office, last_day: date) -> None:
    """From the day after there would be nobody."""
    _without_the_administrator(office)
    with pytest.raises(NotAllowed, match=LAST):
        _revoke(office, last_day)
    Account.objects.filter(pk=office.account("administrator")).update(is_active=True)
    _revoke(office, last_day)
    assert RoleGrant.objects.get(pk=office.grant("city_administrator")).granted_until == last_day


ROLES_ELSEWHERE = [
    # what is so of the role in the other council, and whether the city's administrator may suspend her
    ("holds", {}, False),
    ("began today", {"granted_from": TODAY}, False),
    ("begins tomorrow", {"granted_from": TODAY + timedelta(days=1)}, True),
    ("ends today", {"granted_until": TODAY}, False),
    ("ended yesterday", {"granted_until": TODAY - timedelta(days=1)}, True),
]


@pytest.mark.parametrize(("_what", "grant", "may"), ROLES_ELSEWHERE, ids=[each[0] for each in ROLES_ELSEWHERE])
def test_a_role_elsewhere_protects_the_account_while_it_holds(
    office: Office, _what: str, grant: dict[str, object], may: bool
) -> None:
    RoleGrant.objects.filter(pk=office.grant("there")).update(**grant)
    if not may:
        with pytest.raises(NotAllowed):
            USES["suspend_account"](office, account_id=office.account("double"), by="city_administrator")
    else:
        USES["suspend_account"](office, account_id=office.account("double"), by="city_administrator")
    assert Account.objects.get(pk=office.account("double")).is_active == (not may)


def test_the_days_of_a_verb_are_days_in_china(office: Office) -> None:
    """At 00:30 in China it is still yesterday in Greenwich."""
    night = datetime(2026, 5, 13, 0, 30, tzinfo=SHANGHAI)
    assert USES["revoke_role"](office, at=night).granted_until == TODAY
    assert USES["deactivate_body"](office, at=night).valid_until == date(2026, 5, 13)
    assert USES["rename_body"](office, since=date(2026, 5, 13), at=night).name == "江岸區消費者委員會"


def test_a_body_is_closed_once_all_below_it_are(office: Office) -> None:
    for name in ("district", "wuhan"):
        assert USES["deactivate_body"](office, organisation_id=office.body(name)).valid_until == TODAY


def test_a_role_that_was_revoked_on_its_first_day_is_granted_again(office: Office) -> None:
    """Whoever clicked too quickly grants it once more, from the same day."""
    first: Use = USES["grant_role"]
    granted = first(office, granted_from=TODAY)
    USES["revoke_role"](office, grant_id=granted.pk)
    again = first(office, granted_from=TODAY, granted_until=date(2026, 12, 31))
    assert (again.granted_from, again.granted_until) == (TODAY, date(2026, 12, 31))
    held = RoleGrant.objects.filter(
        account=office.account("colleague"), organisation=office.body("district"), role="officer"
    )
    assert [(each.granted_from, each.granted_until) for each in held] == [(TODAY, date(2026, 12, 31))]
