"""Which activities are told one by one: by the rule, by hand, under which heading and in which order. Expectations by hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from open315.activities.telling.rules import BY_KIND, faults, group_of, judged, moved
from open315.activities.telling.types import Choice, Considered, Group, Rule, Why
from open315.activities.types import Kind
from open315.core.quantities import Bound, Quantity

DAY = date(2026, 3, 10)


def one(pk: int, kind: str = "consultation", *, days: int = 0, **more: Any) -> Considered:
    given: dict[str, Any] = {"is_own": False, "leaders": 0, **more}
    return Considered(pk, kind, DAY, DAY + timedelta(days=days), **given)


def told(value: int, code: str = "leaflets", bound: Bound = Bound.EXACT) -> tuple[tuple[str, Quantity], ...]:
    return ((code, Quantity(Decimal(value), bound)),)


def reasons(found: list[Considered], rule: Rule, choices: dict[int, Choice] | None = None) -> dict[int, str]:
    return {row.considered.pk: row.why.value for row in judged(found, rule, choices or {})}


def order(found: list[Considered], choices: dict[int, Choice]) -> list[int]:
    return [row.considered.pk for row in judged(found, Rule(), choices)]


@pytest.mark.parametrize(
    ("each", "group"),
    [
        (one(1, "meeting"), "meetings"),
        (one(1, "press"), "media"),
        (one(1, "press", indicators=frozenset({"letters"})), "letters"),
        (one(1, "seminar"), "seminars"),
        (one(1, "seminar", indicators=frozenset({"letters"})), "seminars"),
        (one(1, "contest", has_media=True), "contest"),
        (one(1, "broadcast"), "broadcast"),
        (one(1, "broadcast", days=1), "media"),
        (one(1, "consultation", days=3), "service"),
        (one(1, "stall"), "service"),
        (one(1, "lecture"), "lessons"),
        (one(1, "exhibition"), "lessons"),
        (one(1, "show"), "lessons"),
        (one(1, "visit"), "market"),
        (one(1, "destruction"), "market"),
        (one(1, "survey"), "market"),
        (one(1, "other"), "other"),
        (one(1, "other", has_media=True), "media"),
        (one(1, "other", has_media=True, indicators=frozenset({"letters"})), "letters"),
        (one(1, "visit", has_media=True, indicators=frozenset({"letters"})), "market"),
    ],
)
def test_the_heading_follows_the_form_and_what_came_of_it(each: Considered, group: str) -> None:
    assert group_of(each) == group


def test_every_form_has_a_heading() -> None:
    assert set(BY_KIND) == set(Kind)


def test_the_usual_rule_tells_ones_own_and_of_others_those_with_a_leader_or_one_of_three_largest_values() -> None:
    assert Rule() == Rule(tells_own=True, leaders_from=1, largest=3, most=6)


def test_of_ones_own_all_are_told_or_none() -> None:
    mine = [one(1, is_own=True), one(2, is_own=True, leaders=9, values=told(9))]
    assert reasons(mine, Rule()) == {1: "own", 2: "own"}
    assert reasons(mine, Rule(tells_own=False)) == {1: "small", 2: "small"}


def test_leaders_count_from_the_number_of_the_rule_on_and_not_at_all_at_nought() -> None:
    found = [one(1, leaders=4), one(2, leaders=5), one(3, leaders=6)]
    assert reasons(found, Rule(leaders_from=5)) == {1: "small", 2: "leaders", 3: "leaders"}
    assert reasons(found, Rule(leaders_from=0)) == {1: "small", 2: "small", 3: "small"}
    assert reasons([one(1)], Rule(leaders_from=1)) == {1: "small"}


def test_the_largest_values_are_those_of_an_indicator_under_a_heading() -> None:
    found = [
        one(1, values=told(300)),
        one(2, values=told(200)),
        one(3, values=told(100)),
        one(4, values=told(1, "boards")),
        one(5, "lecture", values=told(50)),
        one(6),
    ]
    assert reasons(found, Rule(largest=2)) == {
        1: "largest", 2: "largest", 3: "small", 4: "largest", 5: "largest", 6: "small",
    }  # fmt: skip
    assert set(reasons(found, Rule(largest=0)).values()) == {"small"}


def test_equal_values_stand_and_fall_together_and_nothing_is_no_value() -> None:
    found = [one(1, values=told(300)), one(2, values=told(200)), one(3, values=told(200)), one(4, values=told(0))]
    assert reasons(found, Rule(largest=2)) == {1: "largest", 2: "small", 3: "small", 4: "small"}
    assert reasons(found, Rule(largest=3)) == {1: "largest", 2: "largest", 3: "largest", 4: "small"}
    assert reasons(found, Rule(largest=4)) == {1: "largest", 2: "largest", 3: "largest", 4: "small"}


def test_a_value_of_ones_own_takes_no_place_from_others_and_hundredths_count() -> None:
    found = [
        one(1, is_own=True, values=told(900)),
        one(2, values=(("fakes_weight", Quantity(Decimal("1.26"), Bound.ABOUT)),)),
        one(3, values=(("fakes_weight", Quantity(Decimal("1.25"), Bound.EXACT)),)),
        one(4, values=told(7)),
    ]
    assert reasons(found, Rule(largest=1)) == {1: "own", 2: "largest", 3: "small", 4: "largest"}


def test_under_one_heading_stand_so_many_of_others_those_with_most_leaders_first() -> None:
    found = [
        one(1, leaders=1),
        one(2, leaders=3),
        one(3, leaders=2),
        one(4, "lecture", leaders=1),
        one(5, is_own=True),
        one(6, values=told(5)),
    ]
    assert reasons(found, Rule(most=2)) == {
        1: "crowded", 2: "leaders", 3: "leaders", 4: "leaders", 5: "own", 6: "crowded",
    }  # fmt: skip
    assert reasons(found, Rule(most=3))[1] == "leaders"
    assert reasons(found, Rule(most=0)) == {
        1: "crowded", 2: "crowded", 3: "crowded", 4: "crowded", 5: "own", 6: "crowded",
    }  # fmt: skip


def test_among_equal_leaders_more_values_come_first_then_the_earlier_day() -> None:
    later = Considered(3, "stall", DAY + timedelta(days=1), DAY + timedelta(days=1), is_own=False, leaders=2)
    found = [later, one(2, leaders=2), one(1, leaders=2, values=told(5))]
    assert reasons(found, Rule(largest=0, most=1)) == {1: "leaders", 2: "crowded", 3: "crowded"}
    assert reasons(found, Rule(largest=0, most=2)) == {1: "leaders", 2: "leaders", 3: "crowded"}


def test_by_hand_goes_before_the_rule_and_takes_no_room() -> None:
    found = [one(1, leaders=9), one(2, leaders=8), one(3), one(4, is_own=True)]
    by_hand = {1: Choice(is_told=False), 3: Choice(is_told=True), 4: Choice(is_told=False)}
    assert reasons(found, Rule(most=1), by_hand) == {1: "left_out", 2: "leaders", 3: "taken_in", 4: "left_out"}
    assert reasons(found, Rule(most=1), {1: Choice(None)}) == {1: "leaders", 2: "crowded", 3: "small", 4: "own"}


def test_another_heading_by_hand_is_where_it_is_told_and_where_it_takes_room() -> None:
    found = [one(1, leaders=3), one(2, "lecture", leaders=2)]
    rows = judged(found, Rule(most=1), {2: Choice(group="service")})
    assert {row.considered.pk: (row.group, row.why) for row in rows} == {
        1: (Group.SERVICE, Why.LEADERS), 2: (Group.SERVICE, Why.CROWDED),
    }  # fmt: skip
    assert [row.is_told for row in rows] == [True, False]


def test_the_order_is_by_heading_then_told_then_by_hand_then_own_then_by_day() -> None:
    found = [
        Considered(1, "stall", DAY + timedelta(days=2), DAY + timedelta(days=2), is_own=True, leaders=0),
        one(2, leaders=1),
        one(3, "meeting"),
        Considered(4, "stall", DAY - timedelta(days=2), DAY, is_own=False, leaders=1),
        one(5),
        one(6, leaders=1),
        one(7, "press", is_own=True),
    ]
    assert order(found, {}) == [3, 7, 1, 4, 2, 6, 5]
    assert order(found, {6: Choice(place=1), 2: Choice(place=2)}) == [3, 7, 6, 2, 1, 4, 5]


def test_one_is_moved_up_or_down_and_stays_at_the_ends() -> None:
    assert moved([5, 6, 7], 7, -1) == [5, 7, 6]
    assert moved([5, 6, 7], 5, 1) == [6, 5, 7]
    assert moved([5, 6, 7], 5, -1) == [5, 6, 7]
    assert moved([5, 6, 7], 7, 1) == [5, 6, 7]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Rule(leaders_from=0, largest=0, most=0), []),
        (Rule(leaders_from=9999, largest=20, most=60), []),
        (Rule(leaders_from=10000), [("leaders_from", "leaders_from_out_of_range")]),
        (Rule(leaders_from=-1), [("leaders_from", "leaders_from_out_of_range")]),
        (Rule(largest=21), [("largest", "largest_out_of_range")]),
        (Rule(most=61), [("most", "most_out_of_range")]),
        (Rule(most=-1), [("most", "most_out_of_range")]),
    ],
)
def test_numbers_of_a_rule_have_bounds(rule: Rule, found: list[tuple[str, str]]) -> None:
    assert list(faults(rule)) == found
