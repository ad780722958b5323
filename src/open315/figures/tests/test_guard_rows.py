"""Who may open and take along the rows behind a figure, and when there are too many of them to count at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from open315.core.access import ANONYMOUS, SYSTEM
from open315.core.facts import Period, RowsQuery, Scope, rows_spec
from open315.figures.policies import may_export, may_open
from open315.figures.queries import more_than
from open315.figures.tests.other_room import POSTS, declare, fill, query

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
"""The throw-away room has 120 posts in it, and 40 in the year before."""


@pytest.fixture(scope="module")
def _filled(standing_cast: Any) -> None:
    fill(standing_cast, 160)


@pytest.fixture
def room(_filled: None, cast: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    time_machine.move_to(cast.at)
    declare(monkeypatch)
    return cast


@pytest.mark.parametrize(
    ("held", "opens", "exports"),
    [
        ({"facts:read", "org:manage", "audit:read"}, True, True),
        ({"facts:read", "org:manage"}, True, False),
        ({"facts:read", "audit:read"}, False, False),
        ({"org:manage", "audit:read"}, False, False),
        ({"facts:read", "cases:read", "cases:export"}, False, False),
        (set(), False, False),
    ],
)
def test_opening_needs_figures_and_rows_and_taking_along_needs_a_third(
    monkeypatch: pytest.MonkeyPatch, held: set[str], opens: bool, exports: bool
) -> None:
    declare(monkeypatch)
    actor = replace(ANONYMOUS, permissions=frozenset(held))
    assert may_open(rows_spec(POSTS), actor) == opens
    assert may_export(rows_spec(POSTS), actor) == exports
    assert may_export(rows_spec(POSTS), SYSTEM)


@pytest.mark.parametrize(("limit", "is_more"), [(0, True), (119, True), (120, False), (121, False)])
def test_so_many_rows_are_not_more_than_so_many(room: Any, limit: int, is_more: bool) -> None:
    assert more_than(limit, [query(YEAR, Scope())], room.actor("administrator")) == is_more


@pytest.mark.parametrize(("limit", "is_more"), [(120, True), (159, True), (160, False)])
def test_the_rows_of_several_queries_are_counted_together(room: Any, limit: int, is_more: bool) -> None:
    both = [query(YEAR, Scope()), query(YEAR.year_before(), Scope())]
    assert more_than(limit, both, room.actor("administrator")) == is_more


def test_without_queries_there_is_nothing_to_wait_for(room: Any) -> None:
    none: list[RowsQuery] = []
    assert not more_than(0, none, room.actor("administrator"))
