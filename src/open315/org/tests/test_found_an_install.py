"""The first council and the first administrator: made together, once, and never beside one who can already work."""

from datetime import date, timedelta

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput
from open315.org import services
from open315.org.models import Account, Organisation, Person, RoleGrant
from open315.org.tests.office import AT, TODAY, Office
from open315.org.types import BodyDetails
from tests.rows import difference, everything

COUNCIL = BodyDetails("council", "示例省消費者委員會", "430000", name_in={"en": "Example Council"}, case_prefix="例消")
ALREADY = "本系統已有管理員，其餘賬號由其在工作台開立。"


@pytest.fixture
def without(office: Office) -> Office:
    """An office that nobody administers any more."""
    RoleGrant.objects.filter(role="administrator").update(granted_until=TODAY - timedelta(days=1))
    return office


def test_a_council_its_administrator_and_her_account_are_made_together(without: Office) -> None:
    before = everything()
    opened = services.found_install(COUNCIL, username=" First ", name="管理員甲", at=AT)
    found = difference(before, everything())
    assert {table: [how for how, _row in rows] for table, rows in found.items()} == {
        "org.Organisation": ["+"],
        "org.Person": ["+"],
        "org.Account": ["+"],
        "org.RoleGrant": ["+"],
        "core.AuditEntry": ["+", "+", "+", "+"],
        "core.OutboxEvent": ["+", "+", "+"],
    }
    council = Organisation.objects.get(name="示例省消費者委員會")
    assert (council.kind, council.region_id, council.name_in.en, council.case_prefix, council.path, council.parent_id) == (
        "council", "430000", "Example Council", "例消", f"/{council.pk}/", None,
    )  # fmt: skip
    account = Account.objects.get(username="first")
    assert (opened.account_id, opened.username) == (account.pk, "first")
    assert account.check_password(opened.temporary_password)
    assert account.must_change_password
    assert (account.person.name, account.person.organisation_id, account.display_name) == (
        "管理員甲",
        council.pk,
        "管理員甲",
    )
    grant = account.grants.get()
    assert (grant.role, grant.organisation_id, grant.granted_from, grant.granted_until) == (
        "administrator", council.pk, TODAY, None,
    )  # fmt: skip
    entries = AuditEntry.objects.order_by("pk")
    assert [(each.event, each.actor_kind) for each in entries] == [
        ("org.body_created", "system"), ("org.person_added", "system"), ("org.account_opened", "system"),
        ("org.role_granted", "system"),
    ]  # fmt: skip


def test_a_council_that_is_there_gets_its_administrator(without: Office) -> None:
    """Of the same name and a council, the first of several; a department called alike is another body."""
    Organisation.objects.create(kind="department", name="湖北省消費者委員會", region_id="420000", path="/")
    Organisation.objects.create(kind="council", name="湖北省消費者委員會", region_id="420000", path="/9/")
    bodies = Organisation.objects.count()
    council = BodyDetails("council", "湖北省消費者委員會", "420000")
    opened = services.found_install(council, username="first", name="管理員甲", at=AT)
    assert Organisation.objects.count() == bodies
    assert Person.objects.get(account=opened.account_id).organisation_id == without.body("province")


def test_a_department_of_that_name_is_no_council(without: Office) -> None:
    council = BodyDetails("council", "武漢市市場監督管理局", "420100")
    opened = services.found_install(council, username="first", name="管理員甲", at=AT)
    assert Person.objects.get(account=opened.account_id).organisation_id != without.body("market")


STANDS = [
    # what is so of the only administrator, and whether there is one
    ("is at work", {}, {}, {}, True),
    ("is suspended", {"is_active": False}, {}, {}, False),
    ("acts for a closed body", {}, {"is_active": False}, {}, False),
    ("has another role", {}, {}, {"role": "supervisor"}, False),
    ("began today", {}, {}, {"granted_from": TODAY}, True),
    ("begins tomorrow", {}, {}, {"granted_from": TODAY + timedelta(days=1)}, False),
    ("ends today", {}, {}, {"granted_until": TODAY}, True),
    ("ended yesterday", {}, {}, {"granted_until": TODAY - timedelta(days=1)}, False),
]


@pytest.mark.parametrize(("_what", "account", "body", "grant", "stands"), STANDS, ids=[each[0] for each in STANDS])
def test_a_second_founding_is_refused_while_somebody_administers(
    office: Office,
    _what: str,
    account: dict[str, object],
    body: dict[str, object],
    grant: dict[str, object],
    stands: bool,
) -> None:
    RoleGrant.objects.filter(pk=office.grant("city_administrator")).delete()
    mine = RoleGrant.objects.filter(account=office.account("administrator"))
    mine.update(**{"granted_from": date(2020, 1, 1), **grant})
    if account:
        Account.objects.filter(pk=office.account("administrator")).update(**account)
    if body:
        Organisation.objects.filter(pk=office.body("province")).update(**body)
    assert services.has_administrator(TODAY) == stands
    before = everything()
    if stands:
        with pytest.raises(Conflict) as caught:
            services.found_install(COUNCIL, username="first", name="管理員甲", at=AT)
        assert str(caught.value.message) == ALREADY
        assert not difference(before, everything())
    else:
        assert services.found_install(COUNCIL, username="first", name="管理員甲", at=AT).username == "first"


@pytest.mark.parametrize(
    ("council", "username", "name"),
    [
        (BodyDetails("council", "示例省消費者委員會", "999999"), "first", "管理員甲"),
        (COUNCIL, "clerk", "管理員甲"),
        (COUNCIL, " ", "管理員甲"),
        (COUNCIL, "first", " "),
    ],
)
def test_a_founding_that_fails_leaves_nothing_half_made(
    without: Office, council: BodyDetails, username: str, name: str
) -> None:
    before = everything()
    with pytest.raises(InvalidInput):
        services.found_install(council, username=username, name=name, at=AT)
    assert not difference(before, everything())
