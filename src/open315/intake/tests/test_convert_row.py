"""A row becomes a command, or it is said which cell is wrong."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.utils import translation

from open315.cases.types import Channel, Kind, NewCase
from open315.core.places import PlaceFinder
from open315.intake.sheet_import.columns import Defaults, Mapping, Target
from open315.intake.sheet_import.row_to_case import Converted, Converter

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
PLACES = PlaceFinder({"420000": "湖北省", "420100": "武漢市", "420200": "黃石市"}, "420000")


def converter(columns: dict[str, Target], **defaults: str) -> Converter:
    mapping = Mapping("", 1, tuple(columns), dict(enumerate(columns.values())), Defaults(**defaults))
    return Converter(mapping, council_id=7, source="源#7", at=AT, places=PLACES)


def read(make: Converter, number: int, cells: list[Any]) -> Converted:
    """The row as the import reads it: known by its reference."""
    return make.convert(number, cells, make.reference(cells))


def command(row: dict[str, tuple[Target, Any]], **defaults: str) -> NewCase:
    make = converter({heading: target for heading, (target, _) in row.items()}, **defaults)
    found = read(make, 2, [cell for _, cell in row.values()])
    assert found.problems == []
    assert found.command is not None
    return found.command


def problems(row: dict[str, tuple[Target, Any]]) -> list[tuple[str, int | None]]:
    make = converter({heading: target for heading, (target, _) in row.items()})
    found = read(make, 2, [cell for _, cell in row.values()])
    assert found.command is None
    with translation.override("en"):
        return [(str(each.message), each.column) for each in found.problems]


def test_a_full_row_becomes_a_full_command() -> None:
    made = command(
        {
            "編號": (Target.SOURCE_REF, 480795.0),
            "時間": (Target.RECEIVED_AT, "2020-06-01 23:30"),
            "類型": (Target.KIND, "举报"),
            "事由": (Target.TITLE, "假冒手機"),
            "詳情": (Target.NARRATIVE, "第一段\n\n第二段 "),
            "商家": (Target.TRADER_NAME, "某某公司"),
            "代碼": (Target.CREDIT_CODE, "91420100ma4k00000x"),
            "地區": (Target.REGION, "湖北武汉"),
            "商品": (Target.GOODS, "汽車"),
            "型號": (Target.GOODS_TEXT, "逍客"),
            "性質": (Target.NATURE, "质量"),
            "請求": (Target.CLAIMS, "退貨、賠償"),
            "金額": (Target.AMOUNT, "1.5萬元"),
            "購買": (Target.OCCURRED_ON, "2020/5/1"),
            "姓名": (Target.NAME, "張三"),
            "電話": (Target.PHONE, 13812345678.0),
            "年齡": (Target.AGE_BAND, "35歲"),
            "性別": (Target.GENDER, "女"),
            "備註": (Target.KEEP, "打13912345678"),
        }
    )
    assert (made.source, made.source_ref, made.channel, made.kind) == ("源#7", "480795", Channel.SHEET, Kind.REPORT)
    assert made.received_at == datetime(2020, 6, 1, 15, 30, tzinfo=UTC)
    assert (made.title, made.narrative) == ("假冒手機", "第一段\n第二段")
    assert (made.trader.name, made.trader.credit_code, made.trader.region_code) == (
        "某某公司",
        "91420100MA4K00000X",
        "420100",
    )
    assert (made.region_code, made.goods, made.goods_text, made.nature) == ("420100", "vehicles", "逍客", "quality")
    assert (made.claims, made.amount_cents, made.occurred_on) == (
        ("return", "compensation"),
        1_500_000,
        date(2020, 5, 1),
    )
    assert (made.consumer.name, made.consumer.phone) == ("張三", "13812345678")
    assert (made.consumer_facts.age_band, made.consumer_facts.gender) == ("35_59", "female")
    assert made.source_data == {"備註": "打13912345678"}


def test_words_outside_the_lists_are_kept_and_the_defaults_hold() -> None:
    made = command(
        {
            "內容": (Target.NARRATIVE, "冰箱壞了。商家不修。"),
            "類別": (Target.GOODS, "奇異之物"),
            "品名": (Target.GOODS_TEXT, "X1"),
            "性質": (Target.NATURE, "說不清"),
            "地區": (Target.REGION, "火星"),
            "請求": (Target.CLAIMS, "退貨、見面"),
            "渠道": (Target.CHANNEL, "飛鴿"),
        },
        goods="appliances",
        nature="quality",
        region_code="420200",
        trader_kind="platform",
    )
    assert (made.title, made.narrative) == ("冰箱壞了", "冰箱壞了。商家不修。")
    assert (made.goods, made.goods_text, made.nature, made.region_code) == (
        "appliances",
        "奇異之物 X1",
        "quality",
        "420200",
    )
    assert (made.claims, made.channel, made.trader.kind) == (("return",), Channel.SHEET, "platform")
    assert made.source_data == {"性質": "說不清", "地區": "火星", "請求": "退貨、見面", "渠道": "飛鴿"}
    assert made.received_at == AT


def test_each_wrong_cell_is_named() -> None:
    assert problems(
        {
            "時間": (Target.RECEIVED_AT, "昨天"),
            "類型": (Target.KIND, "閒聊"),
            "事由": (Target.TITLE, ""),
            "金額": (Target.AMOUNT, "很多"),
            "購買": (Target.OCCURRED_ON, "春天"),
        }
    ) == [
        ("Not a date. Write it like 2026-05-12.", 0),
        ("Not an amount of yuan.", 3),
        ("Not a day.", 4),
        ("Neither complaint, report nor enquiry.", 1),
        ("It does not say what happened.", 2),
    ]


@pytest.mark.parametrize("cell", ["2026-06-01", "1899-01-01", 80_001])
def test_a_date_that_cannot_be_right_is_refused(cell: Any) -> None:
    assert problems({"時間": (Target.RECEIVED_AT, cell), "事由": (Target.TITLE, "a")})[0][1] == 0


def test_a_missing_date_is_said_where_there_is_a_column_for_it() -> None:
    assert problems({"時間": (Target.RECEIVED_AT, ""), "事由": (Target.TITLE, "a")}) == [("The date is missing.", 0)]


def test_a_row_without_a_number_is_known_by_its_content_and_how_often_it_came() -> None:
    columns = {"事由": Target.TITLE, "備註": Target.IGNORE}
    make = converter(columns)
    first, again, other = (make.reference(cells) for cells in (["退款", "x"], ["退款", "y"], ["換貨", ""]))
    assert (first.by[:4], first.by[-2:]) == ("row:", ":1")
    assert again.by == first.by[:-1] + "2"
    assert other.by[:-2] != first.by[:-2]
    assert converter(columns).reference(["退款", "z"]) == first


def test_a_row_of_an_earlier_release_is_still_known_by_its_digest() -> None:
    columns = {"序號": Target.IGNORE, "事由": Target.TITLE, "商家": Target.TRADER_NAME}
    make = converter(columns)
    known = make.reference(["7", "退款", "甲"])
    digest = sha256("退款\x1f甲".encode()).hexdigest()[:32]
    assert (known.formerly, known.counted) == (f"row-{digest}-1", "7")
    assert make.reference(["8", "退款", "甲"]).formerly == f"row-{digest}-2"
    assert converter({"編號": Target.SOURCE_REF, "事由": Target.TITLE}).reference(["A1", "退款"]) == ("A1", "", "")


def test_a_number_too_long_to_keep_is_known_by_its_digest() -> None:
    make = converter({"編號": Target.SOURCE_REF, "事由": Target.TITLE})
    assert len(make.reference(["9" * 200, "a"]).by) <= 80


def test_a_title_too_long_goes_into_the_narrative_whole() -> None:
    made = command({"事由": (Target.TITLE, "長" * 200), "詳情": (Target.NARRATIVE, "更多")})
    assert len(made.title) == 120
    assert made.narrative == "長" * 200 + "\n更多"


def test_a_short_row_is_read_as_far_as_it_goes() -> None:
    made = read(converter({"事由": Target.TITLE, "商家": Target.TRADER_NAME}), 1, ["退款"])
    assert made.command is not None
    assert made.command.trader.name == ""


def test_a_row_is_known_by_how_often_the_sheet_said_so_and_formerly_by_how_often_it_was_just_so() -> None:
    """Three calls of one day in the same words, two of them about another amount: an earlier release counted rows that are alike in all."""
    make = converter({"日期": Target.RECEIVED_AT, "內容": Target.NARRATIVE, "金額": Target.AMOUNT})
    amounts = ("5", "6", "5", "6", "7")
    known = [make.reference(["2020-06-01", "開不了機", amount]) for amount in amounts]
    assert [each.by.rpartition(":")[2] for each in known] == ["1", "2", "3", "4", "5"]
    assert [each.formerly.rpartition("-")[2] for each in known] == ["1", "1", "2", "2", "1"]
    assert len({each.by.rpartition(":")[0] for each in known}) == 1
    assert len({each.formerly.rpartition("-")[0] for each in known}) == 3
