"""The live doors against docs/law/competence.md: what is filed on the portal and by the API is decided as the person decided it.

Every matter of the table is put to the portal's page that reads a complaint back, on its own day; every fourth is filed as well.
"""

import json
import re
from datetime import UTC, datetime, time
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from open315.cases.models import Case
from open315.core import clock
from open315.law.tests.test_decide_matters import ROWS, TRADERS, Decided

TODAYS = [each for each in ROWS if each.day.isoformat() == "2026-11-27" and each.place.startswith("湖北省")]
LEAVING = [each for each in TODAYS if each.purpose not in ("", "生活消費")]
FILED = [each for each in TODAYS if each not in LEAVING and each.kind != "諮詢"]


def form(row: Decided, client: Client) -> dict[str, Any]:
    question = row.question()
    page = client.get(f"/complain/?kind={question.kind}").content.decode()
    token = re.search(r'name="submission" value="([^"]+)"', page)
    assert token
    return {
        "kind": question.kind, "purpose": question.purpose, "title": row.matter, "narrative": row.matter, "place": question.region_code,
        "goods": question.goods, "nature": question.nature, "trader_name": "某平台" if question.trader_kind == "platform" else f"被投訴人{row.number}",
        "bought": BOUGHT[question.trader_kind], "trader_place": row.trader_place, "platform_name": PLATFORMS[row.platform_place], "claims": ["refund"], "name": "測試消費者", "phone": "13900139000",
        "foreclosure": "on", "submission": token[1],
    }  # fmt: skip


BOUGHT = {
    "": "shop",
    "offline": "shop",
    "own_site": "site",
    "platform": "platform",
    "platform_seller": "platform",
    "manufacturer": "maker",
}
PLATFORMS = {"": "某平台", "浙江省杭州市餘杭區": "淘寶", "北京市海淀區": "美團"}
"""A platform that has its domicile there."""
HOME = "420106"
"""What somebody chooses who bought outside of the province: her own place; the trader's place is a field of its own."""
COMPETENT = re.compile(r"<dt>可能的主管部門</dt>\s*<dd>(.*?)</dd>", re.DOTALL)
UNKNOWN = {"（地點待補充）": "該地點未知，請補充"}


def put(row: Decided, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, str]:
    """What the portal answers on that day to the matter, told in its fields: whether it takes them, and the page."""
    noon = datetime.combine(row.day, time(12), tzinfo=clock.SHANGHAI).astimezone(UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)
    client = Client()
    data = form(row, client)
    if data["place"] and not data["place"].startswith("42"):
        data |= {"home": HOME} if data["bought"] == "shop" else {"place": HOME, "trader_place": row.place}
    answer = client.post("/complain/", {**data, "step": "check"}, follow=True)
    return answer.context["form"].is_valid(), unescape(answer.content.decode())


def leaves(row: Decided) -> bool:
    """Whether the table says that it is no consumer complaint."""
    return row in LEFT and row.kind == "投訴" and not row.authority.startswith("縣級農業")


LEFT = [each for each in ROWS if each.purpose not in ("", "生活消費")]
PLACED = [each for each in ROWS if each.place and each.kind != "諮詢"]
"""Whoever asks a question is told of no authority: the council answers."""


@pytest.mark.parametrize("row", PLACED, ids=[f"{each.number} {each.matter}" for each in PLACED])
def test_the_portal_says_of_every_matter_of_the_table_what_the_person_said(
    row: Decided, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_taken, page = put(row, monkeypatch)
    if leaves(row):
        assert not is_taken
        assert f"（{row.article}）" in page
        return
    assert is_taken
    told = COMPETENT.search(page)
    assert told
    said = re.sub(r"<[^>]+>", "", told[1])
    assert said.rstrip().endswith(f"· {row.article}")
    expected = row.authority.replace("；另 ", "、").split("、")
    answers = said.split("另：")
    assert len(answers) == len(expected)
    for answer, (authority, place) in zip(answers, (each.split("·") for each in expected), strict=True):
        assert f"的{authority}處理；" in answer
        assert UNKNOWN.get(place, place) in answer


def test_a_matter_without_a_place_is_not_placed_by_the_portal_but_asked_about(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = [each for each in ROWS if not each.place]
    is_taken, page = put(row, monkeypatch)
    assert not is_taken
    assert not COMPETENT.search(page)


@pytest.mark.parametrize("row", FILED[::4], ids=[f"{each.number} {each.matter}" for each in FILED[::4]])
def test_the_portal_decides_as_the_person_did(row: Decided, cast: Any, settings: Any) -> None:
    settings.FILINGS_PER_HOUR = 1000
    client = Client()
    data = form(row, client)
    shown = client.post("/complain/", {**data, "step": "check"}, follow=True).content.decode()
    assert row.article in shown
    assert client.post("/complain/", {**data, "step": "submit"}).status_code == 302
    kept = Case.objects.get().competence
    assert kept["article"]["zh_hant"] == row.article
    place = row.authority.split("；")[0].split("·")[1]
    assert place.startswith("（") or place in kept["reason"]["zh_hant"]
    assert kept["reason"]["zh_hant"] in shown


@pytest.mark.parametrize("row", LEAVING[:6], ids=[f"{each.number} {each.matter}" for each in LEAVING[:6]])
def test_what_is_no_consumer_complaint_is_shown_the_right_way_and_not_registered(row: Decided, cast: Any) -> None:
    client = Client()
    data = form(row, client)
    if row.kind == "舉報" or row.authority.startswith("縣級農業"):
        assert client.post("/complain/", {**data, "step": "check"}, follow=True).context["form"].is_valid()
        return
    for step in ("check", "submit"):
        answer = client.post("/complain/", {**data, "step": step}, follow=True)
        assert not answer.context["form"].is_valid()
        assert row.article in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("trader", "body"),
    [
        ({"kind": "platform_seller", "platform_name": "淘寶"}, "浙江省杭州市餘杭區"),
        (
            {"kind": "platform_seller", "platform_name": "某平台", "address": "上海市浦東新區世紀大道1號"},
            "上海市浦東新區",
        ),
        ({"kind": "own_site", "address": "北京市海淀區中關村大街1號"}, "北京市海淀區"),
        ({"kind": "own_site", "place": "110108"}, "北京市海淀區"),
    ],
)
def test_a_seller_elsewhere_is_never_sent_to_the_consumers_own_district(cast: Any, trader: Any, body: str) -> None:
    """What the user saw: a Hangzhou platform, a Shanghai seller, a Beijing own site all gave 武昌區市場監督管理局."""
    sent = {
        "kind": "complaint", "title": "網購退貨", "narrative": "賣家不退", "place": "420106", "goods": "clothing",
        "trader": {"name": "某店", **trader}, "consumer": {"name": "測試", "phone": "13900139000"}, "claims": ["refund"],
    }  # fmt: skip
    answer = Client().post(
        "/api/v1/cases", json.dumps(sent), content_type="application/json", headers={"Idempotency-Key": str(uuid4())}
    )
    assert answer.status_code == 201, answer.content
    case = Case.objects.get()
    assert body in case.competence["reason"]["zh_hant"]
    assert "武昌" not in case.competence["reason"]["zh_hant"]
    assert case.competent_id is None


def test_known_kinds_of_traders_are_all_in_the_hand_table() -> None:
    assert {each.trader for each in ROWS} == set(TRADERS)
