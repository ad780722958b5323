"""What an administrator looks for in the audit log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.audit.queries import AuditFilter


class AuditFilterForm(forms.Form):
    """Every field may stay empty."""

    event = forms.CharField(
        label=_("What"), required=False, max_length=80, widget=forms.TextInput(attrs={"placeholder": "cases."})
    )
    who = forms.CharField(label=_("Acting person"), required=False, max_length=60)
    object_type = forms.CharField(label=_("Kind of object"), required=False, max_length=40)
    object_id = forms.CharField(label=_("Id of the object"), required=False, max_length=40)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """The days must not be turned round."""
        found = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", _("The last day lies before the first."))
        return found

    def wanted(self) -> AuditFilter:
        """The filter; a field that cannot be understood is left out (the form says so)."""
        if not self.is_bound:
            return AuditFilter()
        self.is_valid()
        return AuditFilter(**{key: value for key, value in self.cleaned_data.items() if value})
