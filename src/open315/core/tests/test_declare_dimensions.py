"""A dimension has a name of its own: not that of another, and none that addresses of figures use for something else."""

from dataclasses import replace

import pytest
from django import forms

from open315.core.facts import Dimension, Scope, declare_dimension, dimensions, scope_of

WEATHER = Dimension(
    name="weather",
    label="Weather",
    field=lambda actor: forms.CharField(),
    read=lambda text: {"rain": "rain", "RAIN": "rain"}[text],
    value_words=lambda value: value,
    words=lambda value: f"In {value}" if value else "",
    order=5,
)


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dimensions, "_DIMENSIONS", {})


@pytest.mark.parametrize("name", ["first", "last", "until", "line", "side", "after", "now"])
def test_a_parameter_of_every_address_is_no_name_of_a_dimension(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        declare_dimension(replace(WEATHER, name=name))
    assert dimensions.dimensions() == []


def test_two_rooms_cannot_declare_one_dimension() -> None:
    declare_dimension(WEATHER)
    with pytest.raises(ValueError, match="weather"):
        declare_dimension(replace(WEATHER, label="Another"))
    assert [each.label for each in dimensions.dimensions()] == ["Weather"]


def test_one_scope_whichever_way_it_is_written() -> None:
    declare_dimension(WEATHER)
    assert (
        scope_of({"weather": "RAIN", "first": "2026-01-01"}) == scope_of({"weather": "rain"}) == Scope(weather="rain")
    )
    assert scope_of({"weather": ""}) == scope_of({}) == Scope()


def test_dimensions_are_said_in_their_order_and_nothing_is_said_of_none() -> None:
    declare_dimension(WEATHER)
    declare_dimension(
        replace(WEATHER, name="abode", label="Abode", words=lambda value: f"at {value or 'home'}", order=4)
    )
    assert dimensions.scope_words(Scope(weather="rain"), ["weather", "abode"]) == "at home · In rain"
    assert dimensions.scope_words(Scope(), ["weather"]) == ""
    assert dimensions.narrowing_words({"weather": "rain", "abode": "", "line": "x"}) == [("Weather", "rain")]
