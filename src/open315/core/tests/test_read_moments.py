"""One reading of days and moments: one moment is one day in China, in whatever frame it is written."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from open315.core.text import moments
from open315.core.text.moments import NoMoment

ONE = datetime(2026, 5, 12, 1, 0)
"""2026-05-11 17:00 in Greenwich."""
SAME = [
    "2026-05-11T17:00:00Z", "2026-05-12T01:00:00+08:00", "2026-05-11T17:00:00+00:00", "2026-05-11T17:00Z", "2026-05-11 17:00:00.000Z",
    "2026-05-11 17:00 UTC", "2026-05-12 01:00 GMT+8", "2026-05-11T12:00:00-05:00", "2026-05-11T22:30:00+0530", "2026-05-12 01:00:00",
    "2026-05-12T01:00", "2026年5月12日凌晨1時", "２０２６/５/１２　1:00", "20260512 1:00", "2026-05-11T17:00:00z", "2026-05-12 01:00+08",
]  # fmt: skip
OTHER_WAYS = [
    ("2016年9月14日晚8：00", datetime(2016, 9, 14, 20)), ("2026年5月12日 24:00", datetime(2026, 5, 13)), ("二〇二六年五月十二日", datetime(2026, 5, 12)),
    ("二零二六年十二月卅一日", datetime(2026, 12, 31)), ("二〇一〇年十月二十號上午9时30分", datetime(2010, 10, 20, 9, 30)), ("12-May-2026", datetime(2026, 5, 12)),
    ("May 12th, 2026 3:00 pm", datetime(2026, 5, 12, 15)), ("Tue, 12 May 2026 10:00:00 +0800", datetime(2026, 5, 12, 10)),
    ("Tue May 12 10:00:00 CST 2026", datetime(2026, 5, 12, 10)), ("Tue May 12 10:00:00 UTC 2026", datetime(2026, 5, 12, 18)),
    ("20260512103015", datetime(2026, 5, 12, 10, 30, 15)), ("202605121030", datetime(2026, 5, 12, 10, 30)), ("2026—05—12", datetime(2026, 5, 12)),
    ("2026‑05‑12", datetime(2026, 5, 12)), ("2026、5、12", datetime(2026, 5, 12)), ("2026。5。12", datetime(2026, 5, 12)), ("2026 05 12", datetime(2026, 5, 12)),
    ("2026-05-12 中午1点", datetime(2026, 5, 12, 13)), ("2026-05-12 凌晨3点半", datetime(2026, 5, 12, 3, 30)), ("2026-05-12 3点一刻", datetime(2026, 5, 12, 3, 15)),
    ("2026/5/12 10:00:00 下午", datetime(2026, 5, 12, 22)), ("2026-05-12 下午0:30", datetime(2026, 5, 12, 12, 30)), ("2026-05-12 12:30 am", datetime(2026, 5, 12, 0, 30)),
    ("2026-05-12 10:00 北京时间", datetime(2026, 5, 12, 10)), ("2026-05-12T10:00:00+08:00[Asia/Shanghai]", datetime(2026, 5, 12, 10)),
    ("2026-05-12 11点整", datetime(2026, 5, 12, 11)), ("2026-05-12 下午12点", datetime(2026, 5, 12, 12)), ("2026-05-12 中午11点", datetime(2026, 5, 12, 11)),
]  # fmt: skip
BOTH = [
    "2026-05-12 晚上12点",
    "2026-05-12 晚上0点",
    "2026-05-12 上午13点",
    "2026-05-12 24:01",
    "0026-05-12",
    "12-May-26",
    "2026年十十月一日",
    "2026年5月四十日",
    "2026-05-12 下午24点",
]
WRONG = [
    "2026-05-11T17:00:00+25:00", "2026-05-11T17:00:00-13:00", "2026-05-11T17:00:00+08:75", "2026-05-11T17:00:00 PST", "2026-05-11 17:00 cst!", "2026-05-11T17:00:00ZZ",
    "昨天", "2026-13-01", "2026-02-30", "6/1/2026", "2026-03-15 9:00-11:30", "2026年3月15日上午9：00—11：30", "2026-06-01 25:00", "9999-12-31T23:59:59-12:00", "2026-05-11Z", "",
]  # fmt: skip


def read_or_none(written: str) -> datetime | None:
    try:
        return moments.read(written)
    except NoMoment:
        return None


def test_one_moment_is_one_day_in_whatever_frame_it_is_written() -> None:
    """…17:00:00Z and …01:00:00+08:00 of the next day had other due dates, and +00:00 was refused."""
    assert {written: read_or_none(written) for written in SAME} == dict.fromkeys(SAME, ONE)
    assert {moments.day(written) for written in SAME} == {date(2026, 5, 12)}


def test_what_is_no_certain_moment_is_refused() -> None:
    assert {written: read_or_none(written) for written in WRONG} == dict.fromkeys(WRONG)


def test_a_moment_is_read_in_the_ways_systems_and_ledgers_write_it() -> None:
    """Fourteen digits, English months, numerals, 24:00 and half past were refused, and with them their rows."""
    assert {written: read_or_none(written) for written, _ in OTHER_WAYS} == dict(OTHER_WAYS)


def test_what_could_be_two_moments_is_none() -> None:
    """晚上12點 was taken for noon, 上午13點 for the afternoon."""
    assert {written: read_or_none(written) for written in BOTH} == dict.fromkeys(BOTH)


def test_every_half_of_the_day_and_every_hour_of_it() -> None:
    """The hours a clock may show with each word, and the hour of the day each is."""
    am, late = (
        {**{hour: hour for hour in range(13)}},
        {**{hour: hour + 12 for hour in range(12)}, **{hour: hour for hour in range(12, 24)}},
    )
    after_midnight = {**am, 12: 0}
    evening = {hour: hour for hour in range(13, 24)} | {hour: hour + 12 for hour in range(1, 12)}
    noon = {hour: hour for hour in range(4, 24)} | {0: 12, 1: 13, 2: 14, 3: 15}
    plain = {hour: hour for hour in range(24)}
    expected = {
        **dict.fromkeys(["上午", "早上", "早晨", "早"], am), **dict.fromkeys(["凌晨", "am"], after_midnight),
        **dict.fromkeys(["下午", "傍晚", "pm"], late), **dict.fromkeys(["晚上", "夜里", "夜裡", "晚"], evening), "中午": noon, "": plain,
    }  # fmt: skip
    for half, hours in expected.items():
        found = {hour: read_or_none(f"2026-05-12 {half}{hour}:07:09") for hour in range(26)}
        assert {hour: found[hour] for hour in found if found[hour]} == {
            hour: datetime(2026, 5, 12, hours[hour], 7, 9) for hour in hours
        }, half


def test_every_month_and_every_day_in_numerals() -> None:
    """Typed by hand; what is no number of a month or day is refused."""
    months = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
    days = (
        "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十 三十一"
    ).split()
    assert [moments.read(f"二〇二五年{month}月一日") for month in months] == [
        datetime(2025, at, 1) for at in range(1, 13)
    ]
    assert [moments.read(f"二〇二五年一月{day}号") for day in days] == [datetime(2025, 1, at) for at in range(1, 32)]
    others = {"廿": 20, "廿九": 29, "卅": 30, "卅一": 31, "一十": 10, "一十九": 19}
    assert {day: moments.read(f"二〇二五年一月{day}號").day for day in others} == others
    assert moments.read("一九八三年 3月 7日 8点") == datetime(1983, 3, 7, 8)
    assert moments.read("二○四六年七月七日") == datetime(2046, 7, 7)
    assert [read_or_none(f"2025年一月{day}日") for day in ("三十二", "十十", "二廿", "卅二", "〇", "二二")] == [
        None
    ] * 6


def test_every_month_in_english() -> None:
    months = "January February March April May June July August September October November December".split()
    assert [moments.read(f"7 {month} 2025") for month in months] == [datetime(2025, at, 7) for at in range(1, 13)]
    assert [moments.read(f"{month[:3]}. 7 2025") for month in months] == [datetime(2025, at, 7) for at in range(1, 13)]
    days = "Monday Tue Wednesday Thu Friday Saturday Sun".split()
    assert {moments.read(f"{day}, 7 May 2025 9:05") for day in days} == {datetime(2025, 5, 7, 9, 5)}


def test_the_parts_of_an_hour_and_the_borders_of_a_day() -> None:
    """Half, a quarter, three quarters; 59 is the last minute and second, 24:00 the end."""
    expected = {
        "3点半": (3, 30, 0), "3点一刻": (3, 15, 0), "3点三刻": (3, 45, 0), "3点整": (3, 0, 0), "3点": (3, 0, 0), "23:59:59": (23, 59, 59), "3:07": (3, 7, 0),
        "3時8分9秒": (3, 8, 9), "3点8分": (3, 8, 0), "0:00": (0, 0, 0),
    }  # fmt: skip
    assert {each: read_or_none(f"2025-01-02 {each}") for each in expected} == {
        each: datetime(2025, 1, 2, *at) for each, at in expected.items()
    }
    assert moments.read("2025-01-02 24:00:00") == datetime(2025, 1, 3)
    wrong = ["24:00:01", "24:01", "25:00", "3:60", "3:07:60", "3:07 x", "3:07 +08:60", "3:07 +14:01", "3:07 -12:01"]
    assert {each: read_or_none(f"2025-01-02 {each}") for each in wrong} == dict.fromkeys(wrong)
    frames = {
        "+08:59": (2, 8),
        "+14:00": (21, 7),
        "-12:00": (23, 7),
        "(utc+8)": (3, 7),
        "cst": (3, 7),
        "北京時間": (3, 7),
        "gmt-1": (12, 7),
    }
    assert {
        each: (moments.read(f"2025-01-02 3:07 {each}").hour, moments.read(f"2025-01-02 3:07 {each}").minute)
        for each in frames
    } == frames


def test_a_day_first_is_read_where_it_cannot_be_the_month() -> None:
    assert moments.read("13/12/2025") == datetime(2025, 12, 13)
    assert moments.read("12/13/2025") == datetime(2025, 12, 13)
    assert moments.read("12.12.2025 8:00") == datetime(2025, 12, 12, 8)
    assert [read_or_none(each) for each in ("11/12/2025", "12/11/2025", "13/13/2025", "12/12/25")] == [None] * 4


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.integers(-12 * 4, 14 * 4))
def test_a_moment_written_in_any_frame_is_read_as_itself(moment: datetime, quarters: int) -> None:
    moment = moment.replace(microsecond=0)
    ahead = timedelta(minutes=15 * quarters)
    there = moment - timedelta(hours=8) + ahead
    hours, minutes = divmod(abs(15 * quarters), 60)
    sign = "-" if quarters < 0 else "+"
    assert moments.read(f"{there:%Y-%m-%dT%H:%M:%S}{sign}{hours:02}:{minutes:02}") == moment
    assert moments.read(f"{moment:%Y-%m-%d %H:%M:%S}") == moment
    assert moments.read(f"{moments.read(f'{moment:%Y年%m月%d日 %H:%M:%S}')}") == moment
