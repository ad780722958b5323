"""One validation for all doors: each bad value is refused by the portal, the desk, the API and a sheet, and each odd one read alike."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from open315.cases.models import Case, Identity, Party
from open315.cases.vault import open_identity
from tests.round_trip.doors import DOORS, Refused
from tests.round_trip.lines import API, DESK, PORTAL, SHEET

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
NAMES: dict[str, dict[str, str]] = {
    # What each door calls it.
    "kind": {API: "kind", SHEET: "類型"},
    "title": {API: "title", SHEET: "標題"},
    "narrative": {API: "narrative", SHEET: "內容"},
    "place": {API: "place", SHEET: "地區"},
    "goods": {API: "goods", SHEET: "商品類別"},
    "trader_name": {API: "trader.name", SHEET: "商家"},
    "trader_kind": {API: "trader.kind", SHEET: "form:trader_kind"},
    "name": {API: "consumer.name", SHEET: "姓名"},
    "phone": {API: "consumer.phone", SHEET: "電話"},
    "email": {API: "consumer.email", SHEET: "郵箱"},
    "claims": {API: "claims", SHEET: "訴求"},
    "amount": {API: "amount", SHEET: "金額"},
    "occurred_on": {API: "occurred_on", SHEET: "消費日期"},
}
GOOD: dict[str, Any] = {
    "kind": "complaint", "title": "冰箱三周後不製冷", "narrative": "商家拒絕維修。", "place": "420102", "goods": "appliances",
    "trader_name": "武漢示例電器行", "trader_kind": "offline", "name": "測試消費者", "phone": "13900139000", "email": "a@example.org",
    "claims": ["refund"], "amount": "3299", "occurred_on": "2026-05-01",
}  # fmt: skip
BOUGHT = {"offline": "shop"}
FOUR = (PORTAL, DESK, API, SHEET)
BAD: list[tuple[dict[str, Any], set[str]]] = [
    ({"occurred_on": "2099-01-01"}, {"occurred_on"}),
    ({"occurred_on": "2026-02-30"}, {"occurred_on"}),
    ({"occurred_on": "某天"}, {"occurred_on"}),
    ({"phone": "打不通"}, {"phone"}),
    ({"phone": "1380"}, {"phone"}),
    ({"email": "a.example.org"}, {"email"}),
    ({"email": "a@b"}, {"email"}),
    ({"amount": "500-600"}, {"amount"}),
    ({"amount": "-5"}, {"amount"}),
    ({"amount": "五美元"}, {"amount"}),
    ({"narrative": " \u3000 ", "title": " "}, {"title", "narrative"}),
]
READ_ALIKE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"claims": ["refund", "refund", "repair"]}, {"claims": ["refund", "repair"]}),
    ({"occurred_on": "2026年5月1日"}, {"occurred_on": date(2026, 5, 1)}),
    ({"occurred_on": "2026-05-01T17:30:00Z"}, {"occurred_on": date(2026, 5, 2)}),
    ({"occurred_on": "2026-05-02T01:30:00+08:00"}, {"occurred_on": date(2026, 5, 2)}),
    ({"amount": "1.2萬元"}, {"amount_cents": 1_200_000}),
    ({"amount": "兩千三百"}, {"amount_cents": 230_000}),
    ({"phone": "（027）１２３４５６７８"}, {"phone": "(027)12345678"}),
    ({"phone": "\u202d13900139000\u202c"}, {"phone": "13900139000"}),
    ({"narrative": "第一行\r\n第二行\x0b"}, {"narrative": "第一行\n第二行"}),
]


@pytest.fixture(autouse=True)
def _on_that_day(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    settings.FILINGS_PER_HOUR = 1000
    with time_machine.travel(NOW, tick=False):
        yield


def send(cast: Any, door: str, **changes: Any) -> int:
    """File the good case with these changes by a door; the id of the case. Refused names the fields."""
    told = {**GOOD, **changes}
    if door == PORTAL:  # where people say how they bought, and the kind of trader follows from it
        told["bought"] = BOUGHT[told.pop("trader_kind")]
    if door in {PORTAL, DESK}:
        more = {"foreclosure": "on"} if door == PORTAL else {"channel": "hotline", "foreclosure": "on"}
        return DOORS[door](cast, {**told, **more})
    named = {NAMES[name][door]: value for name, value in told.items()}
    if door == SHEET:
        named |= {"訴求": "、".join(told["claims"]), "form:source": "12315", "form:trader_kind": "offline"}
        named |= {"form:kind": "complaint", "form:region": "420100"}
    return DOORS[door](cast, {name: value for name, value in named.items() if name != "trader.kind"})


@pytest.mark.parametrize("door", FOUR)
def test_what_is_good_comes_in(cast: Any, door: str) -> None:
    case = Case.objects.get(pk=send(cast, door))
    assert (case.title, case.amount_cents, case.occurred_on) == ("冰箱三周後不製冷", 329_900, date(2026, 5, 1))


@pytest.mark.parametrize("door", FOUR)
@pytest.mark.parametrize(("changes", "fields"), BAD)
def test_a_bad_value_is_refused_by_every_door(cast: Any, door: str, changes: dict[str, Any], fields: set[str]) -> None:
    """The API took a day of 2099, 不詳 as a telephone number, a bad address and a blank narrative; so did the sheets."""
    with pytest.raises(Refused) as refusal:
        send(cast, door, **changes)
    if door != SHEET:
        assert {str(each).rpartition(".")[2] for each in refusal.value.args} <= fields
    assert not Case.objects.exists()


@pytest.mark.parametrize("door", FOUR)
@pytest.mark.parametrize(("changes", "kept"), READ_ALIKE)
def test_an_odd_value_is_read_alike_by_every_door(
    cast: Any, door: str, changes: dict[str, Any], kept: dict[str, Any]
) -> None:
    case = Case.objects.get(pk=send(cast, door, **changes))
    identity = Identity.objects.get(pk=Party.objects.get(case=case).identity_id)
    found = {**vars(case), "phone": open_identity(identity).phone}
    assert {name: found[name] for name in kept} == kept


@pytest.mark.parametrize("door", [PORTAL, DESK, API])
def test_a_number_that_nobody_knows_is_no_number_where_somebody_can_be_asked(cast: Any, door: str) -> None:
    with pytest.raises(Refused) as refusal:
        send(cast, door, phone="不詳")
    assert {str(each).rpartition(".")[2] for each in refusal.value.args} == {"phone"}


def test_in_a_sheet_a_number_that_nobody_knows_is_none(cast: Any) -> None:
    case_id = send(cast, SHEET, phone="不詳")
    assert Party.objects.get(case_id=case_id).phone_index == ""
