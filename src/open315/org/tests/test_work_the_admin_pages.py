"""What an administrator does on her pages is done as she typed it; what is refused is said where she typed, and nothing is lost."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from open315.core import clock
from open315.core.names import Names
from open315.org.models import Account, Organisation, OrganisationName, Person, Post, Region, RoleGrant
from open315.org.tests.office import Office
from open315.org.tests.paging import Desk

DETAILS = {
    "short_name": "江岸", "name_en": "Jiang'an", "sector": "market", "case_prefix": "岸消", "phone": "027-2222 2222",
    "address": "中山大道3號", "email": "new@example.org", "valid_from": "2011-03-15",
}  # fmt: skip


def row(model: Any, pk: int, *names: str) -> tuple[Any, ...]:
    return tuple(model.objects.filter(pk=pk).values_list(*names).get())


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def test_a_body_s_details_are_changed_and_its_fixed_ones_are_not_asked(office: Office, desk: Desk) -> None:
    pk = office.body("district")
    page = desk.get("organisation_edit", pk)
    assert "[江岸消協]" in page
    assert "[2010-03-15]" in page
    answer = desk.client.get(reverse("org:organisation_edit", args=[pk]))
    assert not {"kind", "region_code", "parent_id"} & set(answer.context["form"].fields)
    assert "江岸" in desk.done("organisation_edit", pk, **DETAILS, name="別名", kind="other")
    body = Organisation.objects.get(pk=pk)
    assert body.name_in == Names("江岸區消費者協會", "Jiang'an")
    assert row(Organisation, pk, "kind", *(name for name in DETAILS if name != "name_en")) == (
        "council", "江岸", "market", "岸消", "027-2222 2222", "中山大道3號",
        "new@example.org", date(2011, 3, 15),
    )  # fmt: skip


def test_a_wrong_address_is_said_and_the_rest_stays_typed(office: Office, desk: Desk) -> None:
    page = desk.refused("organisation_edit", office.body("district"), **{**DETAILS, "email": "new@"})
    assert "[027-2222 2222]" in page
    assert row(Organisation, office.body("district"), "phone") == ("027-0000 0001",)


def test_a_body_is_renamed_since_a_day_and_not_since_one_to_come(office: Office, desk: Desk) -> None:
    pk = office.body("district")
    assert "[江岸區消費者協會]" in desk.get("organisation_rename", pk)
    page = desk.refused("organisation_rename", pk, name="江岸區消費者委員會", since="2999-01-01")
    assert "新名稱的起用日期不能在將來。" in page
    assert "[江岸區消費者委員會]" in page
    page = desk.done("organisation_rename", pk, name="江岸區消費者委員會", since="2020-01-01")
    assert "江岸區消費者委員會" in page
    former = OrganisationName.objects.get(organisation=pk)
    assert (former.name, former.valid_from, former.valid_until) == (
        "江岸區消費者協會",
        date(2010, 3, 15),
        date(2019, 12, 31),
    )


def test_a_body_is_moved_and_not_below_itself(office: Office, desk: Desk) -> None:
    pk, huangshi = office.body("district"), office.body("huangshi")
    assert "機構不能成為自己的下級。" in desk.refused("organisation_move", pk, parent_id=office.body("street"))
    desk.done("organisation_move", pk, parent_id=huangshi)
    assert row(Organisation, pk, "parent_id", "path") == (huangshi, f"{office.path('huangshi')}{pk}/")


def test_a_council_is_not_taken_out_of_the_tree_by_an_administrator(office: Office) -> None:
    """Nothing stands above it then: its own administrator would export and see what belongs to the whole install."""
    desk = Desk(office, "administrator")
    page = desk.refused("organisation_move", office.body("district"), parent_id="")
    assert "該地區或類別不在您的管理範圍內。" in page
    assert row(Organisation, office.body("district"), "parent_id") == (office.body("wuhan"),)
    desk.done("organisation_move", office.body("tourism"), parent_id=office.body("wuhan"))
    desk.done("organisation_move", office.body("tourism"), parent_id="")
    assert row(Organisation, office.body("tourism"), "parent_id") == (None,)


def test_a_body_is_closed_with_a_reason_and_opened_again(office: Office, desk: Desk) -> None:
    pk = office.body("district")
    assert "機構已關閉。" in desk.done("organisation_deactivate", pk, reason=" 合併 ")
    assert row(Organisation, pk, "is_active", "valid_until") == (False, clock.today())
    assert "請填寫理由。" in desk.done("organisation_reactivate", pk, reason=" ")
    assert row(Organisation, pk, "is_active") == (False,)
    desk.done("organisation_reactivate", pk, reason="恢復")
    assert row(Organisation, pk, "is_active", "valid_until") == (True, None)


def test_a_button_that_is_refused_says_why_on_the_page_it_stood_on(office: Office, desk: Desk) -> None:
    page = desk.done("organisation_deactivate", office.body("wuhan"), reason="合併")
    assert "其下還有在用機構，請先移動或停用它們。" in page
    assert "武漢市消費者協會" in page
    assert row(Organisation, office.body("wuhan"), "is_active") == (True,)


def test_a_refused_new_body_says_it_at_its_field(office: Office, desk: Desk) -> None:
    given = {"kind": "council", "name": "某會", "region_code": "420104", "parent_id": ""}
    assert "該地區或類別不在您的管理範圍內。" in desk.refused("organisation_new", **given)
    assert not Organisation.objects.filter(name="某會").exists()
    desk.done("organisation_new", **{**given, "parent_id": office.body("wuhan")})
    assert Organisation.objects.get(name="某會").parent_id == office.body("wuhan")


def test_a_person_is_corrected(office: Office, desk: Desk) -> None:
    pk = office.person("worker")
    assert "[工作甲]" in desk.get("person_edit", pk)
    given = {"name": "工作庚", "name_en": "Geng", "phone": "027-0000 0009", "email": "geng@example.org"}
    assert "工作庚" in desk.done("person_edit", pk, **given, organisation_id=office.body("market"))
    found = Person.objects.get(pk=pk)
    assert (found.name_in, found.phone, found.email, found.organisation_id) == (
        Names("工作庚", "Geng"), "027-0000 0009", "geng@example.org", office.body("market"),
    )  # fmt: skip


def test_a_new_person_is_offered_the_body_she_came_from(office: Office, desk: Desk) -> None:
    assert desk.offered("person_new", "organisation_id", body=str(office.body("market"))) == str(office.body("market"))
    assert desk.offered("person_new", "organisation_id") == office.body("province")


def test_a_post_is_taken_and_left(office: Office, desk: Desk) -> None:
    pk = office.person("worker")
    assert desk.offered("post_new", "organisation_id", pk) == office.body("wuhan")
    given = {
        "title": "副局長",
        "organisation_id": office.body("market"),
        "rank": "county_deputy",
        "held_from": "2026-05-01",
    }
    assert "副局長" in desk.done("post_new", pk, **given)
    post = Post.objects.get(title="副局長")
    assert (post.person_id, post.organisation_id, post.rank, post.held_from, post.held_until) == (
        pk, office.body("market"), "county_deputy", date(2026, 5, 1), None,
    )  # fmt: skip
    assert "此人已擔任該職務。" in desk.refused("post_new", pk, status=409, **given)
    desk.done("post_leave", post.pk)
    assert row(Post, post.pk, "held_until") == (clock.today(),)


def test_a_person_s_page_names_posts_and_account(office: Office, desk: Desk) -> None:
    page = desk.get("person", office.person("worker"))
    assert "祕書長" in page
    assert "委員" in page
    assert "colleague" in desk.get("person", office.person("colleague"))


def test_an_account_is_opened_and_its_password_shown_once(office: Office, desk: Desk) -> None:
    pk = office.person("worker")
    desk.get("account_new", pk)
    given = {"username": "Worker.1", "display_name": "調解員甲", "email": "notices@example.org", "role": "officer"}
    given["granted_from"] = "2026-05-01"
    answer = desk.sends("account_new", pk, **given)
    account = Account.objects.get(username="worker.1")
    shown = answer.context["opened"].temporary_password
    assert shown in answer.content.decode()
    assert account.check_password(shown)
    assert "no-store" in answer["Cache-Control"]
    assert (account.display_name, account.email, account.person_id) == ("調解員甲", "notices@example.org", pk)
    grant = account.grants.get()
    assert (grant.role, grant.organisation_id, grant.granted_from) == (
        "officer",
        office.body("wuhan"),
        date(2026, 5, 1),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "colleague"}, "該登錄名已被使用。"),
        ({"username": "ab"}, "[ab]"),
        ({"role": "liaison"}, "這個角色不適用於這類機構。"),
        ({"granted_from": "never"}, "[never]"),
    ],
)
def test_a_refused_account_keeps_what_was_typed(office: Office, desk: Desk, changes: dict[str, str], said: str) -> None:
    given = {"username": "worker", "display_name": "調解員甲", "role": "officer", "granted_from": "2026-05-01"}
    status = 403 if "role" in changes else 422
    page = desk.refused("account_new", office.person("worker"), status=status, **{**given, **changes})
    assert said in page
    assert "[調解員甲]" in page
    assert not Account.objects.filter(person=office.person("worker")).exists()


def test_a_role_is_granted_and_revoked(office: Office, desk: Desk) -> None:
    pk = office.account("colleague")
    assert desk.offered("grant_new", "organisation_id", pk) == office.body("wuhan")
    given = {"role": "officer", "organisation_id": office.body("district"), "granted_from": "2026-05-01"}
    desk.done("grant_new", pk, **given, granted_until="2999-12-31")
    grant = RoleGrant.objects.get(organisation=office.body("district"))
    assert (grant.account_id, grant.role, grant.granted_from, grant.granted_until) == (
        pk, "officer", date(2026, 5, 1), date(2999, 12, 31),
    )  # fmt: skip
    assert "該賬號在此期間已在該機構擔任這一角色。" in desk.refused("grant_new", pk, status=409, **given)
    desk.done("grant_revoke", grant.pk)
    grant.refresh_from_db()
    assert grant.granted_until < clock.today()


def test_a_role_that_does_not_fit_the_body_is_said_on_the_form(office: Office, desk: Desk) -> None:
    given = {"role": "liaison", "organisation_id": office.body("wuhan"), "granted_from": "2026-05-01"}
    page = desk.refused("grant_new", office.account("colleague"), status=403, **given)
    assert "這個角色不適用於這類機構。" in page
    assert "[2026-05-01]" in page


def test_an_account_without_a_person_is_offered_the_administrator_s_body(office: Office, desk: Desk) -> None:
    assert desk.offered("grant_new", "organisation_id", office.account("clerk")) == office.body("province")


def test_an_account_is_suspended_and_reinstated_with_a_reason(office: Office, desk: Desk) -> None:
    pk = office.account("colleague")
    assert "請填寫理由。" in desk.done("account_suspend", pk, reason=" ")
    assert row(Account, pk, "is_active") == (True,)
    desk.done("account_suspend", pk, reason="離職")
    assert row(Account, pk, "is_active") == (False,)
    desk.done("account_reinstate", pk, reason="查清")
    assert row(Account, pk, "is_active", "suspended_at") == (True, None)


def test_a_lost_second_factor_is_taken_away(office: Office, desk: Desk) -> None:
    account = office.cast.accounts["colleague"]
    desk.done("account_reset_factor", account.pk, reason="手機遺失")
    assert not account.authenticator_set.exists()


def test_a_forgotten_password_is_replaced_and_shown_once(office: Office, desk: Desk) -> None:
    pk = office.account("colleague")
    answer = desk.sends("account_reset_password", pk)
    shown = answer.context["opened"].temporary_password
    assert shown in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Account.objects.get(pk=pk).check_password(shown)


def test_one_s_own_password_is_not_replaced_here(office: Office, desk: Desk) -> None:
    pk = office.account("administrator")
    before = row(Account, pk, "password")
    assert "您自己的權限須由其他管理員變更。" in desk.done("account_reset_password", pk)
    assert row(Account, pk, "password") == before


SENSITIVE: list[tuple[str, str, dict[str, str]]] = [
    ("account_suspend", "account", {"reason": "x"}),
    ("account_reinstate", "account", {"reason": "x"}),
    ("account_reset_factor", "account", {"reason": "x"}),
    ("account_reset_password", "account", {}),
    ("grant_new", "account", {"role": "analyst", "granted_from": "2026-05-01"}),
    ("grant_revoke", "grant", {}),
    ("account_new", "person", {"username": "worker", "role": "officer", "granted_from": "2026-05-01"}),
]
WHICH = {"account": "colleague", "grant": "running", "person": "worker"}


@pytest.mark.parametrize(("name", "kind", "data"), SENSITIVE, ids=[each[0] for each in SENSITIVE])
def test_before_rights_are_touched_she_says_that_it_is_she(
    office: Office, name: str, kind: str, data: dict[str, str]
) -> None:
    desk = Desk(office, confirmed=False)
    pk = getattr(office, kind)(WHICH[kind])
    answer = desk.sends(name, pk, **data)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Account.objects.filter(username="worker").exists()
    assert row(Account, office.account("colleague"), "is_active", "session_epoch") == (True, 0)
    assert row(RoleGrant, office.grant("running"), "granted_until") == (None,)


def test_a_region_is_renamed_on_its_page(office: Office, desk: Desk) -> None:
    assert "[襄陽市]" in desk.get("region_edit", "420600")
    page = desk.refused("region_edit", "420600", name="新襄市", name_en="", since="2010-12-01")
    assert "該地區在此日期之後才改為現名。" in page
    page = desk.done("region_edit", "420600", name="新襄市", name_en="Xinxiang", since="2020-01-01")
    assert "新襄市" in page
    assert Region.objects.get(pk="420600").name_in == Names("新襄市", "Xinxiang")


def test_a_region_that_never_was_has_no_page(office: Office, desk: Desk) -> None:
    assert desk.client.get(reverse("org:region_edit", args=["420699"])).status_code == 404


def test_the_roles_page_says_who_may_do_what(office: Office, desk: Desk) -> None:
    answer = desk.client.get(reverse("org:roles"))
    names = [name for name, _label in answer.context["roles"]]
    lines = {name: dict(zip(names, held, strict=True)) for name, _label, held in answer.context["lines"]}
    assert [role for role, may in lines["org:manage"].items() if may] == ["administrator"]
    assert [role for role, may in lines["console:open"].items() if not may] == []


def test_the_tree_of_regions_is_walked_level_by_level(office: Office, desk: Desk) -> None:
    assert "北京市" in desk.get("regions", **{"in": ""})
    page = desk.get("regions", **{"in": "420100"})
    assert "江岸區" in page
    assert "湖北省" in page
    assert "黃石市" not in page
