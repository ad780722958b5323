"""Rows that stand for a module are there for each of its tests (`standing_cast`), and what a test does to them is undone."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import Cast
from open315.org.models import Account, Organisation
from tests.plumbing import beside_what_stands


@pytest.fixture(scope="module")
def moved(standing_cast: Cast) -> None:
    Organisation.objects.filter(name="湖北省消費者委員會").update(name="省消委會")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_the_rows_as_the_module_left_them(moved: None, cast: Cast, turn: int) -> None:
    assert Organisation.objects.get(pk=cast.bodies["province"].pk).name == "省消委會"
    assert Account.objects.filter(username="clerk").count() == 1
    Organisation.objects.update(name="另一個")
    Account.objects.filter(username="clerk").update(username="other")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_people_of_its_own_to_change(moved: None, cast: Cast, turn: int) -> None:
    assert cast.accounts["clerk"].display_name == "clerk"
    cast.accounts["clerk"].display_name = "換了名字"


def item(name: str, *fixtures: str, path: str = "test_a.py", **marked: Any) -> Any:
    marker = SimpleNamespace(kwargs=marked) if marked else None
    return SimpleNamespace(path=Path(path), nodeid=name, fixturenames=fixtures, get_closest_marker=lambda _name: marker)


def test_a_test_that_would_find_the_rows_by_chance_is_named() -> None:
    items = [
        item("with", "standing_cast", "cast", "db"),
        item("without", "cast", "db"),
        item("no database"),
        item("elsewhere", "cast", "db", path="test_b.py"),
        item("marked", transaction=False),
        item("commits", "standing_cast", "db", transaction=True),
        item("serves", "standing_cast", "db", "live_server"),
    ]
    assert beside_what_stands(items) == ["without", "marked", "commits", "serves"]
    assert beside_what_stands(items[1:5]) == []
