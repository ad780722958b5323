"""The period picker of the pages of figures, and a field for each dimension; they live in the address, so that a view can be shared."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts import Period, Scope
from open315.core.facts.dimensions import dimensions
from open315.core.ui.days import DayField


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ScopeForm(forms.Form):
    """Period, reckoning day and the dimensions of `names`. Empty fields fall back to the year so far and what is the actor's own."""

    first = DayField(label=_("First day"), required=False, widget=_day())
    last = DayField(label=_("Last day"), required=False, widget=_day())
    until = DayField(
        label=_("Reckoning day"),
        required=False,
        widget=_day(),
        help_text=_("What became of it counts up to this day."),
    )

    def __init__(self, data: Any, *, names: Iterable[str], actor: Actor, today: date) -> None:
        self.dimensions = dimensions(names)
        filled: dict[str, Any] = {"first": date(today.year, 1, 1), "last": today, "until": today}
        filled |= {each.name: each.initial(actor) for each in self.dimensions}
        given = {name: data.get(name) for name in filled if data.get(name)}
        super().__init__({**filled, **given})
        for each in self.dimensions:
            self.fields[each.name] = each.field(actor)

    def clean(self) -> dict[str, Any]:
        """The first day must not be after the last; each dimension says what it can read."""
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("The last day is before the first day."))
        for each in self.dimensions:
            try:
                data[each.name] = each.read(data[each.name]) if data.get(each.name) else ""
            except ValueError as error:
                self.add_error(each.name, str(error))
        return data

    def period(self) -> Period:
        """The chosen period; only after `is_valid`."""
        data = self.cleaned_data
        return Period(data["first"], data["last"], data["until"])

    def scope(self) -> Scope:
        """The chosen scope; only after `is_valid`."""
        return Scope(**{each.name: self.cleaned_data[each.name] for each in self.dimensions})
