"""Days as people say them: nothing is made more exact than it was said."""

from datetime import date

import pytest

from open315.core.text.said_days import Said, said

TUESDAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026年5月3日", "2026-05-03", "2026-05-03"),
        ("2026/5/3", "2026-05-03", "2026-05-03"),
        ("今天", "2026-05-12", "2026-05-12"),
        ("昨天", "2026-05-11", "2026-05-11"),
        ("前天", "2026-05-10", "2026-05-10"),
        ("大前天", "2026-05-09", "2026-05-09"),
        ("三天前", "2026-05-09", "2026-05-09"),
        ("10 天以前", "2026-05-02", "2026-05-02"),
        ("這周", "2026-05-11", "2026-05-17"),
        ("上星期", "2026-05-04", "2026-05-10"),
        ("兩周前", "2026-04-27", "2026-05-03"),
        ("這個月", "2026-05-01", "2026-05-31"),
        ("上個月", "2026-04-01", "2026-04-30"),
        ("上上个月", "2026-03-01", "2026-03-31"),
        ("6個月前", "2025-11-01", "2025-11-30"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("前年", "2024-01-01", "2024-12-31"),
        ("兩年前", "2024-01-01", "2024-12-31"),
        ("2025年", "2025-01-01", "2025-12-31"),
        ("去年十月", "2025-10-01", "2025-10-31"),
        ("去年的十月份", "2025-10-01", "2025-10-31"),
        ("2025年10月", "2025-10-01", "2025-10-31"),
        ("25年2月", "2025-02-01", "2025-02-28"),
        ("3月初", "2026-03-01", "2026-03-10"),
        ("大約3月中旬", "2026-03-11", "2026-03-20"),
        ("二月底", "2026-02-21", "2026-02-28"),
        ("5月", "2026-05-01", "2026-05-31"),
        ("6月", "2025-06-01", "2025-06-30"),
        ("十二月二十五日", "2025-12-25", "2025-12-25"),
        ("3月10號左右", "2026-03-10", "2026-03-10"),
        ("last month", "2026-04-01", "2026-04-30"),
        ("yesterday", "2026-05-11", "2026-05-11"),
        ("last October", "2025-10-01", "2025-10-31"),
        ("last May", "2025-05-01", "2025-05-31"),
        ("May", "2026-05-01", "2026-05-31"),
        ("October 2025", "2025-10-01", "2025-10-31"),
        ("3 days ago", "2026-05-09", "2026-05-09"),
        ("a month ago", "2026-04-01", "2026-04-30"),
        ("two weeks ago", "2026-04-27", "2026-05-03"),
        ("two years ago", "2024-01-01", "2024-12-31"),
    ],
)
def test_what_is_said_is_read_as_the_days_it_can_mean(written: str, first: str, last: str) -> None:
    found = said(written, TUESDAY)
    assert found == Said(date.fromisoformat(first), date.fromisoformat(last))
    assert found.is_exact == (first == last)


@pytest.mark.parametrize("written", ["", "亂寫", "13月", "十一月三十一日", "0月", "過年的時候", "soon", "0000年", "上"])
def test_what_is_no_day_for_certain_is_none(written: str) -> None:
    assert said(written, TUESDAY) is None


def test_in_january_last_month_is_of_the_year_before() -> None:
    assert said("上個月", date(2026, 1, 31)) == Said(date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("今年 本年 this_year", "2026-01-01", "2026-12-31"),
        ("去年 last_year 一年前 a_year_ago", "2025-01-01", "2025-12-31"),
        ("前年 两年前", "2024-01-01", "2024-12-31"),
        ("大前年 三年之前", "2023-01-01", "2023-12-31"),
        ("这个月 这月 本月 this_month", "2026-05-01", "2026-05-31"),
        ("上个月 上月 last_month 一个月前 one_month_ago", "2026-04-01", "2026-04-30"),
        ("上上个月 两个月前", "2026-03-01", "2026-03-31"),
        ("这周 本周 这个星期 本星期 this_week", "2026-05-11", "2026-05-17"),
        ("上周 上星期 上个星期 上礼拜 上个礼拜 last_week 一周前 a_week_ago", "2026-05-04", "2026-05-10"),
        ("今天 today", "2026-05-12", "2026-05-12"),
        ("昨天 yesterday 一天前 a_day_ago", "2026-05-11", "2026-05-11"),
        ("前天 the_day_before_yesterday 两天前 two_days_ago", "2026-05-10", "2026-05-10"),
        ("大前天 三日前 three_days_ago", "2026-05-09", "2026-05-09"),
        ("4月初 4月上旬", "2026-04-01", "2026-04-10"),
        ("4月中 4月中旬", "2026-04-11", "2026-04-20"),
        ("4月底 4月末 4月下旬", "2026-04-21", "2026-04-30"),
        ("3月底 3月末 3月下旬", "2026-03-21", "2026-03-31"),
        ("今年4月 本年4月 四月 4月份 April this_April", "2026-04-01", "2026-04-30"),
        ("前年4月 24年4月 April_2024", "2024-04-01", "2024-04-30"),
        ("大前年4月", "2023-04-01", "2023-04-30"),
        ("6月 June last_June", "2025-06-01", "2025-06-30"),
        ("October in_October last_October", "2025-10-01", "2025-10-31"),
        ("last_May", "2025-05-01", "2025-05-31"),
        ("last_April", "2026-04-01", "2026-04-30"),
    ],
)
def test_every_way_of_saying_the_same_days_is_read_alike(words: str, first: str, last: str) -> None:
    meant = Said(date.fromisoformat(first), date.fromisoformat(last))
    assert {each: said(each.replace("_", " "), TUESDAY) for each in words.split()} == dict.fromkeys(
        words.split(), meant
    )


def test_the_english_months_are_numbered() -> None:
    found = [said(f"{each} 2024", TUESDAY) for each in "jan feb mar apr may jun jul aug sep oct nov dec".split()]
    assert [each and each.first.month for each in found] == list(range(1, 13))


@pytest.mark.parametrize(
    ("written", "days"),
    [("四天前", 4), ("五天前", 5), ("six days ago", 6), ("七天前", 7), ("八天前", 8), ("九天前", 9), ("十天前", 10), ("十二天前", 12),
     ("二十天前", 20), ("二十三天前", 23), ("four days ago", 4), ("five days ago", 5), ("an", 0)],
)  # fmt: skip
def test_numbers_are_read_in_signs_and_in_words(written: str, days: int) -> None:
    day = date.fromordinal(TUESDAY.toordinal() - days)
    assert said(written, TUESDAY) == (Said(day, day) if days else None)
