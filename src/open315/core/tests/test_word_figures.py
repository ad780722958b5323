"""Numbers in words: rounded half up from exact values, unknown as a dash, approximate kept approximate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import ngettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from open315.core.facts import Fact, Period, RowsQuery, Scope, Unit, declare_measured, declare_unit
from open315.core.facts.shares import change_between, growth, median, percent, points
from open315.core.facts.wording import (
    change,
    count,
    day_words,
    days,
    money,
    number,
    number_and_unit,
    period_words,
    share,
    value_words,
)
from open315.core.quantities import Bound

PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))


THINGS = declare_unit(
    "things",
    name=ngettext_lazy("thing", "things", "n"),
    column="Number of things",
    of_line="things of the line",
    of_all_lines="things of all lines",
)


SHEETS = declare_measured("sheets", name=ngettext_lazy("sheet", "sheets", "n"))


def fact(value: int | Decimal | None, unit: str = THINGS, bound: Bound = Bound.EXACT) -> Fact:
    return Fact("cases.received", value, unit, PERIOD, Scope(), RowsQuery("cases"), bound=bound)


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (None, "–"),
        (0, "0元"),
        (831_550, "8,315.50元"),
        (999_999, "9,999.99元"),
        (1_000_000, "1.00萬元"),
        (113_390_000, "113.39萬元"),
        (9_999_994_999, "9,999.99萬元"),
        (9_999_999_999, "1.00億元"),
        (99_999_999_999, "10.00億元"),
        (128_000_000_000, "12.80億元"),
    ],
)
def test_money_in_chinese(cents: int | None, words: str) -> None:
    with translation.override("zh-hant"):
        assert money(cents) == words


@pytest.mark.parametrize(
    ("cents", "words"),
    [(831_550, "CNY 8,315.50"), (113_390_000, "CNY 1.13 million"), (128_000_000_000, "CNY 1.28 billion")],
)
def test_money_in_english(cents: int, words: str) -> None:
    with translation.override("en"):
        assert money(cents) == words


def test_the_source_figures_of_the_councils_come_out_as_published() -> None:
    assert share(percent(1_211_284, 1_761_886)) == "68.75%"
    assert share(percent(7_563, 9_352)) == "80.87%"


def test_changes_of_shares_are_taken_from_unrounded_shares() -> None:
    now, before = percent(Decimal("1263.4"), 10_000), percent(Decimal("1004.6"), 10_000)
    assert change(points(now, before), Unit.POINTS).startswith("+2.59")


def test_an_approximate_value_is_never_made_exact() -> None:
    with translation.override("zh-hant"):
        assert value_words(fact(80, bound=Bound.AT_LEAST)) == "80餘"
    assert count(80) == "80"


BOUNDS = (Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT)


@pytest.mark.parametrize(
    ("language", "unit", "value", "words"),
    [
        ("zh-hant", THINGS, 3000, ("3,000餘", "近3,000", "約3,000")),
        ("zh-hans", THINGS, 3000, ("3,000余", "近3,000", "约3,000")),
        ("en", THINGS, 3000, ("more than 3,000", "nearly 3,000", "about 3,000")),
        ("en", SHEETS, Decimal("2.5"), ("more than 2.5", "nearly 2.5", "about 2.5")),
        ("en", SHEETS, Decimal("2.456"), ("more than 2.45", "nearly 2.46", "about 2.46")),
        ("en", SHEETS, Decimal(2), ("more than 2", "nearly 2", "about 2")),
        ("zh-hant", Unit.CENTS, 80_000, ("800餘元", "近800元", "約800元")),
        ("zh-hant", Unit.CENTS, 80_050, ("800.50餘元", "近800.50元", "約800.50元")),
        ("zh-hant", Unit.CENTS, 300_000_000, ("300餘萬元", "近300萬元", "約300萬元")),
        ("zh-hant", Unit.CENTS, 113_399_900, ("113.39餘萬元", "近113.40萬元", "約113.40萬元")),
        ("zh-hant", Unit.CENTS, 128_000_000_000, ("12.80餘億元", "近12.80億元", "約12.80億元")),
        ("zh-hant", Unit.CENTS, 9_999_999_900, ("9,999.99餘萬元", "近1.00億元", "約1.00億元")),
        ("en", Unit.CENTS, 300_000_000, ("more than CNY 3 million", "nearly CNY 3 million", "about CNY 3 million")),
        ("en", Unit.CENTS, 99_999_999_900, ("more than CNY 999.99 million", "nearly CNY 1.00 billion", "about CNY 1.00 billion")),
    ],
)  # fmt: skip
def test_each_bound_is_printed_as_one_says_it_and_is_never_rounded_beyond_itself(
    language: str, unit: str, value: Any, words: tuple[str, ...]
) -> None:
    with translation.override(language):
        assert tuple(value_words(fact(value, unit, bound)) for bound in BOUNDS) == words


def test_a_bound_stays_with_the_number_where_the_unit_is_set_small() -> None:
    with translation.override("zh-hant"):
        found = [number_and_unit(fact(300_000_000, Unit.CENTS, bound)) for bound in BOUNDS]
    assert found == [("300餘", "萬元"), ("近300", "萬元"), ("約300", "萬元")]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1, THINGS, ("1", "thing")),
        (0, THINGS, ("0", "things")),
        (2, THINGS, ("2", "things")),
        (1_234, THINGS, ("1,234", "things")),
        (None, THINGS, ("–", "")),
        (1, Unit.DAYS, ("1", "day")),
        (Decimal("1.5"), Unit.DAYS, ("1.5", "days")),
        (1, Unit.SECONDS, ("1", "second")),
        (Decimal("12.5"), Unit.SECONDS, ("12.5", "seconds")),
        (1_300, Unit.CENTS, ("CNY 13", "")),
        (Decimal(50), Unit.PERCENT, ("50.00%", "")),
    ],
)
def test_a_unit_stands_in_the_singular_after_one_only(value: Any, unit: str, words: tuple[str, str]) -> None:
    with translation.override("en"):
        assert number_and_unit(fact(value, unit)) == words


def test_a_unit_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared already"):
        declare_unit("things", name="", column="", of_line="", of_all_lines="")
    with pytest.raises(ValueError, match="declared already"):
        declare_unit(Unit.DAYS, name="", column="", of_line="", of_all_lines="")


def test_a_scope_is_what_it_is_narrowed_to_in_any_order() -> None:
    assert Scope(region="42", campaign="7") == Scope(campaign="7", region="42")
    assert hash(Scope(region="42", campaign="7")) == hash(Scope(campaign="7", region="42"))
    assert Scope(region="") == Scope()
    assert Scope(region="42").get("campaign") == ""
    assert Scope(region="42", campaign="7").only(frozenset({"campaign"})) == Scope(campaign="7")


def test_what_is_unknown_is_a_dash_and_never_zero() -> None:
    for unit in Unit:
        assert value_words(fact(None, unit)) == "–"


def test_nothing_grows_from_nothing() -> None:
    assert growth(5, 0) is None
    assert growth(None, 5) is None
    assert change_between(fact(5), fact(0), key="x").value is None
    assert percent(5, 0) is None


@pytest.mark.parametrize(
    ("now_of", "before_of", "told"),
    [(10, 10, True), (9, 10, False), (10, 9, False), (None, 10, True), (10, None, True), (None, None, True)],
)
def test_a_share_of_fewer_than_ten_tells_no_change(now_of: int | None, before_of: int | None, told: bool) -> None:
    now = replace(fact(Decimal(60), Unit.PERCENT), denominator=now_of)
    before = replace(fact(Decimal(50), Unit.PERCENT), denominator=before_of)
    change = change_between(now, before, key="x")
    assert (change.value, change.unit) == (Decimal(10) if told else None, Unit.POINTS)


@pytest.mark.parametrize(("before", "grown"), [(10, Decimal(50)), (9, None)])
def test_a_count_below_ten_tells_no_growth(before: int, grown: Decimal | None) -> None:
    assert change_between(fact(15), fact(before), key="x").value == grown


@pytest.mark.parametrize(("value", "words"), [(Decimal("3"), "3"), (Decimal("3.5"), "3.5"), (None, "–")])
def test_days(value: Decimal | None, words: str) -> None:
    assert days(value) == words


def test_dates_and_periods_are_said_as_people_say_them() -> None:
    with translation.override("zh-hant"):
        assert day_words(date(2026, 3, 5)) == "2026年3月5日"
        assert period_words(PERIOD) == "2025年"
        assert period_words(Period(date(2026, 1, 1), date(2026, 3, 15))) == "2026年1月1日至3月15日"
    with translation.override("en"):
        assert period_words(Period(date(2026, 1, 1), date(2026, 3, 15))) == "1 January to 15 March 2026"


@given(st.lists(st.integers(min_value=0, max_value=400), min_size=1))
def test_the_median_of_a_histogram_is_the_median_of_its_values(values: list[int]) -> None:
    ordered = sorted(values)
    middle = len(ordered) // 2
    histogram = {value: ordered.count(value) for value in ordered}
    assert median(histogram) == Decimal(ordered[middle] + ordered[~middle]) / 2


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6))
def test_rounding_is_half_up_and_never_shows_a_negative_zero(value: Decimal) -> None:
    words = change(value, Unit.GROWTH)
    assert not words.startswith(("-0.00", "+0.00"))
    assert abs(Decimal(words.rstrip("%").replace(",", "").replace("+", "")) - value) <= Decimal("0.005")


def test_thousands_are_separated() -> None:
    assert number(1_761_886) == "1,761,886"
