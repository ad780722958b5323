import json
import time
from datetime import date
from pathlib import Path

import pytest

from open315.core.calendar.reading import NoticeError, read, read_notice

NOTICE = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。"""


def test_the_sentences_of_a_notice_become_days() -> None:
    days = {each.day: each for each in read_notice(NOTICE, 2026)}
    assert days[date(2026, 1, 3)].is_off
    assert days[date(2026, 1, 3)].name == "元旦"
    assert not days[date(2026, 2, 28)].is_off
    assert days[date(2026, 2, 28)].name == "春節"
    assert len(days) == 3 + 1 + 9 + 2


def test_a_table_of_days_is_read_line_by_line() -> None:
    days = read_notice("date,name,kind\n2027-01-01,元旦,off\n2027-01-02\t元旦\t休\n2027-01-03 元旦 班\n", 2027)
    assert [each.is_off for each in days] == [True, True, False]


def test_json_of_days_is_read() -> None:
    days = read_notice('{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}', 2027)
    assert [(each.day, each.is_off) for each in days] == [(date(2027, 1, 1), True)]


@pytest.mark.parametrize(
    "text",
    [
        '{"days": [{"date": "2027-13-01", "isOffDay": true}]}',
        "2027-02-30,元旦,off",
        "2027-01-01,元旦,perhaps",
        "[1]",
        "{",
        "一、元旦：2月30日放假。",
        "元旦：1月1日放假。\n延长元旦假期至13月2日。",
        "元旦：1月1日至12月31日放假。",
        "元旦：1月1日放假。延长元旦假期至12月31日。",
        "元旦：9999年12月31日放假。",
        '{"days": 7}',
        '{"days": null}',
        "[" * 20_000,
        '[{"date":' + "9" * 5000 + "}]",
    ],
)
def test_a_wrong_place_is_named_instead_of_skipped(text: str) -> None:
    with pytest.raises(NoticeError):
        read_notice(text, 2027)


def test_a_text_without_days_gives_none() -> None:
    assert read_notice("國務院辦公廳關於節假日安排的通知", 2027) == ()


@pytest.mark.shared_data
def test_the_notices_of_eleven_years_are_read_as_others_read_them(shared_data: Path) -> None:
    file = shared_data / "holidays" / "announcement_parsing_cases.json"
    for case in json.loads(file.read_text(encoding="utf-8")):
        read = [(each.day.isoformat(), each.is_off) for each in read_notice(case["description"], case["year"])]
        assert read == sorted((each["date"], each["isOffDay"]) for each in case["expected"]), case["description"]


def test_blanks_inside_a_date_are_no_part_of_it() -> None:
    spaced = read_notice("一、元旦：1 月 1 日至 3 日放假調休，共 3 天。1 月 4 日（星期日）上班。", 2026)
    assert [(each.day.day, each.is_off) for each in spaced] == [(1, True), (2, True), (3, True), (4, False)]
    assert read_notice("元旦：2026 年 1 月 1 日放假。", 2026) == read_notice("元旦：2026年1月1日放假。", 2026)


def test_a_holiday_that_is_made_longer_goes_on() -> None:
    text = "二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。\n延长2020年春节假期至2月2日（星期日），2月3日（星期一）起正常上班。"
    found = read(text, 2020)
    off = [each.day for each in found.days if each.is_off]
    assert off == [date(2020, 1, day) for day in range(24, 32)] + [date(2020, 2, 1), date(2020, 2, 2)]
    assert found.unread == []
    with pytest.raises(NoticeError):
        read("延长春节假期至2月2日。", 2020)


def test_what_was_not_read_is_told_and_counts_are_compared() -> None:
    found = read("一、元旦：1月1日放假，共3天。\n各地自5月20日起安排。\n國務院辦公廳2026年11月4日", 2027)
    assert [(each.name, each.said, each.read) for each in found.wrong_counts] == [("元旦", 3, 1)]
    assert found.unread == ["各地自5月20日起安排", "國務院辦公廳2026年11月4日"]
    assert read(NOTICE, 2026).wrong_counts == []
    assert read(NOTICE, 2026).unread == []


@pytest.mark.parametrize(
    ("text", "off", "worked", "unread"),
    [
        ("劳动节：5月1日放假。4月26日（周日）上班改为4月25日（周六）上班。", [501], [], ["4月26日上班改為4月25日上班"]),
        ("春节：2月17日放假。取消2月28日上班。", [217], [], ["取消2月28日上班"]),
        ("妇女节：3月8日下午放假半天。", [], [], ["3月8日下午放假半天"]),
        ("元旦\t1月1日至3日\t1月4日上班\t3天", [], [104], ["元旦\t1月1日至3日\t1月4日上班\t3天"]),
        ("| 元旦 | 1月1日至3日 | 1月4日上班 |", [], [104], ["| 元旦 | 1月1日至3日 | 1月4日上班 |"]),
        ("元旦：一月一日放假。", [], [], ["一月一日放假"]),
        ("元旦：1.1-1.3放假。", [], [], ["1.1-1.3放假"]),
        ("元旦：1月1号至3号放假调休，共3天。1月4号上班。", [101, 102, 103], [104], []),
        ("元旦：1⽉1⽇⾄３日放假。", [101, 102, 103], [], []),
        ("元旦：1\u00a0月\u00a01\u00a0日至\u200b3日放假，共3天。", [101, 102, 103], [], []),
        ("一、元旦：1月1日放假，共1天。二、清明节：4月5日放假，共1天。", [101, 405], [], []),
        ("国庆节：10月1日至3日放假，其中，10月1日、2日为法定节假日。10月3日照常公休。", [1001, 1002, 1003], [], []),
        ('"2026-01-01","元旦","true"\n"2026/1/4","元旦","false"', [101], [104], []),
        ("\ufeffdate,name,kind\r\n2026-01-01,元旦,1\r\n", [101], [], []),
        ('[{"date":"2026-01-04","name":"元旦","isOffDay":"false"}]', [], [104], []),
    ],
)
def test_every_day_of_a_notice_is_read_as_it_is_meant_or_told(
    text: str, off: list[int], worked: list[int], unread: list[str]
) -> None:
    """A day that was taken back became a working day, half a day a whole one, days of a table working days, "false" a day off."""
    found = read(text, 2026)
    assert [each.day.month * 100 + each.day.day for each in found.days if each.is_off] == off
    assert [each.day.month * 100 + each.day.day for each in found.days if not each.is_off] == worked
    assert found.unread == unread
    assert found.wrong_counts == []
    assert found.contradictions == []


def test_the_notice_of_another_year_contradicts_this_one() -> None:
    """Last year's notice, pasted for this year, gave a calendar that nobody doubted."""
    text = "国务院办公厅关于2025年部分节假日安排的通知\n一、元旦：1月1日（周三）放假1天，不调休。"
    assert read(text, 2026).contradictions == ["1月1日（週三）", "關於2025年部分節假日"]
    assert read(text, 2025).contradictions == []
    december = "元旦：2007年12月30日—2008年1月1日放假，12月29日（星期六）上班，1月1日（星期二）为法定节假日。"
    assert read(december, 2008).contradictions == []
    assert read("元旦：1月1日（星期天）放假。", 2027).contradictions == ["1月1日（星期天）"]


def test_an_entry_that_says_neither_off_nor_working_is_named() -> None:
    with pytest.raises(NoticeError):
        read('[{"date":"2026-01-04","name":"元旦","isOffDay":"perhaps"}]', 2026)


@pytest.mark.parametrize("piece", ["延長", "延長假期", "1月1日放假。", "（", "甲：", "放假", "共3天。", "甲"])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    """A hundredth of a second of the processor is usual, a minute was; loads of machines lie between."""
    began = time.process_time()
    read(piece * (20_000 // len(piece)), 2027)
    assert time.process_time() - began < 3.0
