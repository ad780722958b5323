"""What the figures say of two years: equal days with equal records, every line of either year, and nothing of what nobody kept.

Each number is counted by hand in the test; the rest of the two years is empty.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from open315.cases.facts.tables import months_of
from open315.cases.tests.years import add
from open315.core.chapters import Reader
from open315.core.facts import Breakdown, Fact, Period, Scope, comparison_of, compute, figure, one_reading, table
from open315.core.facts.comparison import gaps_of
from open315.core.facts.types import codes_of_both, is_year_before
from open315.org import services
from tests.covering import keep_records
from tests.rows import undone

NOVEMBER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
"""10:00 in China."""
TODAY = date(2026, 11, 27)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HUBEI, WUHAN = Scope(region="42"), Scope(region="4201")


@pytest.fixture
def office(cast: Any, time_machine: Any) -> Any:
    """The cast on 27 November 2026; nothing is stated of its records."""
    time_machine.move_to(NOVEMBER)
    cast.at = NOVEMBER
    return cast


def reader(office: Any) -> Any:
    return office.actor("secretariat")


def value(office: Any, key: str, period: Period = YEAR, scope: Scope = HUBEI) -> Any:
    return figure(key, period, scope, reader(office)).value


def counts(found: Breakdown) -> dict[str, Any]:
    return {code: fact.value for code, _label, fact in found.lines}


def lines(office: Any, key: str, period: Period = YEAR, scope: Scope = HUBEI) -> dict[str, Any]:
    return counts(table(key, period, scope, reader(office)))


# --- A running year -------------------------------------------------------------------------------------------------------


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


# --- Lines of either year -------------------------------------------------------------------------------------------------


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


# --- What nobody kept -----------------------------------------------------------------------------------------------------


def test_a_year_without_records_is_not_a_year_without_complaints(office: Any) -> None:
    keep_records(office, date(2025, 1, 1))
    year = Period(date(2009, 1, 1), date(2009, 12, 31))
    received = figure("cases.received", year, HUBEI, reader(office))
    assert received.value is None
    assert str(received.why) == "本系統沒有這段期間的記錄。"
    assert set(lines(office, "cases.by_outcome", year).values()) == {None}
    assert set(lines(office, "cases.by_month", year).values()) == {None}
    assert table("cases.by_month", year, HUBEI, reader(office)).total.value is None  # type: ignore[union-attr]


def test_a_year_with_records_and_without_complaints_is_zero(office: Any) -> None:
    keep_records(office, date(2025, 1, 1))
    assert value(office, "cases.received", Period(date(2025, 1, 1), date(2025, 12, 31))) == 0


def test_two_recorded_months_are_no_year_to_grow_from(office: Any) -> None:
    """18 in November 2024, 100 in 2025: +455.56 % of what is no year."""
    keep_records(office, date(2024, 11, 1))
    add(office, {date(2024, 11, 5): 18, date(2025, 6, 5): 100})
    change = figure("cases.received.change", Period(date(2025, 1, 1), date(2025, 12, 31)), HUBEI, reader(office))
    assert (change.value, change.base) == (None, None)
    assert str(change.why) == (
        "兩個期間的記錄完整程度不同：湖北省消費者委員會、武漢市消費者協會、黃石市消費者委員會（記錄完整：2024年11月1日起）。"
    )


def test_what_a_document_does_not_tell_of_the_year_before_bears_the_days_of_that_year(office: Any) -> None:
    """In the annex the unknown figure of last year bore the days of this one."""
    keep_records(office, date(2025, 11, 1))
    add(office, {date(2026, 6, 5): 30, date(2026, 6, 6): 30}, channel="web")
    reads = Reader(YEAR, HUBEI, reader(office))
    days = (date(2025, 1, 1), date(2025, 11, 27))
    single = reads.fact("cases.received", before=True)
    of_lines = [fact for _code, _label, fact in reads.table("cases.by_channel", before=True).lines]
    assert len(of_lines) == 1
    for fact in (single, *of_lines):
        assert (fact.value, fact.period.first, fact.period.last) == (None, *days)
        assert str(fact.why)
    now = reads.fact("cases.received")
    assert (now.value, now.period.first, now.period.last) == (60, date(2026, 1, 1), TODAY)


def test_the_months_before_the_records_begin_are_unknown_and_those_after_are_counted(office: Any) -> None:
    keep_records(office, date(2026, 9, 15))
    add(office, {date(2026, 10, 1): 2, date(2026, 3, 1): 1})
    months = lines(office, "cases.by_month")
    assert [months[f"2026-{number:02d}"] for number in range(1, 12)] == [
        None,
        None,
        1,
        None,
        None,
        None,
        None,
        None,
        0,
        2,
        0,
    ]


def test_what_was_recorded_without_a_statement_is_told_as_what_it_is(office: Any) -> None:
    """An import of 2020: its complaints are there, but how many there were is not known."""
    keep_records(office, date(2026, 1, 1))
    add(office, {date(2020, 5, 5): 7})
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    assert value(office, "cases.received", year) == 7
    assert value(office, "cases.declined", year) is None


def test_a_zero_that_is_worked_out_from_rows_is_one_although_nobody_vouches_for_the_days(office: Any) -> None:
    """What the user saw: "no records" for the median of three complaints that were accepted on the day they came."""
    keep_records(office, date(2026, 1, 1))
    noon = datetime(2020, 5, 5, 4, 0, tzinfo=UTC)
    add(office, {date(2020, 5, 5): 3}, state="accepted", accepted_at=noon)
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    assert value(office, "cases.accepted", year) == 3
    assert value(office, "cases.median_days_to_acceptance", year) == 0
    assert value(office, "cases.solution_rate", year) == 0
    assert value(office, "cases.recovered_cents", year) is None
    end = {"closed_at": datetime(2020, 6, 6, 4, 0, tzinfo=UTC), "closed_on": date(2020, 6, 6)}
    add(office, {date(2020, 6, 5): 1}, state="closed", result="unsolved", recovered_cents=0, **end)
    assert value(office, "cases.recovered_cents", year) == 0


def test_where_something_is_recorded_nobody_says_that_there_are_no_records(office: Any) -> None:
    keep_records(office, date(2026, 1, 1))
    add(office, {date(2020, 5, 5): 7})
    year = Period(date(2020, 1, 1), date(2020, 12, 31))
    declined = figure("cases.declined", year, HUBEI, reader(office))
    assert declined.value is None
    assert str(declined.why) == "尚無單位確認這段期間的記錄完整，不能據此認為沒有。"
    assert gaps_of("cases.received", year, HUBEI, reader(office)) == (
        "尚無單位確認2020年的記錄完整，所列數字只反映系統中已有的記錄。"
    )
    assert gaps_of("cases.received", Period(date(2019, 1, 1), date(2019, 12, 31)), HUBEI, reader(office)) == (
        "本系統沒有2019年的記錄。"
    )


def test_one_city_that_joined_late_withholds_the_comparison_of_the_province_and_not_of_the_other_city(
    office: Any,
) -> None:
    keep_records(office, date(2020, 1, 1), "province", "wuhan")
    keep_records(office, date(2026, 3, 1), "huangshi")
    add(office, {date(2025, 4, 4): 20, date(2026, 4, 4): 30})
    actor = reader(office)
    province = comparison_of("cases.received", YEAR, HUBEI, actor)
    assert province.withheld == "兩個期間的記錄完整程度不同：黃石市消費者委員會（記錄完整：2026年3月1日起）。"
    assert figure("cases.received.change", YEAR, HUBEI, actor).value is None
    assert figure("cases.received.change", YEAR, WUHAN, actor).value == 50


def test_a_city_that_never_used_the_system_is_missing_from_both_years_and_compares_nothing_less(office: Any) -> None:
    keep_records(office, date(2020, 1, 1), "province", "wuhan")
    add(office, {date(2025, 4, 4): 20, date(2026, 4, 4): 30})
    assert comparison_of("cases.received", YEAR, HUBEI, reader(office)).withheld == ""
    assert value(office, "cases.received.change") == 50


def test_without_a_statement_records_begin_with_the_first_case(office: Any) -> None:
    add(office, {date(2025, 1, 1): 20, date(2026, 4, 4): 30})
    assert value(office, "cases.received.change", scope=WUHAN) == 50
    add(office, {date(2025, 1, 2): 15, date(2026, 1, 2): 30}, council="huangshi")
    spans = comparison_of("cases.received", YEAR, HUBEI, reader(office))
    assert spans.withheld == "兩個期間的記錄完整程度不同：黃石市消費者委員會（記錄完整：2025年1月2日起）。"


def test_history_that_was_brought_in_does_not_begin_the_records(office: Any) -> None:
    """Its complaints are told; how many there were before we kept records, nobody knows."""
    add(office, {date(2025, 1, 1): 20}, is_history=True)
    add(office, {date(2026, 4, 4): 30})
    spans = comparison_of("cases.received", YEAR, WUHAN, reader(office))
    assert spans.withheld == "尚無單位確認2025年1月1日至11月27日的記錄完整，所列數字只反映系統中已有的記錄。"
    assert value(office, "cases.received", spans.before, WUHAN) == 20
    assert value(office, "cases.withdrawn", spans.before, WUHAN) is None


def test_a_proposal_does_not_count_before_it_is_confirmed(office: Any) -> None:
    wuhan = office.bodies["wuhan"].pk
    keep_records(office, date(2026, 1, 1))
    add(office, {date(2025, 4, 4): 20, date(2026, 4, 4): 30})
    by = {"actor": office.actor("administrator"), "at": NOVEMBER}
    body = services.propose_coverage(wuhan, first=date(2025, 1, 1), last=date(2025, 12, 31), source="import:3", **by)
    assert value(office, "cases.received.change", scope=WUHAN) is None
    services.confirm_coverage(body.coverage.get(source="import:3").pk, **by)
    assert value(office, "cases.received.change", scope=WUHAN) == 50
    services.withdraw_coverage(wuhan, source="import:3", **by)
    assert value(office, "cases.received.change", scope=WUHAN) is None


def test_a_council_that_is_closed_keeps_no_more_records_and_none_are_missed(office: Any) -> None:
    keep_records(office)
    services.take_back_coverage(
        office.bodies["huangshi"].coverage.get().pk, actor=office.actor("administrator"), at=NOVEMBER
    )
    closing = datetime(2026, 2, 1, 2, 0, tzinfo=UTC)
    services.state_coverage(
        office.bodies["huangshi"].pk,
        first=date(2020, 1, 1),
        last=date(2026, 2, 1),
        actor=office.actor("administrator"),
        at=NOVEMBER,
    )
    assert comparison_of("cases.received", YEAR, HUBEI, reader(office)).withheld != ""
    services.deactivate_body(
        office.bodies["huangshi"].pk, reason="合併", actor=office.actor("administrator"), at=closing
    )
    assert comparison_of("cases.received", YEAR, HUBEI, reader(office)).withheld == ""


def test_a_department_compares_what_the_councils_that_send_to_it_have_kept(office: Any) -> None:
    keep_records(office, date(2020, 1, 1), "wuhan")
    spans = comparison_of("cases.received", YEAR, HUBEI, office.actor("market_liaison"))
    assert spans.withheld == "本系統沒有2025年1月1日至11月27日的記錄。"


# --- A handful ------------------------------------------------------------------------------------------------------------


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


# --- Whatever is asked ----------------------------------------------------------------------------------------------------

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


def _undone() -> Any:
    from tests.rows import undone

    return undone()


def test_months_of_a_period_of_one_day() -> None:
    assert months_of(Period(date(2026, 2, 28), date(2026, 2, 28))) == ["2026-02"]
