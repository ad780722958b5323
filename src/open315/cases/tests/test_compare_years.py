"""A comparison is one of equals: a running year with the same days, every line of either year, nothing from a handful.

Each number is counted by hand in the test; the rest of the two years is empty.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from open315.cases.facts.tables import months_of
from open315.cases.tests.year_on_year import HUBEI, TODAY, YEAR, lines, reader, value
from open315.cases.tests.years import add
from open315.core.facts import Fact, Period, comparison_of, compute, figure, one_reading, table
from open315.core.facts.types import codes_of_both, is_year_before
from tests.covering import keep_records
from tests.rows import undone


def _a_running_year(office: Any) -> None:
    """20 complaints up to 27 November 2025 and 10 after it; 22 in 2026. Against the whole year: 26.67 % fewer; really 10 % more."""
    keep_records(office)
    add(office, {date(2025, 3, 3): 19, date(2025, 11, 27): 1, date(2025, 11, 28): 4, date(2025, 12, 31): 6})
    add(office, {date(2026, 3, 3): 20, date(2026, 11, 27): 2})


def test_a_running_year_is_compared_with_the_same_days_and_has_risen(office: Any) -> None:
    _a_running_year(office)
    change = figure("cases.received.change", YEAR, HUBEI, reader(office))
    assert (change.value, change.numerator, change.denominator) == (10, 22, 20)


def test_both_spans_of_a_change_open_their_own_days(office: Any) -> None:
    _a_running_year(office)
    change = figure("cases.received.change", YEAR, HUBEI, reader(office))
    assert change.base is not None
    spans = [
        (query.params["first"], query.params["last"], query.params["until"]) for query in (change.rows, change.base)
    ]
    assert spans == [("2026-01-01", "2026-11-27", "2026-11-27"), ("2025-01-01", "2025-11-27", "2025-11-27")]


def test_a_figure_names_the_days_it_counts_and_not_those_to_come(office: Any) -> None:
    _a_running_year(office)
    assert figure("cases.received", YEAR, HUBEI, reader(office)).period == Period(date(2026, 1, 1), TODAY, TODAY)


def test_december_is_not_there_in_november(office: Any) -> None:
    _a_running_year(office)
    months = lines(office, "cases.by_month")
    assert list(months) == [f"2026-{number:02d}" for number in range(1, 12)]
    assert (months["2026-03"], months["2026-11"], "2026-12" in months) == (20, 2, False)


def test_the_months_of_last_year_end_on_the_same_day(office: Any) -> None:
    _a_running_year(office)
    spans = comparison_of("cases.by_month", YEAR, HUBEI, reader(office))
    assert lines(office, "cases.by_month", spans.before)["2025-11"] == 1


def test_a_year_that_is_over_is_compared_whole(office: Any) -> None:
    _a_running_year(office)
    whole = Period(date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 1))
    spans = comparison_of("cases.received", whole, HUBEI, reader(office))
    assert (spans.now, spans.before, spans.withheld) == (
        whole, Period(date(2024, 1, 1), date(2024, 12, 31), date(2025, 3, 1)), "",
    )  # fmt: skip
    assert value(office, "cases.received", whole) == 30


def test_what_became_of_last_year_s_complaints_counts_at_the_same_distance_without_a_reckoning_day(office: Any) -> None:
    """Without one, last year's would have had twelve more months to be accepted in."""
    keep_records(office)
    late = datetime(2025, 12, 5, 2, 0, tzinfo=UTC)
    early = datetime(2025, 11, 20, 2, 0, tzinfo=UTC)
    add(office, {date(2025, 3, 3): 5}, state="accepted", accepted_at=late)
    add(office, {date(2025, 3, 4): 10}, state="accepted", accepted_at=early)
    add(office, {date(2026, 3, 3): 11}, state="accepted", accepted_at=datetime(2026, 3, 9, 2, 0, tzinfo=UTC))
    change = figure("cases.accepted.change", YEAR, HUBEI, reader(office))
    assert (change.numerator, change.denominator, change.value) == (11, 10, 10)


def test_the_figures_of_a_reckoning_day_do_not_hold_what_came_in_after_it(office: Any) -> None:
    """A campaign that closed in June tells of what was known in June."""
    keep_records(office)
    add(office, {date(2026, 6, 30): 3, date(2026, 7, 1): 4})
    assert value(office, "cases.received", Period(date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 30))) == 3


