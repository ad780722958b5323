"""How Django's forms become markup: every form and field of the site uses the templates in ui/forms."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.forms import BaseForm, ChoiceField, Select
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from open315.core.names import Names


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` with label, help and errors tied to the input."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


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
