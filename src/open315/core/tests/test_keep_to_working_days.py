"""The arithmetic of working days on both sides of each bound, on a small calendar written by hand.

2026: Thursday 1 January and Friday the 2nd are off, Sunday the 4th is worked for it; the 5th is a Monday.
"""

from datetime import date

import pytest

from open315.core.calendar import CalendarUnknown, WorkingCalendar

CALENDAR = WorkingCalendar(
    [2026], {date(2026, 1, 1): "元旦", date(2026, 1, 2): "元旦", date(2026, 1, 10): "節"}, {date(2026, 1, 4): "元旦"}
)


def january(day: int) -> date:
    return date(2026, 1, day)


DAYS = [
    # day, off, given off by the notice, made a working day, name
    (1, True, True, False, "元旦"),
    (2, True, True, False, "元旦"),
    (3, True, False, False, ""),
    (4, False, False, True, "元旦"),
    (5, False, False, False, ""),
    (9, False, False, False, ""),
    (10, True, True, False, "節"),
    (11, True, False, False, ""),
    (12, False, False, False, ""),
]


def test_each_day_is_what_notice_and_weekday_make_of_it() -> None:
    found = [
        (day, CALENDAR.is_off(january(day)), CALENDAR.is_statutory_holiday(january(day)), CALENDAR.is_makeup(january(day)),
         CALENDAR.name_of(january(day)))
        for day, *_rest in DAYS
    ]  # fmt: skip
    assert found == DAYS


def test_days_may_be_given_without_names() -> None:
    calendar = WorkingCalendar([2026], [january(1)], [january(4)])
    assert calendar.is_off(january(1))
    assert not calendar.is_off(january(4))
    assert (calendar.name_of(january(1)), calendar.name_of(january(4))) == ("", "")
    assert WorkingCalendar([2026], []).makeup_days == {}


KNOWN = [
    # day, loaded years, the year that is missing
    (date(2025, 12, 31), [2026], 2025),
    (date(2026, 1, 1), [2026], None),
    (date(2026, 12, 25), [2026], None),
    (date(2026, 12, 26), [2026], 2027),
    (date(2026, 12, 31), [2026], 2027),
    (date(2026, 11, 30), [2026], None),
    (date(2026, 12, 26), [2026, 2027], None),
    (date(2027, 1, 1), [2026], 2027),
    (date(2027, 12, 26), [2026, 2027], 2028),
]


def test_a_day_is_known_once_every_notice_that_may_move_it_is_loaded() -> None:
    found: list[tuple[date, list[int], int | None]] = []
    for day, years, _missing in KNOWN:
        calendar, missing = WorkingCalendar(years, []), None
        try:
            calendar.require(day)
        except CalendarUnknown as error:
            missing = error.year
        found.append((day, years, missing))
    assert found == KNOWN


def test_every_question_about_an_unknown_day_is_refused() -> None:
    day = date(2026, 12, 26)
    questions = [
        lambda: CALENDAR.is_off(day),
        lambda: CALENDAR.is_statutory_holiday(day),
        lambda: CALENDAR.is_makeup(day),
        lambda: CALENDAR.next_working(day),
        lambda: CALENDAR.add_working_days(date(2026, 12, 25), 1),
        lambda: CALENDAR.add_days(date(2026, 12, 25), 1),
        lambda: CALENDAR.add_days(date(2026, 12, 25), 1, "statutory_holidays"),
        lambda: CALENDAR.add_days(date(2026, 12, 25), 1, "all_days_off"),
    ]
    for question in questions:
        with pytest.raises(CalendarUnknown):
            question()
    assert CALENDAR.add_days(date(2026, 12, 25), 0) == date(2026, 12, 25)


def test_the_next_working_day_is_the_day_itself_or_the_first_after_it() -> None:
    assert [CALENDAR.next_working(january(day)).day for day in (1, 3, 4, 5, 9, 10)] == [4, 4, 4, 5, 9, 12]


WORKING = [(31, 0, 31), (1, 0, 1), (1, 1, 4), (1, 2, 5), (3, 1, 4), (4, 1, 5), (4, 5, 9), (4, 6, 12), (9, 1, 12)]


def test_the_nth_working_day_after_a_day() -> None:
    assert [(start, n, CALENDAR.add_working_days(january(start), n).day) for start, n, _end in WORKING] == WORKING


NATURAL = [
    # start, days, rule, end
    (1, 0, "none", 1), (1, 2, "none", 3), (1, 0, "statutory_holidays", 3), (1, 1, "statutory_holidays", 3),
    (1, 0, "all_days_off", 4), (5, 5, "statutory_holidays", 11), (5, 5, "all_days_off", 12), (5, 4, "all_days_off", 9),
    (1, 3, "all_days_off", 4), (1, 3, "statutory_holidays", 4),
]  # fmt: skip


def test_natural_days_end_where_their_rule_lets_them() -> None:
    found = [(start, n, roll, CALENDAR.add_days(january(start), n, roll).day) for start, n, roll, _end in NATURAL]
    assert found == NATURAL
    assert CALENDAR.add_days(january(1), 1) == january(2), "a period rolls nowhere unless a rule says so"


def test_a_period_is_not_negative_and_its_rule_is_known() -> None:
    for question in (CALENDAR.add_working_days, CALENDAR.add_days):
        with pytest.raises(ValueError, match="negative"):
            question(january(9), -1)
        assert question(january(9), 0) == january(9)
    with pytest.raises(ValueError, match="'weekends'"):
        CALENDAR.add_days(january(9), 1, "weekends")


BETWEEN = [(1, 1, 0), (1, 3, 0), (1, 4, 1), (1, 5, 2), (4, 5, 1), (5, 4, -1), (5, 1, -2), (4, 12, 6), (12, 4, -6)]


def test_working_days_between_two_days_count_the_second_and_not_the_first() -> None:
    found = [
        (after, until, CALENDAR.working_days_between(january(after), january(until))) for after, until, _ in BETWEEN
    ]
    assert found == BETWEEN
