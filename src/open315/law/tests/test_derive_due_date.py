from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.core.calendar import CalendarUnknown, WorkingCalendar
from open315.core.calendar.shipped import notices
from open315.law.derivation import explain
from open315.law.rules.clocks import DueDate, Pause, due, unknown
from open315.law.rules.packs import Pack, all_packs, pack

DAYS = [day for notice in notices() for day in notice.days]
CALENDAR = WorkingCalendar(
    (notice.year for notice in notices()),
    {each.day: each.name for each in DAYS if each.is_off},
    {each.day: each.name for each in DAYS if not each.is_off},
)
ORDER_121, ORDER_20, COUNCIL = pack("samr-121"), pack("samr-20"), pack("council-2024")
CLOCKS = [(found, clock.key) for found in all_packs().values() for clock in found.clocks]
starts = st.dates(date(2008, 1, 1), date(2026, 3, 31))


def appraisal(first: date, last: date | None) -> Pause:
    return Pause(first, last, "appraisal")


@pytest.mark.parametrize("found", [ORDER_121, ORDER_20, COUNCIL], ids=lambda found: found.code)
@pytest.mark.parametrize(
    ("received", "last"), [(date(2026, 3, 15), date(2026, 3, 24)), (date(2026, 4, 29), date(2026, 5, 12))]
)
def test_seven_working_days_to_decide_on_acceptance(found: Pack, received: date, last: date) -> None:
    assert due(found, "acceptance", received, CALENDAR).on == last


@pytest.mark.parametrize("found", [ORDER_121, COUNCIL], ids=lambda found: found.code)
def test_sixty_days_that_end_in_the_national_holiday_end_after_it(found: Pack) -> None:
    assert due(found, "mediation", date(2026, 8, 2), CALENDAR).on == date(2026, 10, 8)


def test_order_20_still_gives_forty_five_working_days() -> None:
    assert due(ORDER_20, "mediation", date(2026, 3, 2), CALENDAR).on == date(2026, 5, 8)


def test_whether_an_ordinary_weekend_counts_is_the_packs_choice() -> None:
    assert due(ORDER_121, "mediation", date(2026, 5, 12), CALENDAR).on == date(2026, 7, 11)
    assert due(COUNCIL, "mediation", date(2026, 5, 12), CALENDAR).on == date(2026, 7, 13)


def test_a_date_beyond_the_calendar_is_unknown_and_says_so() -> None:
    with pytest.raises(CalendarUnknown) as caught:
        due(ORDER_121, "mediation", date(2026, 11, 20), CALENDAR)
    trace = unknown(ORDER_121, "mediation", date(2026, 11, 20), caught.value.year)
    with translation.override("en"):
        assert "working calendar of 2027 is not loaded" in str(explain(trace))


def test_the_time_of_an_appraisal_does_not_count() -> None:
    plain = due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR).on
    stood = due(
        ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, [appraisal(date(2026, 5, 20), date(2026, 5, 30))]
    ).on
    assert plain == date(2026, 7, 5)
    assert stood == date(2026, 7, 15)


def test_a_recusal_and_an_appraisal_that_overlap_count_once() -> None:
    pauses = [appraisal(date(2026, 5, 20), date(2026, 5, 30)), Pause(date(2026, 5, 25), date(2026, 6, 1), "recusal")]
    assert due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, pauses).on == date(2026, 7, 17)


def test_a_clock_that_still_stands_has_no_last_day() -> None:
    standing = due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, [appraisal(date(2026, 5, 20), None)])
    assert standing.on is None
    with translation.override("en"):
        assert "stands still since 05-20" in str(explain(standing.trace))


def test_a_pause_that_begins_while_the_end_is_rolling_leaves_it_open() -> None:
    assert due(COUNCIL, "mediation", date(2026, 8, 2), CALENDAR, [appraisal(date(2026, 10, 1), None)]).on is None


def test_a_pause_on_a_ground_the_clock_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="does not pause"):
        due(ORDER_121, "acceptance", date(2026, 5, 6), CALENDAR, [appraisal(date(2026, 5, 7), date(2026, 5, 8))])


def test_an_extension_adds_its_days_once() -> None:
    found = pack("council-shanghai")
    assert due(found, "mediation", date(2026, 5, 6), CALENDAR, extended=True).on == date(2026, 8, 4)


def test_the_derivation_reads_in_three_languages() -> None:
    trace = due(ORDER_121, "acceptance", date(2026, 4, 29), CALENDAR).trace
    with translation.override("en"):
        english = str(explain(trace))
    for part in (
        "day of receipt, 2026-04-29, is not counted",
        "working day 1 is 04-30",
        "05-01 to 05-05 off: Labour Day",
    ):
        assert part in english
    assert "05-09 (Saturday) is a make-up working day for Labour Day" in english
    assert english.endswith("the last day is 2026-05-12; basis: SAMR Order 121 Art 15; Consumer Protection Law Art 46.")
    with translation.override("zh-hant"):
        assert "勞動節" in str(explain(trace))
        assert "處理辦法第十五條" in str(explain(trace))
    with translation.override("zh-hans"):
        assert "劳动节" in str(explain(trace))


def test_nothing_to_explain_is_an_empty_text() -> None:
    assert str(explain([])) == ""
    assert not explain([])


def _result(found: Pack, key: str, start: date, pauses: list[Pause] | None = None) -> DueDate:
    return due(found, key, start, CALENDAR, pauses or [])


@given(case=st.sampled_from(CLOCKS), start=starts)
def test_no_clock_ends_on_a_day_its_rule_rolls_over(case: tuple[Pack, str], start: date) -> None:
    found, key = case
    clock, on = found.clock(key), _result(found, key, start).on
    assert on is not None
    assert on > start
    if clock.roll != "none":
        assert not CALENDAR.rolls_over(on, clock.roll.value)
    if clock.unit == "working_days":
        assert not CALENDAR.is_off(on)


@given(case=st.sampled_from(CLOCKS), start=starts, later=st.integers(0, 30))
def test_a_later_start_never_ends_earlier(case: tuple[Pack, str], start: date, later: int) -> None:
    first, second = _result(*case, start).on, _result(*case, start + timedelta(days=later)).on
    assert first is not None
    assert second is not None
    assert second >= first


@given(start=starts, begins=st.integers(-5, 70), lasts=st.integers(0, 40), again=st.integers(0, 40))
def test_a_pause_never_shortens_and_a_longer_one_never_less(start: date, begins: int, lasts: int, again: int) -> None:
    first = start + timedelta(days=begins)
    shorter = appraisal(first, first + timedelta(days=lasts))
    longer = appraisal(first, first + timedelta(days=lasts + again))
    plain, short, long = (_result(COUNCIL, "mediation", start, pauses).on for pauses in ([], [shorter], [longer]))
    assert plain is not None
    assert short is not None
    assert long is not None
    assert plain <= short <= long


@given(case=st.sampled_from(CLOCKS), start=starts)
def test_the_same_question_has_the_same_answer_with_the_same_words(case: tuple[Pack, str], start: date) -> None:
    once, again = _result(*case, start), _result(*case, start)
    assert once == again
    assert all(explain(once.trace).steps)
