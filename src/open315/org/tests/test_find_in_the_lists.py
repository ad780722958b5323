"""The lists of the administration show what the filters name, in their order, and leave as files what they show."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from open315.core.audit.models import AuditEntry
from open315.org.models import Account, RoleGrant
from open315.org.queries.lists import list_accounts, list_bodies, list_people, regions_below, regions_called
from open315.org.tests.office import TODAY, Office
from open315.org.tests.paging import Desk

BODIES: list[tuple[dict[str, str], str]] = [
    ({}, "province wuhan market tourism health shop district huangshi education"),
    ({"state": "active"}, "province wuhan market tourism health shop district huangshi education"),
    ({"state": "inactive"}, "closed street"),
    ({"state": "all", "region": "420102"}, "district street"),
    ({"region": "4202"}, "huangshi education"),
    ({"kind": "enterprise"}, "shop"),
    ({"sector": "health"}, "health"),
    ({"kind": "council", "region": "4201"}, "wuhan district"),
    ({"q": " 武漢市旅遊局 "}, "tourism"),
    ({"q": "文化和旅遊"}, "tourism"),
    ({"q": "江岸消協"}, "district"),
    ({"q": "jiangan consumer"}, "district"),
    ({"q": "江岸", "kind": "department"}, ""),
    ({"q": "沒有這個名字"}, ""),
]


@pytest.mark.parametrize(("filters", "found"), BODIES, ids=str)
def test_bodies_are_found(office: Office, filters: dict[str, str], found: str) -> None:
    names = {body.pk: name for name, body in office.cast.bodies.items()}
    rows = [names[each.pk] for each in list_bodies(office.actor("administrator"), filters)]
    assert set(rows) == set(found.split())
    assert len(rows) == len(found.split())


def test_bodies_stand_by_region_and_councils_first(office: Office) -> None:
    names = {body.pk: name for name, body in office.cast.bodies.items()}
    answer = Desk(office).client.get(reverse("org:organisations"), {"state": "all"})
    rows = [names[each.pk] for each in answer.context["listed"]]
    assert rows[:2] == ["province", "wuhan"]
    assert rows[-4:] == ["district", "street", "huangshi", "education"]
    assert rows.index("shop") > rows.index("market")


PEOPLE: list[tuple[dict[str, str], str]] = [
    ({}, "worker colleague suspended double stranger market_worker"),
    ({"q": "工作"}, "worker"),
    ({"q": "祕書長"}, "worker stranger"),
    ({"q": "委員"}, "worker"),
    ({"body": "huangshi"}, "stranger"),
    ({"body": "huangshi", "q": "工作"}, ""),
]


@pytest.mark.parametrize(("filters", "found"), PEOPLE, ids=str)
def test_people_are_found_once_each(office: Office, filters: dict[str, str], found: str) -> None:
    names = {person.pk: name for name, person in office.people.items()}
    if filters.get("body") in office.cast.bodies:
        filters = {**filters, "body": str(office.body(filters["body"]))}
    rows = [names[each.pk] for each in list_people(office.actor("administrator"), filters, TODAY)]
    assert sorted(rows) == sorted(found.split())


def test_people_are_shown_with_the_posts_they_hold(office: Office) -> None:
    def posts(day: date) -> list[str]:
        people = list_people(office.actor("administrator"), {"q": "工作"}, day)
        return [post.title for person in people for post in person.current_posts]  # type: ignore[attr-defined]

    assert posts(TODAY) == ["祕書長"]
    assert posts(date(2023, 12, 31)) == ["委員", "祕書長"]
    assert posts(date(2024, 1, 1)) == ["祕書長"]


EVERYBODY = (
    "administrator analyst city_administrator clerk colleague double health_liaison huangshi_clerk huangshi_officer market_liaison "
    "officer province_supervisor second_officer secretariat supervisor suspended"
)
ACCOUNTS: list[tuple[dict[str, str], str]] = [
    ({}, EVERYBODY),
    ({"state": "whatever"}, EVERYBODY),
    ({"q": "colleague"}, "colleague"),
    ({"q": "兼職"}, "double"),
    ({"role": "officer"}, "double huangshi_officer officer second_officer"),
    ({"role": "supervisor"}, "colleague province_supervisor supervisor"),
    ({"state": "suspended"}, "suspended"),
    ({"state": "active", "role": "clerk"}, "clerk colleague huangshi_clerk"),
    ({"state": "without_factor", "role": "clerk"}, "clerk huangshi_clerk"),
    ({"state": "temporary"}, "officer"),
]


@pytest.mark.parametrize(("filters", "found"), ACCOUNTS, ids=str)
def test_accounts_are_found(office: Office, filters: dict[str, str], found: str) -> None:
    Account.objects.filter(username="officer").update(must_change_password=True)
    rows = list_accounts(office.actor("administrator"), filters, TODAY)
    assert sorted(each.username for each in rows) == found.split()


def test_accounts_are_shown_with_the_roles_of_the_day(office: Office) -> None:
    def roles(day: date) -> list[str]:
        found = list_accounts(office.actor("administrator"), {"q": "colleague"}, day).get()
        return [grant.role for grant in found.current_grants]  # type: ignore[attr-defined]

    assert roles(TODAY) == ["clerk", "supervisor"]
    assert roles(date(2026, 6, 1)) == ["clerk", "supervisor", "analyst"]
    assert roles(date(2025, 12, 31)) == ["clerk", "officer"]


def test_the_list_of_bodies_is_exported_as_it_is_filtered(office: Office) -> None:
    lines = Desk(office).lines("organisations_export", q="江岸", state="all")
    assert lines[0].startswith("id,名稱,")
    assert lines[1] == (
        f"{office.body('district')},江岸區消費者協會,Jiangan Consumer Council,消費者委員會,,420102,江岸區,武漢市消費者協會,江消,"
        "027-0000 0001,勝利街1號,district@example.org,1"
    )
    assert len(lines) == 3
    entry = AuditEntry.objects.get(event="org.organisations_exported")
    assert (entry.account_id, entry.data) == (
        office.account("administrator"),
        {"filters": {"q": "…", "state": "all"}},
    )


def test_a_body_that_stands_below_nobody_and_is_closed_says_so(office: Office) -> None:
    line = Desk(office).lines("organisations_export", q="物價", state="all")[1]
    assert line.endswith(",price,420100,武漢市,,,,,,0")


def test_the_list_of_accounts_is_exported_without_secrets(office: Office) -> None:
    RoleGrant.objects.filter(account=office.account("colleague")).exclude(pk=office.grant("running")).delete()
    lines = Desk(office).lines("accounts_export", q="colleague", format="csv")
    assert lines[1] == "colleague,同事乙,,武漢市消費者協會: clerk,1,1,"
    assert len(lines) == 3
    assert AuditEntry.objects.get(event="org.accounts_exported").data == {"filters": {"q": "…"}}


@pytest.mark.parametrize(("name", "back"), [("organisations_export", "organisations"), ("accounts_export", "accounts")])
def test_an_export_asks_who_it_is_and_leads_back_to_the_list(office: Office, name: str, back: str) -> None:
    answer = Desk(office, confirmed=False).client.get(reverse(f"org:{name}"))
    assert (
        answer["Location"] == f"{reverse('account_reauthenticate')}?next={reverse(f'org:{back}').replace('/', '%2F')}"
    )
    assert not AuditEntry.objects.filter(event__endswith="_exported").exists()


def test_regions_are_found_by_name_former_name_and_the_beginning_of_the_code(office: Office) -> None:
    def codes(text: str) -> list[str]:
        return sorted(each.pk for each in regions_called(text))

    assert "420600" in codes("襄樊")
    assert codes("420102") == ["420102"]
    assert codes("Xiangyang") == sorted(set(codes("Xiangyang")))
    assert len(codes("42")) == 117
    assert len({each.pk for each in regions_below("420000")}) == 17
    assert {each.level for each in regions_below("")} == {1}


def test_yesterday_s_post_is_no_present_one(office: Office) -> None:
    post = office.posts["held"]
    type(post).objects.filter(pk=post.pk).update(held_until=TODAY - timedelta(days=1))
    people = list_people(office.actor("administrator"), {"q": "工作"}, TODAY)
    assert [person.current_posts for person in people] == [[]]  # type: ignore[attr-defined]


def test_the_lists_say_how_it_stands_with_each(office: Office) -> None:
    Account.objects.filter(username="officer").update(must_change_password=True)
    desk = Desk(office)
    assert "已停用 " in desk.get("accounts", q="suspended")
    assert "臨時密碼 " in desk.get("accounts", q="officer")
    assert "未設定" not in desk.get("accounts", q="colleague")
    assert "未設定" in desk.get("accounts", q="health_liaison")
    assert "祕書長" in desk.get("people", q="工作")
    assert "江岸區消費者協會" in desk.get("organisations", q="一元街", state="all")


def test_people_of_one_body_are_listed_under_its_name(office: Office) -> None:
    desk = Desk(office)
    chips = desk.client.get(reverse("org:people"), {"body": office.body("huangshi")}).context["chips"]
    assert [str(chip.words) for chip in chips] == ["黃石市消費者委員會"]
    answer = desk.client.get(reverse("org:people"), {"body": 10**9})
    assert answer.status_code == 200
    assert list(answer.context["listed"]) == []
