import json
from datetime import date
from pathlib import Path

import pytest

from open315.core.calendar.reading import NoticeError, read_notice

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
