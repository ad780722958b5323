"""The period and region pickers of the pages of figures; they live in the address, so that a view can be shared."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts import Period, Scope, scope_of_region
from open315.org import queries as org


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ScopeForm(forms.Form):
    """Period, reckoning day and region. Empty fields fall back to the year so far and the actor's region."""

    first = forms.DateField(label=_("First day"), required=False, widget=_day())
    last = forms.DateField(label=_("Last day"), required=False, widget=_day())
    until = forms.DateField(
        label=_("Reckoning day"),
        required=False,
        widget=_day(),
        help_text=_("What became of the complaints counts up to this day."),
    )
    region = forms.CharField(label=_("Region"), required=False, widget=forms.Select())

    def __init__(self, data: Any, *, actor: Actor, today: date) -> None:
        filled = {"first": date(today.year, 1, 1), "last": today, "until": today, "region": actor.region_code}
        given = {name: data.get(name) for name in filled if data.get(name)}
        super().__init__({**filled, **given})
        prefix = scope_of_region(actor.region_code).region
        self.fields["region"].widget.choices = org.region_choices(prefix)

    def clean_region(self) -> str:
        """Digits of a region code, whole or its first part."""
        region: str = self.cleaned_data["region"]
        if region and not (region.isdecimal() and len(region) <= 6):
            raise forms.ValidationError(_("Choose a region."))
        return region

    def clean(self) -> dict[str, Any]:
        """The first day must not be after the last."""
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("The last day is before the first day."))
        return data

    def period(self) -> Period:
        """The chosen period; only after `is_valid`."""
        data = self.cleaned_data
        return Period(data["first"], data["last"], data["until"])

    def scope(self) -> Scope:
        """The chosen scope; only after `is_valid`."""
        return scope_of_region(self.cleaned_data["region"])
