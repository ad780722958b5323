"""A field that puts words in at a press: what was typed is kept as a draft with the words added, and the form comes back with them."""

from django import forms

PUT_IN = "put_in"
"""The name of its buttons; their value is the field, a colon, and what is to be put in."""


class PutsIn(forms.Textarea):
    """A text field with buttons called `PUT_IN`."""

    def put_in(self, typed: str, key: str) -> str:
        """What was typed, with what `key` stands for."""
        raise NotImplementedError


def asked_for(form: forms.Form, value: str) -> tuple[str, str]:
    """The field and the key that a button asked for; two empty strings where the form has no such field."""
    name, _, key = value.partition(":")
    has = name in form.fields and isinstance(form.fields[name].widget, PutsIn)
    return (name, key) if has else ("", "")


def with_words(form: forms.Form, name: str, key: str, typed: str) -> str:
    """What stands in the field afterwards."""
    widget = form.fields[name].widget
    return widget.put_in(typed, key) if isinstance(widget, PutsIn) else typed