def test_of_a_period_to_come_nothing_is_known(office: Any) -> None:
    keep_records(office)
    coming = Period(date(2026, 12, 1), date(2026, 12, 31))
    assert value(office, "cases.received", coming) is None
    assert value(office, "cases.received.change", coming) is None
    assert lines(office, "cases.by_month", coming) == {}
    assert comparison_of("cases.received", coming, HUBEI, reader(office)).withheld == "統計期間尚未開始。"


def test_more_than_a_year_is_not_compared_with_a_part_of_itself(office: Any) -> None:
    keep_records(office)
    add(office, {date(2025, 3, 3): 30, date(2026, 3, 3): 30})
    long = Period(date(2025, 11, 27), TODAY)
    spans = comparison_of("cases.received", long, HUBEI, reader(office))
    assert spans.withheld == "統計期間超過一年，與上年同期重疊。"
    assert comparison_of("cases.received", Period(date(2025, 11, 28), TODAY), HUBEI, reader(office)).withheld == ""


def _a_channel_that_is_gone(office: Any) -> None:
    """103 in 2025: web 50, desk 45, hotline 8; 100 in 2026: web 60, desk 40, and not a call on the hotline any more."""
    keep_records(office)
    for channel, before, now in (("web", 50, 60), ("walk_in", 45, 40), ("hotline", 8, 0)):
        add(office, {date(2025, 2, 10): before, date(2026, 2, 10): now}, channel=channel)


FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


def test_a_channel_of_last_year_alone_has_its_line_and_fell_most(office: Any) -> None:
    """Shares: web 48.54 → 60, desk 43.69 → 40 (−3.69), hotline 7.77 → 0 (−7.77)."""
    _a_channel_that_is_gone(office)
    steps = lines(office, "cases.by_channel.share.change", FEBRUARY)
    told = {code: str(round(step, 2)) for code, step in steps.items()}
    assert told == {"web": "11.46", "walk_in": "-3.69", "hotline": "-7.77"}


def test_the_column_of_last_year_adds_up_to_its_total(office: Any) -> None:
    _a_channel_that_is_gone(office)
    now = table("cases.by_channel", FEBRUARY, HUBEI, reader(office))
    before = table("cases.by_channel", FEBRUARY.through(TODAY).year_before(), HUBEI, reader(office))
    codes = codes_of_both(now, before)
    assert codes == ["web", "walk_in", "hotline"]
    assert [now.line(code).value for code in codes] == [60, 40, 0]
    assert [before.line(code).value for code in codes] == [50, 45, 8]
    assert before.total is not None
    assert before.total.value == 103


def test_what_is_not_stated_stays_the_last_line(office: Any) -> None:
    keep_records(office)
    add(office, {date(2026, 2, 10): 2}, nature="")
    add(office, {date(2026, 2, 11): 1, date(2025, 2, 11): 1}, nature="price")
    add(office, {date(2025, 2, 11): 3}, nature="contract")
    steps = table("cases.by_nature.share.change", FEBRUARY, HUBEI, reader(office))
    assert [code for code, _label, _fact in steps.lines] == ["price", "contract", "none"]


def test_no_rate_is_stated_from_nine_and_one_is_from_ten(office: Any) -> None:
    keep_records(office)
    add(office, {date(2025, 4, 4): 9, date(2026, 4, 4): 18})
    change = figure("cases.received.change", YEAR, HUBEI, reader(office))
    assert (change.value, str(change.why)) == (None, "統計基數不足10，不列變動。")
    add(office, {date(2025, 4, 5): 1})
    assert value(office, "cases.received.change") == 80


def test_a_share_of_nine_is_not_compared(office: Any) -> None:
    keep_records(office)
    accepted = {"state": "accepted", "accepted_at": datetime(2025, 5, 5, 2, 0, tzinfo=UTC)}
    add(office, {date(2025, 4, 4): 20}, **accepted)
    add(office, {date(2026, 4, 4): 9}, state="accepted", accepted_at=datetime(2026, 5, 5, 2, 0, tzinfo=UTC))
    assert value(office, "cases.solution_rate") == 0
    assert value(office, "cases.solution_rate.change") is None
    add(office, {date(2026, 4, 5): 1}, state="accepted", accepted_at=datetime(2026, 5, 5, 2, 0, tzinfo=UTC))
    assert value(office, "cases.solution_rate.change") == 0


