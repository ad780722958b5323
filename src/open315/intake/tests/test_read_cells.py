"""Dates, amounts and words as people write them into cells."""

import contextlib
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.cell_values import Unreadable


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2020-06-05", datetime(2020, 6, 5)),
        ("2020/6/1", datetime(2020, 6, 1)),
        ("2020.6.1", datetime(2020, 6, 1)),
        ("2020-06-01 10:00", datetime(2020, 6, 1, 10)),
        ("2020-06-01T10:00:05+08:00", datetime(2020, 6, 1, 10, 0, 5)),
        ("2020年6月1日", datetime(2020, 6, 1)),
        ("2020年6月1日 10時30分", datetime(2020, 6, 1, 10, 30)),
        ("２０２０年６月１日下午3点", datetime(2020, 6, 1, 15)),
        ("2020年6月1日（星期一）上午9:05", datetime(2020, 6, 1, 9, 5)),
        ("2020/6/1 3:05 PM", datetime(2020, 6, 1, 15, 5)),
        ("20200601", datetime(2020, 6, 1)),
        (20200601.0, datetime(2020, 6, 1)),
        ("20200601 10:20:30", datetime(2020, 6, 1, 10, 20, 30)),
        ("25/12/2020", datetime(2020, 12, 25)),
        ("12/25/2020", datetime(2020, 12, 25)),
        (43983, datetime(2020, 6, 1)),
        (43983.5, datetime(2020, 6, 1, 12)),
        ("43983", datetime(2020, 6, 1)),
        (date(2020, 6, 1), datetime(2020, 6, 1)),
        (datetime(2020, 6, 1, 8), datetime(2020, 6, 1, 8)),
        ("", None),
        ("无", None),
        ("—", None),
    ],
)
def test_a_date_is_read_in_the_ways_sheets_write_it(cell: Any, moment: datetime | None) -> None:
    assert cell_values.moment(cell) == moment


@pytest.mark.parametrize(
    "cell", ["昨天", "2020-13-01", "2020-02-30", "6/1/2020", "2020-06-01 25:00", 12, "2020-06-01 然後", "05-06"]
)
def test_what_is_no_certain_date_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        cell_values.moment(cell)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))
def test_every_moment_is_read_from_its_own_text(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    for pattern in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日%H时%M分%S秒", "%Y%m%d %H:%M:%S"):
        assert cell_values.moment(moment.strftime(pattern)) == moment


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("1,234.50元", 123450), ("¥99", 9900), ("￥ 1，000", 100000), ("3萬", 3_000_000), ("3.5万元", 3_500_000), ("約500元", 50000),
        ("人民币800元整", 80000), ("1.2亿", 12_000_000_000), (12, 1200), (0.1, 10), ("0", 0), (None, None), ("无", None), ("12.345", 1234),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_cents(cell: Any, cents: int | None) -> None:
    assert cell_values.cents(cell) == cents


@pytest.mark.parametrize("cell", ["很多", "500-600", "-5", -1, "5美元", float("nan"), float("inf")])
def test_what_is_no_amount_of_yuan_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        cell_values.cents(cell)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none(), st.booleans()))
def test_any_cell_is_read_or_refused_and_never_breaks(cell: Any) -> None:
    assert isinstance(cell_values.text(cell), str)
    for read in (cell_values.moment, cell_values.cents):
        with contextlib.suppress(Unreadable):
            read(cell)


def test_text_is_one_line_and_numbers_have_no_tail() -> None:
    assert cell_values.text("  a\n b ") == "a b"
    assert cell_values.text(480795.0) == "480795"
    assert cell_values.text(13812345678.0) == "13812345678"
    assert cell_values.text(datetime(2020, 6, 1)) == "2020-06-01"
    assert cell_values.paragraphs(" a \n\n b  c ") == "a\nb c"
    assert cell_values.several("退貨、賠償; 道歉") == ["退貨", "賠償", "道歉"]


def test_a_title_is_the_beginning_of_the_text() -> None:
    assert cell_values.first_sentence("冰箱壞了。商家不修。", 60) == "冰箱壞了"
    assert cell_values.first_sentence("長" * 100, 60) == "長" * 59 + "…"
    assert cell_values.first_sentence("。。。", 60) == "。。。"
