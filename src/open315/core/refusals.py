"""An expected error shown where it belongs: at the field of a form, or at its top."""

from django.forms import BaseForm

from open315.core.errors import Open315Error


def show_at_field(form: BaseForm, error: Open315Error) -> None:
    """Add the error's message to the field it names; to the form as a whole if it names none the form has."""
    form.add_error(error.field if error.field in form.fields else None, str(error.message))