def test_nothing_a_year_before_says_so(office: Any) -> None:
    keep_records(office)
    add(office, {date(2026, 4, 4): 12}, amount_cents=100)
    assert str(figure("cases.amount_cents.change", YEAR, HUBEI, reader(office)).why) == "上年同期為零，不計算變動率。"


DAYS = st.integers(0, 5000).map(lambda n: date(2015, 1, 1) + timedelta(days=n))


@settings(max_examples=200)
@given(DAYS, DAYS, st.one_of(st.none(), DAYS), DAYS)
def test_two_spans_that_are_compared_have_the_same_days(
    first: date, last: date, until: date | None, today: date
) -> None:
    now = Period(first, last, until).through(today)
    before = now.year_before()
    assert now.last <= min(today, last, until or today)
    assert now.until == min(today, until or today)
    assert is_year_before(now, before)
    if now.days:
        assert abs(now.days - before.days) <= 1
        assert now.days == before.days or abs(_leap_days(now) - _leap_days(before)) == 1


def _leap_days(period: Period) -> int:
    return sum(
        (day.month, day.day) == (2, 29) for day in (period.first + timedelta(days=n) for n in range(period.days))
    )


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ((date(2024, 1, 1), date(2024, 2, 29)), (date(2023, 1, 1), date(2023, 2, 28))),
        ((date(2025, 2, 1), date(2025, 2, 28)), (date(2024, 2, 1), date(2024, 2, 28))),
        ((date(2024, 2, 29), date(2024, 2, 29)), (date(2023, 2, 28), date(2023, 2, 28))),
        ((date(2024, 2, 29), date(2024, 3, 31)), (date(2023, 2, 28), date(2023, 3, 31))),
        ((date(2025, 1, 1), date(2025, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_29_february_answers_to_the_28th(now: tuple[date, date], before: tuple[date, date]) -> None:
    assert Period(*now).year_before() == Period(*before)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 900), st.sampled_from(["web", "hotline", "walk_in"]), st.sampled_from(["quality", "price", "other", ""]),
            st.sampled_from(["420100", "420200", "", "110100"]),
        ),
        max_size=40,
    ),
    st.integers(0, 420), st.integers(0, 420), st.integers(0, 900),
)  # fmt: skip
def test_columns_add_up_and_changes_agree_with_their_numbers(
    office: Any, made: list[tuple[int, str, str, str]], first: int, length: int, records: int
) -> None:
    """Whatever came in, whatever is asked and whenever the records begin."""
    start = date(2024, 6, 1)
    with undone():
        keep_records(office, start + timedelta(days=records))
        for day, channel, nature, city in made:
            add(
                office,
                {start + timedelta(days=day): 1},
                channel=channel,
                nature=nature,
                city_code=city,
                region_code=city,
            )
        period = Period(start + timedelta(days=365 + first), start + timedelta(days=365 + first + length))
        with one_reading():
            for key in ("cases.by_channel", "cases.by_nature", "cases.by_region", "cases.by_month"):
                _add_up(office, key, period)
            _agree(office, "cases.received", period)


def _add_up(office: Any, key: str, period: Period) -> None:
    actor = reader(office)
    now = table(key, period, HUBEI, actor)
    before = table(key, period.through(TODAY).year_before(), HUBEI, actor)
    for found in (now, before):
        codes = codes_of_both(now, before) if key != "cases.by_month" else [code for code, _l, _f in found.lines]
        assert found.total is not None
        assert sum(found.line(code).value or 0 for code in codes) == (found.total.value or 0), (key, period)


def _agree(office: Any, key: str, period: Period) -> None:
    actor = reader(office)
    spans = comparison_of(key, period, HUBEI, actor)
    now, before = figure(key, spans.now, HUBEI, actor), figure(key, spans.before, HUBEI, actor)
    change = compute(f"{key}.change", period, HUBEI, actor)
    assert isinstance(change, Fact)
    if spans.withheld or now.value is None or before.value is None or before.value < 10:
        assert change.value is None
        assert change.why
    else:
        assert change.value is not None
        assert (change.value > 0) == (now.value > before.value)
        assert (change.value < 0) == (now.value < before.value)


def test_months_of_a_period_of_one_day() -> None:
    assert months_of(Period(date(2026, 2, 28), date(2026, 2, 28))) == ["2026-02"]
