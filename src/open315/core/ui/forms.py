"""How Django's forms become markup: every form and field of the site uses the templates in ui/forms."""

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_noop as _


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` with label, help and errors tied to the input."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"


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
