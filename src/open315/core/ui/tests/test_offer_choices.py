"""Choices that are known only when a form is made."""

import pytest
from django import forms

from open315.core.ui.forms import offer


class Order(forms.Form):
    size = forms.ChoiceField()
    note = forms.CharField(required=False)


def test_a_field_takes_what_is_offered_and_nothing_else() -> None:
    taken, refused = Order({"size": "l"}), Order({"size": "s"})
    for form in (taken, refused):
        offer(form, "size", (pair for pair in [("m", "Medium"), ("l", "Large")]))
    assert taken.is_valid()
    assert list(refused.errors) == ["size"]
    assert Order({"size": "l"}).is_valid() is False, "another form is not touched"


def test_a_field_that_offers_nothing_to_choose_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="the field note offers nothing to choose"):
        offer(Order(), "note", [("a", "A")])
