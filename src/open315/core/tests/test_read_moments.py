"""One reading of days and moments: one moment is one day in China, in whatever frame it is written."""

from datetime import date, datetime, timedelta

import pytest
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
    "2026-05-11T17:00:00+25:00", "2026-05-11T17:00:00-13:00", "2026-05-11T17:00:00+08:75", "2026-05-11T17:00:00 PST", "2026-05-11T17:00:00ZZ",
    "昨天", "2026-13-01", "2026-02-30", "6/1/2026", "2026-06-01 25:00", "9999-12-31T23:59:59-12:00", "2026-05-11Z", "",
]  # fmt: skip


@pytest.mark.parametrize("written", SAME)
def test_one_moment_is_one_day_in_whatever_frame_it_is_written(written: str) -> None:
    """…17:00:00Z and …01:00:00+08:00 of the next day had other due dates, and +00:00 was refused."""
    assert moments.read(written) == ONE
    assert moments.day(written) == date(2026, 5, 12)


@pytest.mark.parametrize("written", WRONG)
def test_what_is_no_certain_moment_is_refused(written: str) -> None:
    with pytest.raises(NoMoment):
        moments.read(written)


@pytest.mark.parametrize(("written", "moment"), OTHER_WAYS)
def test_a_moment_is_read_in_the_ways_systems_and_ledgers_write_it(written: str, moment: datetime) -> None:
    """Fourteen digits, English months, numerals, 24:00 and half past were refused, and with them their rows."""
    assert moments.read(written) == moment


@pytest.mark.parametrize("written", BOTH)
def test_what_could_be_two_moments_is_none(written: str) -> None:
    """晚上12点 was taken for noon, 上午13点 for the afternoon."""
    with pytest.raises(NoMoment):
        moments.read(written)


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
