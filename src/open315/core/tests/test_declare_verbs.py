"""A verb that is declared incompletely is named when the site starts: one test a thing that can be forgotten."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from open315.core.access import Actor
from open315.core.verbs import Face, Letter, NoFace, Target, Tell, Verb, Workflow, registry
from open315.core.verbs.checks import problems
from open315.core.verbs.questions import Line, Text
from open315.core.verbs.rules import RESUME

FLOW = Workflow(frozenset({"open", "shut"}), first="open", open=frozenset({"open"}))
OWN_PAGE = NoFace("It has a page of its own.")


@pytest.fixture(autouse=True)
def nothing_else() -> Iterator[None]:
    with registry.set_aside():
        yield


def target(**changes: Any) -> Target[Any]:
    given: dict[str, Any] = {
        "room": "doors",
        "name": "door",
        "lock": lambda _actor, key: key,
        "announced": lambda _done: {},
        "write_entry": lambda _done: None,
        "workflow": FLOW,
        "wrong_moment": "Not now.",
    }
    return Target(**{**given, **changes})


def do(door_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> None:
    """What the verbs below do."""


def pair(*, does: Callable[..., Any] | None = do, on: Target[Any] | None = None, **changes: Any) -> None:
    """A door that can be shut, by a verb with these changes, and opened again by a sound one."""
    on = on or target()
    given: dict[str, Any] = {
        "event": "doors.shut",
        "permission": "doors:shut",
        "before": {"open"},
        "to": "shut",
        "label": "Shut",
        "help": "Nobody comes in.",
        "entry": "Shut",
        "face": Face(place=1, key="s", questions=(Text(name="reason", label="Reason"),)),
    }
    shut = Verb("shut", on, **{**given, **changes})
    if does:
        shut(does)
    again = {"event": "doors.opened", "permission": "doors:shut", "before": {"shut"}, "to": "open"}
    Verb("open", on, **again, entry="Opened", face=OWN_PAGE)(do)


def found(events: tuple[str, ...] = (), listened: tuple[str, ...] = ()) -> list[str]:
    return [each.msg for each in problems(registry.every(), {"doors:shut"}, set(events), listened)]


def test_a_whole_declaration_is_in_order() -> None:
    pair()
    assert found() == []


LACKING: list[tuple[dict[str, Any], str]] = [
    ({"does": None}, "doors.shut: no function does it"),
    ({"permission": ""}, "doors.shut: nobody declares its permission ''"),
    ({"permission": "doors:slam"}, "doors.shut: nobody declares its permission 'doors:slam'"),
    ({"event": ""}, "doors.shut: its event has no name"),
    ({"event": "doors.opened"}, "'doors.opened' belongs to several verbs: doors.shut, doors.open"),
    ({"face": None}, "doors.shut: no face, and it is not said why"),
    ({"label": ""}, "doors.shut: its button has no words"),
    ({"help": ""}, "doors.shut: its button has no words"),
    ({"entry": ""}, "doors.shut: the timeline has no words for it"),
    ({"tells": Tell("", lambda *_: [])}, "doors.shut: its message has no words"),
    ({"letter": Letter("Shut", "", lambda *_: {}, "notice")}, "doors.shut: its letter lacks"),
    ({"before": None}, "doors.shut: says no states"),
    ({"before": {"open", "ajar"}}, "doors.shut: leads away from the unknown state 'ajar'"),
    ({"before": {"open"}, "to": "ajar"}, "doors.shut: leads to the unknown state 'ajar'"),
    ({"face": Face(place=1)}, "doors.shut: its function needs 'reason', which nothing asks for"),
    (
        {"face": Face(place=1, questions=(Text(name="reason", label="Reason"), Line(name="who", label="Who")))},
        "doors.shut: asks for 'who', which its function does not take",
    ),
    ({"face": Face(place=1, questions=(Text(name="reason", label="R"),), takes_files=True)}, "asks for 'upload_ids'"),
]


@pytest.mark.parametrize(("changes", "words"), LACKING, ids=[words for _changes, words in LACKING])
def test_what_a_declaration_lacks_is_named(changes: dict[str, Any], words: str) -> None:
    pair(**changes)
    assert [each for each in found() if words in each], found()


def test_a_state_that_no_verb_reaches_or_leaves_is_named() -> None:
    pair(to="same")
    assert "doors.door: no verb leads to the state 'shut'" in found()
    with registry.set_aside():
        Verb(
            "shut", target(), event="e", permission="doors:shut", before={"open"}, to="shut", entry="E", face=OWN_PAGE
        )(do)
        assert found() == ["doors.door: no verb leaves the state 'shut'"]


def test_a_final_state_may_stay_and_is_not_left() -> None:
    final = Workflow(frozenset({"open", "shut"}), first="open", open=frozenset({"open"}), final=frozenset({"shut"}))
    pair(on=target(workflow=final))
    assert found() == ["doors.door: a verb leaves the final state 'shut'"]


def test_a_way_back_counts_as_leaving() -> None:
    on = target()
    Verb("shut", on, event="e", permission="doors:shut", before={"open"}, to="shut", entry="E", face=OWN_PAGE)(do)
    Verb("open", on, event="f", permission="doors:shut", before={"shut"}, to=RESUME, entry="E", face=OWN_PAGE)(do)
    assert found() == []


def test_a_wrong_moment_has_words() -> None:
    pair(on=target(wrong_moment=""))
    assert found() == ["doors.door: no words for a step at the wrong moment"]


def test_one_place_for_two_buttons_is_named() -> None:
    on = target()
    pair(on=on)
    face = Face(place=1, questions=(Text(name="reason", label="Reason"),))
    Verb(
        "lock",
        on,
        event="doors.locked",
        permission="doors:shut",
        label="L",
        help="H",
        entry="L",
        before={"shut"},
        face=face,
    )(do)
    assert found() == ["the place 1 is both doors.shut's and doors.lock's"]


def test_one_key_for_two_verbs_of_the_same_state_is_named() -> None:
    on = target()
    pair(on=on)
    again: dict[str, Any] = {
        "event": "doors.locked",
        "permission": "doors:shut",
        "label": "Lock",
        "help": "H",
        "entry": "L",
    }
    face = Face(place=2, key="s", questions=(Text(name="reason", label="Reason"),))
    Verb("lock", on, **again, before={"shut"}, face=face)(do)
    assert found() == []
    bar = Face(place=3, key="s", questions=(Text(name="reason", label="Reason"),))
    Verb("bar", on, **{**again, "event": "doors.barred"}, before={"open"}, face=bar)(do)
    assert found() == ["the key 's' is both doors.shut and doors.bar in one state"]


def test_a_handler_of_an_event_nobody_announces_is_named() -> None:
    pair()
    assert found(events=("clock.soon",), listened=("doors.shut", "clock.soon")) == []
    assert found(listened=("doors.shutt",)) == ["a handler listens to the event 'doors.shutt', which nobody declares"]


def test_an_event_that_is_not_sent_out_is_heard_by_nobody() -> None:
    pair(emits=None)
    assert found(listened=("doors.shut",)) == ["a handler listens to the event 'doors.shut', which nobody declares"]


def test_two_declarations_of_one_name_are_refused_at_once() -> None:
    pair()
    with pytest.raises(ValueError, match=r"doors\.shut is declared twice"):
        Verb("shut", target())


def test_a_name_nobody_declared_is_no_verb() -> None:
    assert registry.find("doors", "slam") is None
    with pytest.raises(LookupError, match=r"doors\.slam"):
        registry.named("doors", "slam")
