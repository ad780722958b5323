"""How Django's forms become markup: every form and field of the site uses the templates in ui/forms."""

from collections.abc import Hashable, Iterable
from typing import Any

from django.conf import settings
from django.forms import BaseForm, BoundField, ChoiceField, Select
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from open315.core.names import Names
from open315.core.ui.fragments import rendered_once


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` with label, help and errors tied to the input."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


FEW = 8
"""A list so short that each of its choices may be kept drawn as chosen."""


class KeptField(BoundField):
    """A field that is drawn once for everybody while nobody has written in it (ADR 0149); for a form's `bound_field_class`.

    What a person wrote or what is wrong with it is drawn for her alone and kept nowhere.
    """

    def as_field_group(self) -> Any:
        """Label, help, errors and input."""
        drawn_from = self._drawn_from()
        return super().as_field_group() if drawn_from is None else rendered_once(drawn_from, super().as_field_group)

    def _drawn_from(self) -> Hashable | None:
        """All that the drawing shows; None for what is somebody's own."""
        value, choices = self.value() or "", _choices(self.field)
        is_one_of_few = len(choices) <= FEW and value in [code for code, _label in choices]
        if self.errors or not (value == "" or is_one_of_few):
            return None
        attrs = tuple(sorted(self.field.widget.attrs.items()))
        words = (self.label, self.help_text, getattr(self.field, "needed_when", ""))
        return "field", type(self.form), self.html_name, value, choices, words, attrs, self.field.required


def _choices(field: Any) -> tuple[Any, ...]:
    """What a field offers, as a value that can be compared."""
    return tuple(
        (code, tuple(label) if isinstance(label, list) else label) for code, label in getattr(field, "choices", ())
    )


class FindableSelect(Select):
    """A long list that can also be typed into (ui/js/find.js). An option answers to its names in every language and to its code."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        words = {"data-find": gettext_lazy("Type to find"), "data-find-none": gettext_lazy("Nothing fits")}
        super().__init__({**words, **(attrs or {})}, choices)

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what else the option may be called."""
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(label, Names):
            called = (label.in_language(code) for code, _name in settings.LANGUAGES)
            option["also"] = " ".join(dict.fromkeys(called))
        return option


def offer(form: BaseForm, name: str, choices: Iterable[Any]) -> None:
    """Let the field `name` of a form offer these: pairs of value and words, or named groups of them. TypeError for another field."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"the field {name} offers nothing to choose")
    field.choices = list(choices)


OWN_WORDS = (
    _("This field is required."),
    _("Enter a valid date."),
    _("Enter a number."),
    _("Enter a whole number."),
    _("Enter a valid email address."),
    _("The submitted file is empty."),
    _("Username"),
    _("Password"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Authenticator code"),
    _("The username and/or password you specified are not correct."),
)
"""Sentences of Django and allauth that our catalogue translates in the words of the mainland (its entries come first)."""
