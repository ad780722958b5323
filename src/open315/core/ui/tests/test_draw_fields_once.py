"""A field nobody has written in is drawn once for everybody; what a person wrote is drawn for her alone and kept nowhere."""

from typing import Any

import pytest
from django import forms

from open315.core.ui import fragments
from open315.core.ui.forms import KeptField, offer

MANY = [(str(number), f"Place {number}") for number in range(9)]
FEW = MANY[:8]


class Letter(forms.Form):
    bound_field_class = KeptField
    title = forms.CharField(label="Title", help_text="In one sentence", error_messages={"required": "Say something"})
    how = forms.ChoiceField(choices=FEW, required=False)
    place = forms.ChoiceField(choices=MANY, required=False)
    sure = forms.BooleanField(required=False)


@pytest.fixture(autouse=True)
def _nothing_drawn() -> Any:
    fragments.forget()
    yield
    fragments.forget()


def drawn(form: forms.Form) -> dict[str, str]:
    return {name: " ".join(str(form[name].as_field_group()).split()) for name in form.fields}


def kept() -> int:
    return len(fragments._fragments)


def test_every_blank_field_is_drawn_once_whether_the_form_was_sent_or_not() -> None:
    first = drawn(Letter())
    assert kept() == 4
    assert drawn(Letter()) == first
    assert drawn(Letter(initial={"title": "", "sure": False})) == first
    assert kept() == 4


def test_what_a_person_wrote_is_shown_to_her_and_kept_nowhere() -> None:
    drawn(Letter())
    page = drawn(Letter({"title": "冰箱三周後不製冷", "sure": "on", "place": "8"}))
    assert 'value="冰箱三周後不製冷"' in page["title"]
    assert "checked" in page["sure"]
    assert '<option value="8" selected' in page["place"]
    assert kept() == 4, "how is blank still, and was drawn before"
    assert "冰箱" not in drawn(Letter())["title"]
    assert "冰箱" not in str(fragments._fragments)


def test_one_of_few_choices_is_kept_as_chosen_and_nothing_that_is_not_offered() -> None:
    chosen = drawn(Letter(initial={"how": "3"}))["how"]
    assert '<option value="3" selected' in chosen
    assert kept() == 4
    assert drawn(Letter(initial={"how": "3"}))["how"] == chosen
    assert kept() == 4
    drawn(Letter(initial={"how": "99"}))
    assert kept() == 4
    drawn(Letter())
    assert kept() == 5, "the blank one is another"


def test_what_is_wrong_is_shown_once_and_not_to_the_next() -> None:
    assert "Say something" in drawn(Letter({"title": ""}))["title"]
    assert kept() == 3
    assert "Say something" not in drawn(Letter())["title"]


def test_other_choices_words_or_marks_are_drawn_anew() -> None:
    drawn(Letter())
    other = Letter()
    offer(other, "place", [("42", [("421", "Elsewhere")]), ("43", "Far away")])
    other.fields["title"].help_text = "In two sentences"
    other.fields["sure"].widget.attrs["autofocus"] = True
    page = drawn(other)
    assert "Elsewhere" in page["place"]
    assert "Place 1" not in page["place"]
    assert "In two sentences" in page["title"]
    assert "autofocus" in page["sure"]
    assert kept() == 7
    other.fields["title"].needed_when = "needed for a complaint"  # type: ignore[attr-defined]
    other.fields["title"].required = False
    assert "needed for a complaint" in drawn(other)["title"]
