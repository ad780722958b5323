from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.core.calendar import CalendarUnknown, WorkingCalendar
from open315.core.calendar.shipped import notices
from open315.law.derivation import explain
from open315.law.rules.clocks import DueDate, Pause, due, is_late, standing, unknown
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


DEPARTMENT = pack("department-2024")


@pytest.mark.parametrize(
    ("accepted", "last", "paused"),
    [
        (date(2024, 7, 1), date(2024, 8, 30), ()),
        (date(2024, 7, 3), date(2024, 9, 2), ()),  # the sixtieth day is Sunday 1 September
        (date(2026, 8, 2), date(2026, 10, 8), ()),
        (date(2024, 7, 1), date(2024, 9, 9), (appraisal(date(2024, 7, 10), date(2024, 7, 20)),)),
    ],
)
def test_every_department_has_sixty_days_for_mediation_from_its_acceptance(
    accepted: date, last: date, paused: tuple[Pause, ...]
) -> None:
    """Implementing Regulation Art 46 (3): 受理之日起60日內調解完畢, time for appraisal not counted."""
    assert due(DEPARTMENT, "department_mediation", accepted, CALENDAR, paused).on == last
    assert [each.key for each in DEPARTMENT.starting("acknowledged", "complaint")] == ["department_acceptance"]


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


def steps(found: DueDate, language: str = "en") -> list[str]:
    with translation.override(language):
        return explain(found.trace).steps


@pytest.mark.parametrize(
    ("started", "last"),
    [
        (date(2026, 4, 30), date(2026, 5, 13)),  # 1–5 May off; working: 6, 7, 8, Saturday 9, 11, 12, 13 May
        (date(2026, 5, 5), date(2026, 5, 13)),  # the last day off is no different from the day before the holiday
        (date(2026, 5, 6), date(2026, 5, 14)),  # the first working day after it is: it does not count itself
        (date(2025, 12, 17), date(2025, 12, 26)),
    ],
)
def test_seven_working_days_around_a_holiday_and_up_to_the_end_of_a_year(started: date, last: date) -> None:
    assert due(ORDER_121, "acceptance", started, CALENDAR).on == last


@pytest.mark.parametrize(("started", "year"), [(date(2026, 12, 16), None), (date(2026, 12, 17), 2027)])
def test_the_last_days_of_a_year_belong_to_the_next_notice_too(started: date, year: int | None) -> None:
    if year is None:
        assert due(ORDER_121, "acceptance", started, CALENDAR).on == date(2026, 12, 25)
        return
    with pytest.raises(CalendarUnknown) as caught:
        due(ORDER_121, "acceptance", started, CALENDAR)
    assert caught.value.year == year


@pytest.mark.parametrize(
    ("first", "last", "due_on"),
    [
        (date(2026, 5, 20), date(2026, 5, 20), date(2026, 7, 5)),  # begins and ends on one day: nothing lost
        (date(2026, 5, 20), date(2026, 5, 21), date(2026, 7, 6)),
        (date(2026, 5, 6), date(2026, 5, 7), date(2026, 7, 6)),  # from the first day on
        (date(2026, 5, 1), date(2026, 5, 6), date(2026, 7, 5)),  # over before the first day that counts
        (date(2026, 7, 4), date(2026, 7, 5), date(2026, 7, 6)),  # on the last day
        (date(2026, 7, 5), date(2026, 7, 9), date(2026, 7, 5)),  # begins on the last day: too late
    ],
)
def test_a_pause_costs_the_days_after_its_first_that_would_have_counted(first: date, last: date, due_on: date) -> None:
    assert due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, [appraisal(first, last)]).on == due_on


def test_a_pause_over_a_holiday_takes_only_its_working_days() -> None:
    assert due(ORDER_20, "mediation", date(2026, 3, 2), CALENDAR).on == date(2026, 5, 8)
    over = due(ORDER_20, "mediation", date(2026, 3, 2), CALENDAR, [appraisal(date(2026, 4, 30), date(2026, 5, 5))])
    longer = due(ORDER_20, "mediation", date(2026, 3, 2), CALENDAR, [appraisal(date(2026, 4, 30), date(2026, 5, 6))])
    assert (over.on, longer.on) == (date(2026, 5, 8), date(2026, 5, 9))


def test_pauses_count_in_whatever_order_they_are_given() -> None:
    pauses = [appraisal(date(2026, 6, 10), None), appraisal(date(2026, 5, 20), date(2026, 5, 30))]
    standing = due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, pauses)
    assert standing.on is None
    assert standing.trace[-2] == {"step": "standing", "from": "2026-06-10", "ground": "appraisal"}


