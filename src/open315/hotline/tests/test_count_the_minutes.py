"""Who is on duty is a pure function of the rows: no minute counted twice, over midnight, with leave cut out. Properties, and cases by hand."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.core.spans import Span, covers, gaps, shared
from open315.hotline.roster import rules
from open315.hotline.roster.types import Away, ColumnPlan, Double, DutyPlan, Hours, On, Stretch
from open315.hotline.tests.making import MONDAY, china

DAY = Span(china(12, 0), china(13, 0))
SPANS = st.tuples(st.integers(-300, 3000), st.integers(15, 1440)).map(
    lambda told: Span(china(11, 0, told[0]), china(11, 0, told[0] + told[1]))
)
DUTIES = st.lists(st.builds(On, st.integers(1, 3), st.integers(1, 2), SPANS), max_size=8)
AWAY = st.lists(
    st.builds(
        lambda who, first, more: Away(who, date(2026, 5, first), date(2026, 5, first + more)),
        st.integers(1, 3),
        st.integers(10, 13),
        st.integers(0, 2),
    ),
    max_size=3,
)
MINUTES = st.integers(-400, 4000).map(lambda minute: china(11, 0, minute))
WINDOW = Span(china(11, 0), china(13, 0))


def span(first: int, last: int, day: int = 12) -> Span:
    return Span(china(day, first), china(day, last))


def is_away(away: list[Away], who: int, at: datetime) -> bool:
    day = (at.astimezone(WINDOW.starts_at.tzinfo)).date()
    return any(each.person == who and each.starts_on <= day <= each.ends_on for each in away)


@given(DUTIES, AWAY, MINUTES)
def test_who_is_there_is_whoever_a_row_names_and_no_leave_takes_away(
    duties: list[On], away: list[Away], at: datetime
) -> None:
    by_hand = {
        each.person
        for each in duties
        if each.span.starts_at <= at < each.span.ends_at and not is_away(away, each.person, at)
    }
    assert rules.people_at(rules.present(duties, away), at) == by_hand


@given(DUTIES, AWAY)
def test_the_stretches_of_a_window_follow_each_other_and_no_minute_stands_in_two(
    duties: list[On], away: list[Away]
) -> None:
    present = rules.present(duties, away)
    found = rules.stretches(WINDOW, present)
    assert found[0].span.starts_at == WINDOW.starts_at
    assert found[-1].span.ends_at == WINDOW.ends_at
    for one, other in pairwise(found):
        assert one.span.ends_at == other.span.starts_at
        assert one.people != other.people
    whole = sum((each.span.ends_at - each.span.starts_at for each in found), timedelta())
    assert whole == timedelta(days=2)
    for each in found:
        assert rules.people_at(present, each.span.starts_at) == each.people
        assert rules.people_at(present, each.span.ends_at - timedelta(minutes=1)) == each.people


@given(DUTIES, AWAY)
def test_gaps_are_the_stretches_with_nobody(duties: list[On], away: list[Away]) -> None:
    present = rules.present(duties, away)
    empty = [each.span for each in rules.stretches(WINDOW, present) if not each.people]
    assert gaps(WINDOW, [each.span for each in present]) == empty


@given(DUTIES, AWAY, st.randoms())
def test_neither_order_nor_repeats_nor_a_cut_at_midnight_change_who_was_there(
    duties: list[On], away: list[Away], random: Any
) -> None:
    told = rules.stretches(WINDOW, rules.present(duties, away))
    other = [*duties, *duties[:2]]
    random.shuffle(other)
    midnight = china(12, 0)
    cut = [
        On(each.person, each.line, piece)
        for each in other
        for piece in (
            [Span(each.span.starts_at, midnight), Span(midnight, each.span.ends_at)]
            if each.span.starts_at < midnight < each.span.ends_at
            else [each.span]
        )
    ]
    assert rules.stretches(WINDOW, rules.present(cut, away)) == told


def test_a_change_of_hands_at_noon_leaves_neither_two_nor_nobody() -> None:
    duties = [On(1, 1, span(8, 12)), On(2, 1, span(12, 18))]
    assert rules.people_at(duties, china(12, 11, 59)) == {1}
    assert rules.people_at(duties, china(12, 12)) == {2}
    assert rules.people_at(duties, china(12, 18)) == frozenset()
    assert rules.stretches(span(8, 18), duties) == [
        Stretch(span(8, 12), frozenset({1})),
        Stretch(span(12, 18), frozenset({2})),
    ]


def test_leave_cuts_a_duty_over_midnight_at_midnight() -> None:
    night = On(1, 1, span(20, 32), 7)
    off_next = rules.present([night], [Away(1, date(2026, 5, 13), date(2026, 5, 13))])
    assert off_next == [On(1, 1, span(20, 24), 7)]
    off_first = rules.present([night], [Away(1, date(2026, 5, 12), date(2026, 5, 12))])
    assert off_first == [On(1, 1, span(24, 32), 7)]
    assert rules.present([night], [Away(2, date(2026, 5, 12), date(2026, 5, 13))]) == [night]
    assert rules.is_away(1, span(23, 25), [Away(1, date(2026, 5, 13), date(2026, 5, 13))])
    assert not rules.is_away(1, span(20, 24), [Away(1, date(2026, 5, 13), date(2026, 5, 13))])


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [(8, 17, 8, 17), (20, 8, 20, 32), (8, 8, 8, 32), (0, 0, 0, 24)],
)
def test_a_slot_ends_on_the_next_day_where_its_end_is_no_later(since: int, until: int, first: int, last: int) -> None:
    assert rules.slot(date(2026, 5, 12), time(since), time(until)) == span(first, last)


def test_somebody_is_to_be_there_on_the_weekdays_of_a_line_that_is_open() -> None:
    hours = Hours(time(20), time(8), "12", date(2026, 5, 11), date(2026, 5, 18))
    found = [rules.to_be_manned(hours, date(2026, 5, day)) for day in (4, 10, 11, 12, 13, 18, 19, 25)]
    assert found == [None, None, span(20, 32, 11), span(20, 32, 12), None, span(20, 32, 18), None, None]
    for_ever = Hours(time(8), time(9), "7", date(2026, 5, 1), None)
    assert rules.to_be_manned(for_ever, date(2026, 5, 31)) == span(8, 9, 31)


def test_somebody_at_two_lines_at_once_is_shown_and_two_at_one_line_are_not() -> None:
    one, other = On(1, 1, span(8, 12), 5), On(1, 2, span(11, 14), 6)
    assert rules.doubles([other, one]) == [Double(1, span(11, 12), (6, 5))]
    assert rules.doubles([one, On(2, 2, span(8, 12), 7), On(2, 1, span(8, 12), 8)]) == [Double(2, span(8, 12), (7, 8))]
    assert rules.doubles([one, On(1, 2, span(12, 14), 6)]) == []
    assert rules.doubles([one, On(2, 1, span(8, 12), 7), On(1, 1, span(9, 10), 8)]) == []


@pytest.mark.parametrize(
    ("first", "minutes", "found"),
    [
        (china(12, 12), 15, []),
        (china(12, 12), 14, [("ends_at", "length")]),
        (china(12, 12), 1440, []),
        (china(12, 12), 1441, [("ends_at", "length")]),
        (china(12, 12), -60, [("ends_at", "length")]),
        (china(12, 9), 61, []),
        (china(12, 9), 60, [("starts_at", "past")]),
        (china(12, 10) + timedelta(days=366), 60, []),
        (china(12, 10) + timedelta(days=366, minutes=1), 60, [("starts_at", "far")]),
    ],
)
def test_what_a_duty_may_be_at_ten_o_clock(first: datetime, minutes: int, found: Any) -> None:
    plan = DutyPlan(1, first, first + timedelta(minutes=minutes))
    assert list(rules.duty_faults(plan, china(12, 10))) == found


def test_what_leave_may_be() -> None:
    today = date(2026, 5, 12)
    assert list(rules.leave_faults(today, today, today)) == []
    assert list(rules.leave_faults(date(2026, 5, 11), today, today)) == [("starts_on", "leave_past")]
    assert list(rules.leave_faults(today, date(2026, 5, 11), today)) == [("ends_on", "leave_days")]
    assert list(rules.leave_faults(today, today + timedelta(days=400), today)) == []
    assert list(rules.leave_faults(today, today + timedelta(days=401), today)) == [("ends_on", "leave_days")]


def test_a_pasted_column_is_a_slot_a_line() -> None:
    known = {"張三": [1], "李四": [2], "王五": [3, 4]}
    plan = ColumnPlan(MONDAY, time(20), time(8), "張三\n\n李四、張三\n趙六\n王五\n\n")
    found, wrong = rules.column(plan, known)
    assert found == [
        DutyPlan(1, china(11, 20), china(12, 8)),
        DutyPlan(2, china(13, 20), china(14, 8)),
        DutyPlan(1, china(13, 20), china(14, 8)),
    ]
    assert wrong == [("趙六", "nobody"), ("王五", "several")]
    assert [rules.days_pasted(each) for each in ("", " \n ", "\n張三", "a\n" * 7, "a\n" * 8)] == [0, 0, 2, 7, 8]
    assert rules.column(ColumnPlan(MONDAY, time(8), time(9), "\n張三"), known)[0] == [
        DutyPlan(1, china(12, 8), china(12, 9))
    ]


def test_the_same_hours_on_another_day() -> None:
    assert rules.moved(date(2026, 5, 19), span(20, 32)) == Span(china(19, 20), china(20, 8))


@pytest.mark.parametrize(
    ("reader", "there", "next_one", "may"),
    [
        (1, {1}, 2, False),
        (2, {1}, 2, True),
        (3, {1}, 2, False),
        (3, {3}, 2, True),
        (2, {3}, None, False),
        (4, {1}, None, True),
        (4, set(), None, True),
        (1, set(), None, False),
    ],
)
def test_who_takes_over(reader: int, there: set[int], next_one: int | None, may: bool) -> None:
    assert rules.may_read(1, reader, there, next_one) == may


def test_spans_that_touch_share_nothing() -> None:
    assert shared(span(8, 12), span(11, 14)) == span(11, 12)
    assert shared(span(8, 12), span(12, 14)) is None
    assert shared(span(8, 9), span(10, 11)) is None
    assert shared(span(8, 12), span(9, 10)) == span(9, 10)
    assert covers([span(8, 12)], china(12, 8))
    assert not covers([span(8, 12)], china(12, 12))
    assert gaps(DAY, []) == [DAY]
