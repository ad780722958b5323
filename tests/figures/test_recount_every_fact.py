"""Every fact of every room, also one added tomorrow, is what the room means by it and what the rows it opens make."""

from typing import Any

import pytest

from open315.core.facts import compute, one_reading, rows_spec, specs
from open315.core.facts.checks import contradictions
from open315.figures.tests.other_room import declare
from tests.figures import recount
from tests.figures.recount import Sample


@pytest.fixture
def filled(request: pytest.FixtureRequest, cast: Any, time_machine: Any) -> tuple[str, Sample, Any]:
    """A room, what it brings, and who looks at its rows."""
    time_machine.move_to(cast.at)
    sample = recount.sample_of(request.param)
    sample.fill(cast)
    return request.param, sample, cast.actor(sample.who)


every_room = pytest.mark.parametrize("filled", recount.rooms(), indirect=True)


@pytest.mark.parametrize("room", recount.rooms())
def test_somebody_has_said_by_hand_what_every_fact_means(room: str) -> None:
    assert recount.without_meaning(room, recount.sample_of(room)) == []


@every_room
def test_every_fact_is_what_the_room_means_by_it(filled: tuple[str, Sample, Any]) -> None:
    room, sample, actor = filled
    with one_reading():
        assert [fault for spec in recount.own(room) for fault in recount.by_hand(spec, sample, actor)] == []


@every_room
def test_every_figure_is_what_the_rows_it_opens_make(filled: tuple[str, Sample, Any]) -> None:
    room, sample, actor = filled
    with one_reading():
        assert [fault for spec in recount.own(room) for fault in recount.from_rows(spec, sample, actor)] == []


@every_room
def test_every_share_and_change_is_the_arithmetic_of_what_it_opens(filled: tuple[str, Sample, Any]) -> None:
    room, sample, actor = filled
    variants = [spec for spec in specs() if spec.room == room and spec.variant_of]
    with one_reading():
        assert [fault for spec in variants for fault in recount.of_others(spec, sample, actor)] == []


@every_room
def test_no_figures_contradict_each_other(filled: tuple[str, Sample, Any]) -> None:
    room, sample, actor = filled
    with one_reading():
        for period, scope in sample.asked:
            found = [compute(spec.key, period, scope, actor) for spec in specs() if spec.room == room]
            assert contradictions(found) == []


@every_room
def test_the_rows_of_every_query_have_one_order(filled: tuple[str, Sample, Any]) -> None:
    """No field of the order is ever empty and the last one is unique, or a page would lose or repeat rows."""
    room, sample, actor = filled
    period, scope = sample.asked[0]
    for name in {spec.rows for spec in recount.own(room)}:
        order = [field.removeprefix("-") for field in rows_spec(name).order]
        spec = next(spec for spec in recount.own(room) if spec.rows == name and not spec.is_breakdown)
        found = compute(spec.key, period, scope, actor)
        model = recount.open_rows(found.rows, actor).model  # type: ignore[union-attr]
        assert not any(model._meta.get_field(field).null for field in order), name
        assert model._meta.get_field(order[-1]).unique, name


def test_a_fact_of_a_room_that_gives_no_sample_fails_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    declare(monkeypatch)
    assert "posts" in recount.rooms()
    with pytest.raises(LookupError, match=r"open315/posts/tests/meanings.py .* posts.begun"):
        recount.sample_of("posts")


def test_a_fact_nobody_counted_by_hand_fails_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    declare(monkeypatch)
    sample = Sample(lambda cast: None, "administrator", (), {"posts.gone": lambda period, scope: 0}, {})
    assert recount.without_meaning("posts", sample) == [
        "posts.begun has no meaning",
        "posts.by_title has no meaning",
        "posts.gone has a meaning, but is no fact",
    ]
