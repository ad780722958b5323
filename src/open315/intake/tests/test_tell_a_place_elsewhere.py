"""A matter elsewhere in the country: she lives in Wuhan and bought in Guangzhou, or from a shop that stands nowhere but on the internet."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from open315.cases.models import Case, Party
from open315.core.errors import InvalidInput
from open315.intake.commands import council_at, is_served, place_of_matter
from open315.intake.desk.forms import DeskForm
from open315.intake.tests.test_file_by_api import BODY
from open315.intake.tests.test_file_on_portal import begin, filed
from open315.intake.tests.test_register_a_caller import call
from open315.intake.web.public_forms import ComplaintForm
from tests.round_trip.doors import staff

pytestmark = pytest.mark.django_db
ELSEWHERE = {"place": "廣東省廣州市天河區", "home": "漢口"}


@pytest.fixture
def visitor(cast: Any) -> Client:
    return Client(enforce_csrf_checks=True)


def kept() -> tuple[str, str, int]:
    case = Case.objects.get()
    return case.region_code, case.city_code, case.council_id


def test_a_consumer_of_wuhan_who_bought_in_guangzhou_is_taken_by_the_council_of_her_home(
    visitor: Client, cast: Any
) -> None:
    page = visitor.post("/complain/", {**begin(visitor), **ELSEWHERE, "step": "check"}, follow=True).content.decode()
    assert "武漢市消費者協會" in page
    assert "廣東省廣州市天河區" in page
    filed(visitor, {**begin(visitor), **ELSEWHERE})
    assert kept() == ("440106", "440100", cast.bodies["wuhan"].pk)
    assert Party.objects.get().region_code == "420100"


def test_the_check_page_says_places_in_words_and_no_code(visitor: Client) -> None:
    told = {"bought": "site", "place": "光谷", "trader_place": "浙江省杭州市餘杭區"}
    page = visitor.post("/complain/", {**begin(visitor), **told, "step": "check"}, follow=True)
    shown = {str(line.label): line.words for line in page.context["preview"].lines}
    assert shown["在哪裏？"] == "湖北省武漢市"
    assert shown["經營者在哪裏？"] == "浙江省杭州市餘杭區"


def test_what_was_bought_by_telephone_has_no_place_and_still_the_council_of_her_home(
    visitor: Client, cast: Any
) -> None:
    filed(visitor, {**begin(visitor), "bought": "remote", "place": "黃石市"})
    assert kept() == ("", "", cast.bodies["huangshi"].pk)
    assert Party.objects.get().region_code == "420200"


def test_what_was_delivered_took_place_where_it_came_to(visitor: Client, cast: Any) -> None:
    filed(visitor, {**begin(visitor), "bought": "platform", "platform_name": "淘宝", "place": "黃石市"})
    assert kept() == ("420200", "420200", cast.bodies["huangshi"].pk)


def test_without_a_home_she_is_told_where_to_go_and_nothing_typed_is_lost(visitor: Client) -> None:
    answer = visitor.post("/complain/", {**begin(visitor), **ELSEWHERE, "home": "", "step": "submit"})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == ["home"]
    assert form.errors["home"][0].startswith("廣東省廣州市天河區：由當地的消委會和市場監管部門處理")
    assert "www.12315.cn" in form.errors["home"][0]
    assert form["place"].value() == "廣東省廣州市天河區"
    assert form["narrative"].value() == begin(visitor)["narrative"]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"place": "廣東省廣州市", "home": "深圳"}, "home"),
        ({"bought": "platform", "platform_name": "京東", "place": "廣東省廣州市", "home": ""}, "place"),
        ({"bought": "home", "place": "廣東省廣州市", "home": ""}, "place"),
    ],
)
def test_who_lives_where_no_council_works_with_the_site_is_told_so_at_that_place(
    visitor: Client, told: dict[str, str], field: str
) -> None:
    answer = visitor.post("/complain/", {**begin(visitor), **told, "step": "submit"})
    assert list(answer.context["form"].errors) == [field]
    assert "當地消委會尚未使用本網站" in answer.context["form"].errors[field][0]


def test_a_home_is_dropped_when_the_place_is_here_after_all(visitor: Client) -> None:
    filed(visitor, {**begin(visitor), **ELSEWHERE, "place": "420102"})
    assert kept()[0] == "420102"
    assert Party.objects.get().region_code == ""


@pytest.mark.parametrize(
    ("written", "words"),
    [("某地", "未能確定地點"), ("朝陽", "請填寫其中一個：北京市朝陽區、"), ("漢", "未能確定地點")],
)
def test_a_place_that_is_not_certain_is_said_at_its_field_with_what_can_be_meant(
    visitor: Client, written: str, words: str
) -> None:
    answer = visitor.post("/complain/", {**begin(visitor), "place": written, "step": "check"}, follow=True)
    assert list(answer.context["form"].errors) == ["place"]
    assert words in answer.context["form"].errors["place"][0]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("光谷", "420100"),
        ("漢口", "420100"),
        ("汉口江汉路", "420100"),
        ("武漢江漢", "420103"),
        ("武漢市江岸區中山大道8號", "420102"),
        ("420102", "420102"),
    ],
)
def test_places_are_understood_as_people_say_them(visitor: Client, written: str, code: str) -> None:
    filed(visitor, {**begin(visitor), "place": written})
    assert kept()[0] == code


def test_at_the_desk_the_council_of_the_clerk_takes_it_and_nobody_is_asked_for_a_home(cast: Any) -> None:
    client = staff(cast, "clerk")
    answer = call(client, place="elsewhere", matter_place="廣東省廣州市天河區")
    assert answer.status_code == 302
    case = Case.objects.get()
    assert kept() == ("440106", "440100", cast.bodies["wuhan"].pk)
    page = client.get(f"/console/cases/{case.number}/").content.decode()
    assert "廣東省廣州市天河區" in page


def test_the_public_form_asks_for_one_place_and_the_desk_for_no_home(cast: Any) -> None:
    assert [name for name in ("place", "matter_place", "home") if name in ComplaintForm().fields] == ["place", "home"]
    assert "home" not in DeskForm().fields
    drawn = {field.name for fields in DeskForm().sections.values() for field in fields}
    assert drawn == set(DeskForm().fields)


@pytest.mark.parametrize(
    ("place", "home", "status", "region", "council"),
    [
        ("440106", "420102", 201, "440106", "wuhan"),
        ("elsewhere", "420200", 201, "", "huangshi"),
        ("440106", "", 422, None, None),
        ("440106", "440100", 422, None, None),
        ("elsewhere", "", 422, None, None),
    ],
)
def test_by_the_api_the_home_decides_about_a_place_elsewhere(
    client: Client, cast: Any, place: str, home: str, status: int, region: str | None, council: str | None
) -> None:
    answer = client.post(
        "/api/v1/cases",
        json.dumps({**BODY, "place": place, "home": home}),
        content_type="application/json",
        headers={"Idempotency-Key": "key-00000009"},
    )
    assert answer.status_code == status, answer.content
    if council is None:
        assert [each["field"] for each in answer.json()["errors"]] == ["home"]
        assert not Case.objects.exists()
    else:
        assert (kept()[0], kept()[2]) == (region if place != "elsewhere" else "", cast.bodies[council].pk)


def test_a_place_here_goes_before_the_home(cast: Any) -> None:
    assert council_at("420200", "420102") == cast.bodies["huangshi"].pk
    assert council_at("440106", "420102") == cast.bodies["wuhan"].pk
    assert council_at("", "420102") == cast.bodies["wuhan"].pk
    assert (is_served("420102"), is_served("440106"), is_served("")) == (True, False, False)


@pytest.mark.parametrize(("home", "words"), [("", "請填寫消費者的居住地"), ("440100", "該地點尚未登記消費者組織")])
def test_where_neither_has_a_council_the_field_of_the_home_says_so(cast: Any, home: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        council_at("440106", home)
    assert (refused.value.field, words in str(refused.value.message)) == ("home", True)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"place": "420102", "matter_place": "440106"}, "420102"),
        ({"place": "elsewhere", "matter_place": "440106", "trader_place": "330110"}, "440106"),
        ({"place": "elsewhere", "trader_kind": "offline", "trader_place": "330110"}, "330110"),
        ({"place": "elsewhere", "trader_place": "330110"}, "330110"),
        ({"place": "elsewhere", "trader_kind": "offline", "trader_address": " 浙江省杭州市餘杭區文一西路 "}, "330110"),
        ({"place": "elsewhere", "trader_kind": "platform_seller", "trader_place": "330110"}, ""),
        ({"place": "elsewhere"}, ""),
        ({}, ""),
    ],
)
def test_a_shop_elsewhere_is_where_the_matter_took_place_and_a_seller_on_the_internet_is_not(
    cast: Any, told: dict[str, str], place: str
) -> None:
    assert place_of_matter(told) == place


@given(st.text(max_size=6), st.text(max_size=6))
def test_a_chosen_place_is_never_replaced(place: str, other: str) -> None:
    if place != "elsewhere":
        assert place_of_matter({"place": place, "matter_place": other, "trader_place": other}) == place
