"""Filters of a list as they stand in its address: parsing, wording, and the chips by which each is taken away again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Choices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.ui.days import DayField
from open315.core.ui.forms import offer

PAGING = ("after", "before", "page")
"""What an address says of the place in a list; another filter begins at the top."""
ALL = ("", _("All"))


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address of the list without it."""

    label: Any
    words: Any
    href: str


class FilterForm(forms.Form):
    """The filters of a list; all may stay empty. An unknown value is ignored and shown as such, never an error page.

    A room adds fields, and `prepare` fills the choices that depend on the actor.
    """

    TEMPLATE: ClassVar[str] = "core/pages/filter.html"
    WITHOUT_CHIP: ClassVar[frozenset[str]] = frozenset()
    """Fields that say how the list is shown, not which rows: a tab, an order."""
    LEFT_BEHIND: ClassVar[tuple[str, ...]] = PAGING
    """What an address says besides that does not outlive a change of a filter."""

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        self.query = data
        self.actor = actor
        self.prepare()
        for each in self.fields.values():
            each.template_name = self.TEMPLATE  # type: ignore[attr-defined]

    def prepare(self) -> None:
        """Fill the choices that depend on the actor."""

    def choose(self, name: str, choices: Any, first: tuple[str, Any] = ALL) -> None:
        """Set the choices of the field `name`; `first` is what stands there when nothing is chosen."""
        offer(self, name, [first, *choices])

    def wanted(self) -> dict[str, Any]:
        """What was asked for and understood; nothing empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}

    def words_of(self, name: str, value: Any) -> Any:
        """How a chip says the value of a field: the label of a choice, else the value itself."""
        choices = getattr(self.fields[name], "choices", None)
        return dict(_flat(choices)).get(str(value), value) if choices else value

    def chips(self) -> list[Chip]:
        """One a filter that is set."""
        return [
            Chip(self.fields[name].label or name, self.words_of(name, value), self.address(**{name: ""}))
            for name, value in self.wanted().items()
            if name not in self.WITHOUT_CHIP
        ]

    def address(self, **values: str) -> str:
        """The address of the list from its top with some values changed; "" takes a value away."""
        return changed(self.query, self.LEFT_BEHIND, **values)

    def clear_address(self) -> str:
        """The address of the list without any filter that has a chip."""
        return self.address(**dict.fromkeys(self.fields.keys() - self.WITHOUT_CHIP, ""))


def choice(label: Any, choices: type[Choices] | None = None, first: tuple[str, Any] = ALL) -> forms.ChoiceField:
    """A filter of one value among some; without choices, `prepare` sets them."""
    return forms.ChoiceField(label=label, required=False, choices=[first, *(choices.choices if choices else ())])


def words(label: Any, most: int = 60) -> forms.CharField:
    """A filter of words."""
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.TextInput(attrs={"type": "search"})
    )


def day(label: Any) -> DayField:
    """A filter of a day, with the browser's own calendar."""
    return DayField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def changed(query: QueryDict, left_behind: tuple[str, ...] = PAGING, /, **values: str) -> str:
    """The query string from the top of the list with some values changed; "" takes a value away."""
    other = query.copy()
    for name in (*left_behind, *(name for name, value in values.items() if not value)):
        other.pop(name, None)
    for name, value in values.items():
        if value:
            other[name] = value
    return f"?{other.urlencode()}"


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(value), label
