"""The form of a verb: what each question becomes, and which argument its answer is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms

from open315.core.access import SYSTEM
from open315.core.errors import NotFound
from open315.core.ui.forms import FindableSelect
from open315.core.verbs import Face, Target, Verb, registry
from open315.core.verbs.forms import VerbForm
from open315.core.verbs.questions import Asked, Choice, Day, Line, Money, Question, Several, Text, Tick


@pytest.fixture(autouse=True)
def nothing_else() -> Iterator[None]:
    with registry.set_aside():
        yield


def form(*questions: Question, row: Any = None, **given: Any) -> VerbForm:
    on: Target[Any] = Target(room="doors", name="door", announced=lambda _done: {})
    with registry.set_aside():
        verb = Verb("shut", on, face=Face(place=1, questions=questions))
    return VerbForm(given or None, verb=verb, actor=SYSTEM, row=row)


def colours(_asked: Asked) -> list[tuple[int, str]]:
    return [(1, "green"), (2, "red")]


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (Line(name="a", label="A"), " wind ", "wind"),
        (Text(name="a", label="A"), "wind\r\nand rain", "wind\r\nand rain"),
        (Tick(name="a", label="A", required=False), "on", True),
        (Day(name="a", label="A"), "2026-05-12", date(2026, 5, 12)),
        (Money(name="a", label="A"), "3299.05", 329_905),
        (Money(name="a", label="A", required=False), "", None),
        (Choice(name="a", label="A", choices=colours, coerce=int), "2", 2),
        (Several(name="a", label="A", choices=colours), ["1", "2"], ["1", "2"]),
    ],
)
def test_an_answer_is_the_argument_the_function_takes(question: Question, typed: Any, answer: Any) -> None:
    filled = form(question, a=typed)
    assert filled.is_valid(), filled.errors
    assert filled.arguments() == {"a": answer}


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (Line(name="a", label="A"), ""),
        (Line(name="a", label="A", shortest=4), "abc"),
        (Line(name="a", label="A", longest=4), "abcde"),
        (Text(name="a", label="A", longest=4), "abcde"),
        (Tick(name="a", label="A"), ""),
        (Day(name="a", label="A"), "2026-02-30"),
        (Money(name="a", label="A"), "-0.01"),
        (Money(name="a", label="A", most=10), "10.01"),
        (Money(name="a", label="A"), "1.005"),
        (Choice(name="a", label="A", choices=colours), "3"),
        (Several(name="a", label="A", choices=colours), ["3"]),
    ],
)
def test_what_cannot_be_an_answer_is_said_at_the_field(question: Question, typed: Any) -> None:
    assert "a" in form(question, a=typed).errors


@pytest.mark.parametrize("typed", ["abcd", "a" * 400])
def test_the_bounds_of_a_line_are_inside(typed: str) -> None:
    assert form(Line(name="a", label="A", shortest=4), a=typed).is_valid()


def test_the_label_the_help_and_the_start_stand_at_the_field() -> None:
    asked = Line(name="a", label="Why", help="In a word.", required=False, start=lambda asked: asked.row)
    field = form(asked, row="wind").fields["a"]
    assert (field.label, field.help_text, field.required, field.initial) == ("Why", "In a word.", False, "wind")


def test_an_answer_goes_by_the_name_of_its_argument_and_may_be_turned_into_another() -> None:
    asked = Line(name="number", argument="of_id", label="Number", answer=lambda asked, given: (asked.row, given))
    filled = form(asked, row=7, number="WH-1")
    assert filled.is_valid()
    assert filled.arguments() == {"of_id": (7, "WH-1")}


def test_an_answer_may_be_refused_in_words() -> None:
    def look_up(_asked: Asked, _given: str) -> int:
        raise NotFound("no such door")

    filled = form(Line(name="a", label="A", answer=look_up), a="x")
    assert filled.is_valid()
    with pytest.raises(NotFound):
        filled.arguments()


@pytest.mark.parametrize(("otherwise", "arguments"), [({}, {}), ({"otherwise": None}, {"a": None})])
def test_a_question_that_does_not_suit_is_not_put(otherwise: dict[str, Any], arguments: dict[str, Any]) -> None:
    filled = form(Line(name="a", label="A", suits=lambda _asked: False, **otherwise), b="sent")
    assert "a" not in filled.fields
    assert filled.is_valid()
    assert filled.arguments() == arguments


@pytest.mark.parametrize(
    ("look", "widget"), [("list", forms.Select), ("find", FindableSelect), ("buttons", forms.RadioSelect)]
)
def test_a_choice_looks_as_it_says(look: str, widget: type[forms.Widget]) -> None:
    assert type(form(Choice(name="a", label="A", choices=colours, look=look)).fields["a"].widget) is widget


def test_where_there_is_nothing_to_choose_the_choice_may_be_hidden() -> None:
    def one(_asked: Asked) -> list[tuple[int, str]]:
        return [(5, "green")]

    hidden = form(Choice(name="a", label="A", choices=one, hides_single=True)).fields["a"]
    assert (hidden.widget.is_hidden, hidden.initial) == (True, 5)
    assert not form(Choice(name="a", label="A", choices=one)).fields["a"].widget.is_hidden
    assert not form(Choice(name="a", label="A", choices=colours, hides_single=True)).fields["a"].widget.is_hidden
