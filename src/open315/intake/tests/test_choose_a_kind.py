"""The kind comes first: three short forms, each with its own questions, its own check page, receipt and promises (ADR 0147)."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from conftest import Cast
from open315.cases.models import Case, Party
from open315.intake.tests.test_file_on_portal import begin, filed, hidden
from open315.intake.web.bought import kind_of_trader
from open315.intake.web.titles import title_of
from open315.traders.models import Trader
from tests.round_trip.doors import staff

pytestmark = pytest.mark.django_db
ENQUIRY = {"kind": "enquiry", "narrative": "網購的衣服剪了吊牌還能退嗎？我昨天收到的。", "place": "武漢江漢"}
REPORT = {
    "kind": "report", "bought": "shop", "trader_name": "某超市", "place": "漢口", "goods": "过期食品", "title": "賣過期牛奶",
    "narrative": "貨架上有過期三天的牛奶。",
}  # fmt: skip


@pytest.fixture
def visitor(cast: Cast) -> Client:
    return Client(enforce_csrf_checks=True)


def started(visitor: Client, data: dict[str, Any]) -> dict[str, Any]:
    page = visitor.get(f"/complain/?kind={data['kind']}").content.decode()
    return {**data, "submission": hidden(page)}


def read_back(visitor: Client, data: dict[str, Any]) -> tuple[str, dict[str, str]]:
    answer = visitor.post("/complain/", {**started(visitor, data), "step": "check"}, follow=True)
    assert answer.context.get("preview"), answer.context["form"].errors
    return answer.content.decode(), {str(each.label): each.words for each in answer.context["preview"].lines}


def test_the_first_screen_offers_three_kinds_and_says_what_a_council_cannot_do(visitor: Client) -> None:
    page = visitor.get("/complain/").content.decode()
    assert re.findall(r'href="/complain/\?kind=(\w+)"', page) == ["complaint", "report", "enquiry"]
    assert "消委會不能：自己作出處罰" in page
    assert "無權處罰" in page
    assert "<form class" not in page.split("<main")[1].split("</main>")[0]


def test_a_kind_that_is_none_asks_again_and_the_name_of_a_trader_travels(visitor: Client) -> None:
    assert "消委會不能" in visitor.get("/complain/?kind=nonsense").content.decode()
    page = visitor.get("/complain/?trader=某店").content.decode()
    address = re.search(r'href="(/complain/\?kind=complaint&[^"]+)"', page)
    assert address
    form = visitor.get(address[1].replace("&amp;", "&")).context["form"]
    assert form["trader_name"].value() == "某店"


def test_what_was_begun_is_offered_where_the_kind_is_chosen_anew(visitor: Client) -> None:
    visitor.post("/complain/", {**started(visitor, ENQUIRY), "step": "draft"})
    assert visitor.get("/complain/").context["form"]["narrative"].value() == ENQUIRY["narrative"]
    page = visitor.get("/complain/?choose=1").content.decode()
    assert "您上次填寫的內容已經保留。" in page
    assert 'href="/complain/?kind=enquiry">接着填寫' in page
    assert visitor.get("/complain/?kind=complaint").context["form"]["narrative"].value() == ENQUIRY["narrative"]


def test_an_enquiry_asks_for_a_question_and_a_place_and_for_nothing_else(visitor: Client, cast: Cast) -> None:
    page, lines = read_back(visitor, ENQUIRY)
    assert lines == {"類型": "諮詢", "您想了解什麼？": ENQUIRY["narrative"], "您在哪裏？": "湖北省武漢市江漢區"}
    assert "可能的主管部門" not in page
    assert "第十六條" not in page
    receipt = visitor.get(filed(visitor, started(visitor, ENQUIRY))).content.decode()
    assert "答覆期限" in receipt
    assert "決定是否受理" not in receipt
    case = Case.objects.get()
    assert (case.kind, case.title, case.trader_id, case.council_id) == (
        "enquiry",
        "網購的衣服剪了吊牌還能退嗎",
        None,
        cast.bodies["wuhan"].pk,
    )
    assert (case.goods, case.amount_cents, case.claims) == ("", None, [])


def test_a_report_needs_no_name_and_promises_no_mediation(visitor: Client) -> None:
    page, lines = read_back(visitor, REPORT)
    assert lines["您買的是什麼？" if "您買的是什麼？" in lines else "銷售的是什麼？"] == "过期食品（食品）"
    assert "可能的主管部門" in page
    assert "一次只走一條途徑" not in page
    receipt = visitor.get(filed(visitor, started(visitor, REPORT))).content.decode()
    assert "只有行政部門有權處罰" in receipt
    assert "調解" not in receipt.split("<main")[1].split("</main>")[0]
    assert (Case.objects.get().goods, Party.objects.get().identity_id) == ("food", None)


@pytest.mark.parametrize(("kind", "needed"), [
    ("complaint", {"bought", "trader_name", "place", "goods", "title", "narrative", "name", "phone", "claims"}),
    ("report", {"bought", "trader_name", "place", "goods", "title", "narrative"}),
    ("enquiry", {"narrative", "place"}),
])  # fmt: skip
def test_each_kind_needs_its_own_answers_only(visitor: Client, kind: str, needed: set[str]) -> None:
    answer = visitor.post("/complain/", {**started(visitor, {"kind": kind}), "step": "submit"})
    assert set(answer.context["form"].errors) == needed


@pytest.mark.parametrize("kind", ["complaint", "report", "enquiry"])
def test_the_page_of_a_form_weighs_at_most_80_kilobytes(visitor: Client, kind: str) -> None:
    page = visitor.get(f"/complain/?kind={kind}")
    assert len(page.content) <= 80_000
    assert len(page.content) > 5_000


def test_what_a_complaint_needs_is_not_called_optional(visitor: Client) -> None:
    page = visitor.get("/complain/?kind=complaint").content.decode()
    for name in ("name", "phone"):
        label = page.split(f'for="id_{name}"')[1].split("</label>")[0]
        assert "選填" not in label, name


@pytest.mark.parametrize(
    ("bought", "trader", "platform", "kind", "kept"),
    [
        ("shop", "某店", "淘寶", "offline", ""),
        ("home", "某店", "", "offline", ""),
        ("site", "某店", "", "own_site", ""),
        ("maker", "某廠", "", "manufacturer", ""),
        ("platform", "某店", "淘寶", "platform_seller", "淘寶"),
        ("platform", "淘宝", "淘寶", "platform", ""),
        ("platform", "某店", "", "platform_seller", ""),
        ("remote", "某店", "", "offline", ""),
        ("remote", "某主播", "抖音", "platform_seller", "抖音"),
    ],
)
def test_the_kind_of_trader_follows_from_how_somebody_bought(
    bought: str, trader: str, platform: str, kind: str, kept: str
) -> None:
    assert kind_of_trader(bought, trader, platform) == {"trader_kind": kind, "platform_name": kept}


def test_a_platform_has_to_be_named_where_one_bought_there(visitor: Client) -> None:
    data = {**begin(visitor), "bought": "platform"}
    answer = visitor.post("/complain/", {**data, "step": "submit"})
    assert list(answer.context["form"].errors) == ["platform_name"]
    filed(visitor, {**data, "platform_name": "京东"})
    assert Trader.objects.get(kind="platform_seller").platform.region_id == "110115"


def test_a_platform_that_was_named_before_it_became_a_shop_is_read_back_no_more(visitor: Client) -> None:
    _page, lines = read_back(visitor, {**begin(visitor), "platform_name": "淘寶"})
    assert "在哪個平台？" not in lines
    _page, lines = read_back(visitor, {**begin(visitor), "bought": "remote", "platform_name": "抖音"})
    assert lines["在哪個平台？"] == "抖音"


def test_what_nobody_knows_is_kept_in_its_words_for_the_council_to_classify(visitor: Client, cast: Cast) -> None:
    _page, lines = read_back(visitor, {**begin(visitor), "goods": "神奇小方塊"})
    assert lines["您買的是什麼？"] == "神奇小方塊（由消委會歸類）"
    filed(visitor, {**begin(visitor), "goods": "神奇小方塊"})
    case = Case.objects.get()
    assert (case.goods, case.goods_text) == ("", "神奇小方塊")
    page = staff(cast, "clerk").get(f"/console/cases/{case.number}/").content.decode()
    assert "待消委會歸類" in page


def test_days_as_people_say_them_and_further_answers_are_kept_as_said_and_read_back(
    visitor: Client, cast: Cast
) -> None:
    told = {
        "bought_on": "去年十月",
        "occurred_on": "3月初",
        "talked": "refused",
        "on_behalf": "family",
        "others": "on",
        "order_no": "T-1",
    }
    with time_machine.travel("2026-05-12T02:00:00Z", tick=False):
        _page, lines = read_back(visitor, {**begin(visitor), **told})
        assert lines["什麼時候買的？"] == "去年十月（2025-10-01 – 2025-10-31）"
        assert lines["什麼時候出的問題？"] == "3月初（2026-03-01 – 2026-03-10）"
        receipt = filed(visitor, {**begin(visitor), **told})
    assert receipt
    case = Case.objects.get()
    assert case.occurred_on is None
    assert case.source_data == {
        "order_no": "T-1",
        "talked": "refused",
        "on_behalf": "family",
        "others": "yes",
        "bought_on": "去年十月（2025-10-01 – 2025-10-31）",
        "occurred_on": "3月初（2026-03-01 – 2026-03-10）",
    }
    page = staff(cast, "clerk").get(f"/console/cases/{case.number}/").content.decode()
    for words in ("聯繫過，經營者拒絕", "代父母或其他家人", "他人有同樣遭遇", "3月初（2026-03-01"):
        assert words in page
    assert "Also in the sheet" not in page
    assert "另在導入的表格" not in page


def test_an_exact_day_is_a_day_and_one_to_come_is_refused(visitor: Client) -> None:
    with time_machine.travel("2026-05-12T02:00:00Z", tick=False):
        data = begin(visitor)
        for day in ("2026-05-13", "2026年6月"):
            answer = visitor.post("/complain/", {**data, "occurred_on": day, "step": "submit"})
            assert list(answer.context["form"].errors) == ["occurred_on"]
        filed(visitor, {**data, "occurred_on": "2026年5月12日"})
    case = Case.objects.get()
    assert (str(case.occurred_on), case.source_data) == ("2026-05-12", {})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("網購的衣服還能退嗎？我昨天收到的。", "網購的衣服還能退嗎"),
        ("\n\n 第一行\n第二行", "第一行"),
        ("The price is 3.50 yuan. Is that right?", "The price is 3.50 yuan"),
        ("字" * 60, "字" * 60),
        ("字" * 61, "字" * 59 + "…"),
        ("？？", ""),
    ],
)
def test_a_title_is_the_first_sentence(text: str, title: str) -> None:
    assert title_of(text) == title
