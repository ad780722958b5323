"""What nobody kept is not known: records that begin late, end, or were never stated compare nothing.

Each number is counted by hand in the test; the rest of the two years is empty.
"""

from datetime import UTC, date, datetime
from typing import Any

from open315.cases.tests.year_on_year import HUBEI, NOVEMBER, TODAY, WUHAN, YEAR, lines, reader, value
from open315.cases.tests.years import add
from open315.core.chapters import Reader
from open315.core.facts import Period, comparison_of, figure, table
from open315.core.facts.comparison import gaps_of
from open315.org import services
from tests.covering import keep_records


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