def test_only_pauses_that_moved_the_end_are_told() -> None:
    pauses = [
        appraisal(date(2026, 5, 1), date(2026, 5, 6)), appraisal(date(2026, 5, 20), date(2026, 5, 20)),
        appraisal(date(2026, 6, 1), date(2026, 6, 3)), appraisal(date(2026, 7, 7), date(2026, 7, 9)),
    ]  # fmt: skip
    found = due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, pauses)
    assert found.on == date(2026, 7, 7)
    assert [step["from"] for step in found.trace if step["step"] == "paused"] == ["2026-06-01"]
    assert "paused from 06-01 until 06-03: Appraisal or testing under way" in steps(found)


def test_a_period_that_rolls_over_says_from_where_to_where_and_why() -> None:
    weekend = due(COUNCIL, "mediation", date(2026, 5, 6), CALENDAR)
    assert weekend.on == date(2026, 7, 6)
    assert "the last day would be 07-05, which is off (weekend), so it moves to 07-06" in steps(weekend)
    holiday = due(COUNCIL, "mediation", date(2026, 8, 2), CALENDAR)
    assert "the last day would be 10-01, which is off (National Day), so it moves to 10-08" in steps(holiday)


def test_an_extension_is_told_and_counted_in_its_own_unit() -> None:
    found = due(ORDER_121, "report_verification", date(2026, 3, 2), CALENDAR, extended=True)
    assert found.on == date(2026, 4, 14)  # thirty working days: 6 April is Qingming
    assert steps(found)[0].startswith("30 working days; ")
    assert "including an extension of 15" in steps(found)
    plain = due(ORDER_121, "acceptance", date(2026, 3, 2), CALENDAR, extended=True)
    assert plain.on == date(2026, 3, 11)
    assert not any("extension" in words for words in steps(plain))


def test_a_clock_is_late_the_day_after_its_last_and_never_without_one() -> None:
    last = date(2026, 5, 12)
    assert [is_late(last, day) for day in (date(2026, 5, 11), last, date(2026, 5, 13))] == [False, False, True]
    assert is_late(None, date(2026, 5, 13)) is False


def test_how_a_clock_stands_is_running_paused_or_unknown() -> None:
    def state(start: date, *pauses: Pause) -> tuple[str, date | None]:
        found = standing(ORDER_121, "mediation", start, CALENDAR, pauses)
        return found.state.value, found.due_on

    assert state(date(2026, 5, 6)) == ("running", date(2026, 7, 5))
    assert state(date(2026, 5, 6), appraisal(date(2026, 5, 20), None)) == ("paused", None)
    assert state(date(2026, 11, 20)) == ("unknown", None)
    trace = standing(ORDER_121, "mediation", date(2026, 11, 20), CALENDAR).trace
    assert [each["step"] for each in trace] == ["start", "unknown", "basis"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"step": "weekends", "n": 1}, "1 weekend day is not counted"),
        ({"step": "weekends", "n": 2}, "2 weekend days are not counted"),
        ({"step": "holiday", "from": "2026-04-06", "until": "2026-04-06", "name": "清明節"}, "04-06 off: Qingming"),
        ({"step": "makeup", "on": "2026-01-04", "name": "元旦"}, "01-04 (Sunday) is a make-up working day"),
        ({"step": "makeup", "on": "2025-12-27", "name": "元旦"}, "2025-12-27 (Saturday) is a make-up working day"),
        ({"step": "basis", "pack": "samr-121", "clock": "acceptance"}, "basis: SAMR Order 121 Art 15"),
        ({"step": "basis", "pack": "council-2024", "clock": "enquiry_answer"}, "(local option)"),
        (
            {"step": "basis", "pack": "x", "clock": "y", "article": "市消協規則第三條"},
            "basis: 市消協規則第三條 (local option)",
        ),
    ],
)
def test_each_step_has_its_words(step: dict[str, object], words: str) -> None:
    trace = [{"step": "start", "on": "2026-01-02", "event": "received", "n": 1, "unit": "days"}, step]
    with translation.override("en"):
        assert words in explain(trace).steps[1]


@pytest.mark.parametrize(
    "step",
    [
        {"step": "basis", "pack": "repealed-long-ago", "clock": "acceptance"},
        {"step": "basis", "pack": "samr-121", "clock": "lunch"},
        {"step": "of a later version"},
    ],
)
def test_a_step_that_nobody_knows_any_more_is_left_out(step: dict[str, object]) -> None:
    trace = [{"step": "start", "on": "2026-01-02", "event": "in_a_later_version", "n": 1, "unit": "days"}, step]
    with translation.override("en"):
        assert explain(trace).steps == ["1 day; the first day, 2026-01-02, is not counted"]


def test_a_pause_that_begins_after_the_last_day_comes_too_late_even_without_an_end() -> None:
    found = due(ORDER_121, "mediation", date(2026, 5, 6), CALENDAR, [appraisal(date(2026, 7, 6), None)])
    assert found.on == date(2026, 7, 5)
    assert "paused" not in {step["step"] for step in found.trace}
