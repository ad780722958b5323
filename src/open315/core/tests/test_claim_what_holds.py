"""What may be said of a table and of two years, and what a claim that does not hold says of itself. By hand, without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from open315.core.chapters.claims import Column, Compared, Furthest, Leaders, Majority, Moved, Nothing, Whole
from open315.core.chapters.ranking import is_all, is_majority, leaders, movers, share_of_all
from open315.core.facts import Breakdown, Covered, Fact, Keeper, Period, RowsQuery, Scope, Span, Unit
from open315.core.facts.types import codes_of_both, is_year_before

NOW = Period(date(2026, 1, 1), date(2026, 11, 27), date(2026, 11, 27))
BEFORE = Period(date(2025, 1, 1), date(2025, 11, 27), date(2025, 11, 27))
KEY = "cases.by_channel"
CASES = "cases"


def fact(value: Any, unit: str = CASES, code: str = "", period: Period = NOW, **more: Any) -> Fact:
    return Fact(more.pop("key", KEY), value, unit, period, Scope(), RowsQuery("cases"), line=code, **more)


def table(total: Any = None, /, unit: str = CASES, **lines: Any) -> Breakdown:
    """A table of these counts; a line that is not there counts 0."""
    made = tuple((code, code.upper(), fact(value, unit, code)) for code, value in lines.items())
    whole = fact(sum(lines.values()) if total is None else total)
    return Breakdown(KEY, made, whole, lambda code: (code.upper(), fact(0, unit, code)))


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


# --- "most" ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "share", "most"),
    [
        ({"a": 16, "b": 11, "c": 9, "d": 64}, 91, True),
        ({"a": 20, "b": 15, "c": 12, "d": 11, "e": 11, "f": 11, "g": 10, "h": 10}, 47, False),
        ({"a": 25, "b": 15, "c": 10, "d": 9, "e": 9, "f": 9, "g": 9, "h": 14}, 54, True),
        ({"a": 20, "b": 15, "c": 15, "none": 50}, 50, False),
        ({"a": 20, "b": 15, "c": 16, "none": 49}, 51, True),
    ],
)
def test_most_is_more_than_half_of_everything_also_of_what_is_not_stated(
    counts: dict[str, int], share: int, most: bool
) -> None:
    found = table(**counts)
    ranked = leaders(found)
    assert share_of_all(found, ranked) == share
    assert is_majority(found, ranked) == most
    assert (Majority(found, [line.code for line in ranked]).faults() == []) == most


@pytest.mark.parametrize(
    ("counts", "everything"),
    [
        ({"a": 1, "b": 1}, True),
        ({"a": 1}, True),
        ({"a": 2, "b": 1, "none": 1}, False),
        ({"a": 4, "b": 3, "c": 2, "d": 1}, False),
        ({"a": 2, "b": 1, "c": 1, "d": 1, "e": 1}, True),
    ],
)
def test_what_is_all_there_is_leads_nothing(counts: dict[str, int], everything: bool) -> None:
    found = table(**counts)
    codes = [line.code for line in leaders(found)]
    assert is_all(found, leaders(found)) == everything
    assert (Whole(found, codes).faults() == []) == everything


def test_all_that_is_not_all_says_its_numbers() -> None:
    words = "Complaints by channel: all are said to be told, but these are 4 of 5."
    assert Whole(table(a=4, b=1), ["a"]).faults() == [words]
    assert not is_all(Breakdown(KEY, ()), [])


def test_of_nothing_there_is_no_majority() -> None:
    assert share_of_all(table(), []) is None
    assert not is_majority(table(), [])
    assert not is_majority(Breakdown(KEY, ()), [])


def test_a_majority_that_is_none_says_its_numbers() -> None:
    assert Majority(table(a=47, b=53), ["a"]).faults() == ["Complaints by channel: “most” is said of 47 of 100."]
    assert Majority(table(a=50, b=50), ["a"]).faults() == ["Complaints by channel: “most” is said of 50 of 100."]
    assert Majority(table(a=51, b=49), ["a"]).faults() == []


def test_a_leader_with_more_behind_it_is_named_and_what_is_apart_is_not() -> None:
    counts = table(a=5, b=9, other=99)
    apart = frozenset({"other"})
    assert Leaders(counts, ["a"], apart).faults() == [
        "Complaints by channel: “B” has more than a line that is named as one of the largest."
    ]
    assert Leaders(counts, ["b"], apart).faults() == []
    assert Leaders(table(a=5, b=5), ["a"], apart).faults() == []


# --- who moved most -------------------------------------------------------------------------------------------------------


def steps(**lines: str) -> Breakdown:
    return Breakdown(KEY, tuple((code, code, fact(Decimal(step), Unit.POINTS, code)) for code, step in lines.items()))


def named(changes: Breakdown, leftover: frozenset[str] = frozenset()) -> tuple[str | None, str | None]:
    risen, fallen = movers(changes, leftover)
    return (risen.code if risen else None, fallen.code if fallen else None)


def test_nothing_fell_most_where_what_is_not_stated_fell_further() -> None:
    assert named(steps(a="3", b="-2", none="-1")) == ("a", "b")
    assert named(steps(a="3", b="-2", none="-5")) == ("a", None)
    assert named(steps(a="3", b="-2", other="4")) == (None, "b")
    assert named(steps(a="3", b="-2", rest="-2"), frozenset({"rest"})) == ("a", None)
    assert named(steps(a="0.004", b="-0.004")) == (None, None)


FEBRUARY = table(web=60, desk=40)
LAST_FEBRUARY = table(web=50, desk=45, studio=8)


def test_the_studio_that_is_gone_fell_further_than_the_desk() -> None:
    """48.54 → 60, 43.69 → 40, 7.77 → 0."""
    assert Furthest(FEBRUARY, LAST_FEBRUARY, "desk", -1).faults() == [
        "Complaints by channel: the share of “STUDIO” moved as far as the one that is named as moving most."
    ]
    assert Furthest(FEBRUARY, LAST_FEBRUARY, "studio", -1).faults() == []
    assert Furthest(FEBRUARY, LAST_FEBRUARY, "web", 1).faults() == []
    assert Furthest(FEBRUARY, LAST_FEBRUARY, "desk", 1).faults() == [
        "Complaints by channel: the share of “DESK” did not move in the direction that is said."
    ]


def test_two_that_moved_alike_are_neither_the_furthest() -> None:
    tied = Furthest(table(a=40, b=40, c=20), table(a=50, b=50), "a", -1)
    assert tied.faults() == [
        "Complaints by channel: the share of “B” moved as far as the one that is named as moving most."
    ]


def test_every_line_of_either_year_has_its_place() -> None:
    now, before = table(a=1, none=2), table(b=3, elsewhere=1, a=1)
    assert codes_of_both(now, before) == ["a", "b", "elsewhere", "none"]
    assert codes_of_both(before, now) == ["b", "a", "elsewhere", "none"]
    assert codes_of_both(table(), table()) == []


def test_a_column_that_leaves_a_line_out_does_not_add_up() -> None:
    shown = [LAST_FEBRUARY.line(code) for code in ("web", "desk")]
    assert Column(LAST_FEBRUARY, shown).faults() == [
        "Complaints by channel, 1 January to 27 November 2026: the lines make 95, the total is 103."
    ]
    assert Column(LAST_FEBRUARY, [*shown, LAST_FEBRUARY.line("studio")]).faults() == []
    assert Column(Breakdown(KEY, ()), shown).faults() == []


# --- rose, fell, none -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "sign", "holds"),
    [
        (1563, 1545, 1, True),
        (1563, 1545, -1, False),
        (1563, 1717, -1, True),
        (1563, 1717, 1, False),
        (5, 5, 0, True),
        (6, 5, 0, False),
        (100_001, 100_000, 0, True),
        (100_005, 100_000, 0, False),
        (5, 0, 1, False),
        (None, 5, -1, False),
    ],
)
def test_rose_and_fell_agree_with_the_numbers(now: Any, before: Any, sign: int, holds: bool) -> None:
    """A change of less than 0.005 % is none: it is printed as 0.00."""
    assert (Moved(fact(now), fact(before), sign).faults() == []) == holds


def test_a_share_moves_by_points() -> None:
    assert Moved(fact(Decimal("50.004"), Unit.PERCENT), fact(Decimal(50), Unit.PERCENT), 0).faults() == []
    assert Moved(fact(Decimal("0.02"), Unit.PERCENT), fact(Decimal(0), Unit.PERCENT), 1).faults() == []
    assert Moved(fact(Decimal("50.02"), Unit.PERCENT), fact(Decimal(50), Unit.PERCENT), 0).faults() == [
        "Complaints by channel: what is said of its change is not what the two values say."
    ]


def kept(*spans: tuple[date, date | None]) -> Keeper:
    return Keeper("W", tuple(Span(*span) for span in spans))


SINCE_2020, SINCE_MARCH_2025, NEVER = kept((date(2020, 1, 1), None)), kept((date(2025, 3, 1), None)), kept()


@pytest.mark.parametrize(
    ("keepers", "words"),
    [
        ((SINCE_2020,), ""),
        ((SINCE_2020, NEVER), ""),
        ((SINCE_MARCH_2025,), "although the records are not equally complete."),
        ((SINCE_2020, SINCE_MARCH_2025), "although the records are not equally complete."),
        ((NEVER,), "although the records are not equally complete."),
        ((), "although the records are not equally complete."),
    ],
)
def test_a_comparison_holds_where_records_are_equally_complete(keepers: tuple[Keeper, ...], words: str) -> None:
    faults = Compared(NOW, BEFORE, Covered(keepers)).faults()
    assert [each.partition(", ")[2] for each in faults] == ([words] if words else [])


def test_a_running_year_against_a_whole_one_is_no_comparison() -> None:
    whole = Period(date(2025, 1, 1), date(2025, 12, 31), date(2025, 11, 27))
    assert Compared(NOW, whole, Covered((SINCE_2020,))).faults() == [
        "1 January to 27 November 2026 is compared with the year 2025, which are not the same days of two years."
    ]


@pytest.mark.parametrize(
    ("now", "before", "same"),
    [
        (Period(date(2026, 1, 1), date(2026, 3, 1)), Period(date(2025, 1, 1), date(2025, 3, 1)), True),
        (Period(date(2024, 2, 29), date(2024, 2, 29)), Period(date(2023, 2, 28), date(2023, 2, 28)), True),
        (Period(date(2026, 1, 1), date(2026, 3, 1)), Period(date(2024, 1, 1), date(2024, 3, 1)), False),
        (Period(date(2026, 1, 1), date(2026, 3, 1)), Period(date(2025, 1, 2), date(2025, 3, 1)), False),
        (Period(date(2026, 1, 1), date(2026, 3, 1)), Period(date(2025, 1, 1), date(2025, 4, 1)), False),
        (NOW, Period(BEFORE.first, BEFORE.last), False),
        (NOW, Period(BEFORE.first, BEFORE.last, date(2026, 11, 27)), False),
        (Period(date(2025, 2, 28), date(2025, 2, 28)), Period(date(2024, 2, 29), date(2024, 2, 29)), False),
    ],
)
def test_the_same_days_a_year_before(now: Period, before: Period, same: bool) -> None:
    assert is_year_before(now, before) == same


def test_none_is_said_only_where_somebody_would_know() -> None:
    zero = fact(0)
    assert Nothing(zero, Covered((SINCE_2020,))).faults() == []
    assert Nothing(fact(1), Covered((SINCE_2020,))).faults() == [
        "Complaints by channel: “none” is said, but there are some."
    ]
    for keepers in ((NEVER,), (SINCE_2020, NEVER), ()):
        assert Nothing(zero, Covered(keepers)).faults() == [
            "Complaints by channel: “none” is said of days of which there are no complete records."
        ]


def test_a_body_that_was_closed_is_missed_no_more() -> None:
    """Its records end with it; of the days after it there is nothing to keep. One that never kept any stays without."""
    closed = Keeper("X", (Span(date(2020, 1, 1), date(2025, 6, 30)),), there=Span(date.min, date(2025, 6, 30)))
    founded = Keeper("Y", (Span(date(2026, 2, 1)),), there=Span(date(2026, 2, 1)))
    without = Keeper("Z", (), there=Span(date.min, date(2025, 6, 30)))
    for keeper, extents in ((closed, ("whole", "whole")), (founded, ("whole", "whole")), (without, ("none", "none"))):
        assert (keeper.extent(NOW), keeper.extent(BEFORE)) == extents
    late = Keeper("V", (Span(date(2025, 3, 1), date(2025, 6, 30)),), there=Span(date.min, date(2025, 6, 30)))
    assert [each.name for each in Covered((closed, founded, without, late)).uneven(NOW, BEFORE)] == ["V"]
