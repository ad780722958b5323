from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.calendar import CalendarUnknown, WorkingCalendar
from open315.core.calendar.shipped import notices


def shipped() -> WorkingCalendar:
    days = [day for notice in notices() for day in notice.days]
    return WorkingCalendar(
        (notice.year for notice in notices()),
        {each.day: each.name for each in days if each.is_off},
        {each.day: each.name for each in days if not each.is_off},
    )


CALENDAR = shipped()
known_days = st.dates(date(2007, 1, 1), date(2026, 6, 30))
rolls = st.sampled_from(["statutory_holidays", "all_days_off"])


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 15), date(2026, 3, 24)),
        (date(2026, 4, 29), date(2026, 5, 12)),
        (date(2019, 9, 27), date(2019, 10, 12)),
    ],
)
def test_seven_working_days_follow_the_notices(received: date, due: date) -> None:
    assert CALENDAR.add_working_days(received, 7) == due


def test_a_period_that_would_end_in_the_national_holiday_ends_after_it() -> None:
    assert CALENDAR.add_days(date(2026, 8, 2), 60, "statutory_holidays") == date(2026, 10, 8)
    assert CALENDAR.add_days(date(2026, 8, 2), 60, "none") == date(2026, 10, 1)


def test_an_ordinary_weekend_rolls_only_under_the_rule_that_says_so() -> None:
    assert CALENDAR.add_days(date(2026, 5, 12), 60, "statutory_holidays") == date(2026, 7, 11)
    assert CALENDAR.add_days(date(2026, 5, 12), 60, "all_days_off") == date(2026, 7, 13)


def test_a_make_up_saturday_is_worked_and_an_ordinary_one_is_not() -> None:
    assert not CALENDAR.is_off(date(2026, 5, 9))
    assert CALENDAR.is_off(date(2026, 5, 16))
    assert CALENDAR.next_working(date(2026, 5, 16)) == date(2026, 5, 18)


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2006, 12, 30), date(2026, 12, 28)])
def test_a_day_no_loaded_notice_decides_about_is_refused(day: date) -> None:
    with pytest.raises(CalendarUnknown):
        CALENDAR.is_off(day)


def test_the_error_names_the_missing_year() -> None:
    with pytest.raises(CalendarUnknown) as caught:
        CALENDAR.add_working_days(date(2026, 12, 20), 7)
    assert caught.value.year == 2027
    assert "2027" in str(caught.value.message)


def test_the_end_of_a_year_is_known_once_the_next_year_is_loaded() -> None:
    assert not CALENDAR.is_off(date(2018, 12, 29))
    assert CALENDAR.is_off(date(2018, 12, 31))


def test_every_moved_day_of_the_shipped_years_really_moves() -> None:
    for day in CALENDAR.makeup_days:
        assert day.weekday() >= 5, day
    assert not set(CALENDAR.off_days) & set(CALENDAR.makeup_days)


@given(start=known_days, n=st.integers(1, 90))
def test_working_days_never_end_on_a_day_off(start: date, n: int) -> None:
    assert not CALENDAR.is_off(CALENDAR.add_working_days(start, n))


@given(start=known_days, n=st.integers(0, 90), roll=rolls)
def test_a_rolled_period_never_ends_where_it_may_not(start: date, n: int, roll: str) -> None:
    end = CALENDAR.add_days(start, n, roll)
    assert not CALENDAR.rolls_over(end, roll)
    assert end >= start + timedelta(days=n)


@given(start=known_days, n=st.integers(0, 60), later=st.integers(0, 9), more=st.integers(0, 9))
def test_later_starts_and_longer_periods_never_end_earlier(start: date, n: int, later: int, more: int) -> None:
    end = CALENDAR.add_working_days(start, n)
    assert CALENDAR.add_working_days(start + timedelta(days=later), n) >= end
    assert CALENDAR.add_working_days(start, n + more) >= end


@given(start=known_days, n=st.integers(0, 60))
def test_counting_back_gives_the_number_again(start: date, n: int) -> None:
    assert CALENDAR.working_days_between(start, CALENDAR.add_working_days(start, n)) == n


@given(day=known_days)
def test_moving_to_a_working_day_twice_is_moving_once(day: date) -> None:
    once = CALENDAR.next_working(day)
    assert CALENDAR.next_working(once) == once
