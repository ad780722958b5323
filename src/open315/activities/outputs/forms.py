"""The forms in which outputs are written: what is expected of an activity and what was reported already, and one more."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Activity
from open315.activities.outputs import queries
from open315.activities.outputs.queries import Reported
from open315.activities.outputs.types import Told, name_of, split
from open315.activities.outputs.wording import indicator_words, value_words
from open315.core.access import Actor
from open315.core.pages.form_pages import PageForm
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator

SAID_LENGTH = 60
HOW = _("As it is (1450) or as one says it: 3000餘, 近百, 約2000, 數百.")


class OutputsForm(PageForm):
    """A field for each indicator that is expected of the activity or was reported; emptying one takes the value back."""

    def __init__(self, *args: Any, actor: Actor, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.reported = _writable(activity)
        for each in self.reported:
            self.fields[each.name] = _field(each)
        if any(each.now for each in self.reported):
            self.fields["reason"] = forms.CharField(
                label=_("Why it is corrected"),
                required=False,
                max_length=200,
                help_text=_("Needed where a value that was reported is changed or taken back."),
            )

    def told(self) -> list[Told]:
        """What was written; only after `is_valid`."""
        return [Told(each.indicator.code, each.kind, self.cleaned_data[each.name]) for each in self.reported]


def _writable(activity: Activity) -> list[Reported]:
    """What can be told apart by kinds is added one by one (`AddOutputForm`); only what stands there has a field."""
    known = queries.taken(activity)
    return [
        each
        for each in queries.reported(activity)
        if each.indicator.code in known and (each.now or not each.indicator.kinds or each.kind)
    ]


def _field(each: Reported) -> forms.CharField:
    indicator = each.indicator
    if each.typed is not None:
        return _field_beside(each)
    return forms.CharField(
        label=_("%(indicator)s (%(unit)s)")
        % {"indicator": indicator_words(indicator, each.kind), "unit": indicator.unit.names},
        required=False,
        max_length=SAID_LENGTH,
        initial=each.now.said if each.now else "",
        help_text=str(indicator.definition),
    )


def _field_beside(each: Reported) -> forms.CharField:
    """The field of what is counted on the spot: a total that is typed there stands beside the count."""
    indicator = each.indicator
    return forms.CharField(
        label=_("%(indicator)s (%(unit)s), total to compare")
        % {"indicator": indicator.names, "unit": indicator.unit.names},
        required=False,
        max_length=SAID_LENGTH,
        initial=each.typed,
        help_text=_(
            "It was counted on the spot (%(value)s), and that is what counts. What you write here is compared with it, not added."
        )
        % {"value": value_words(each.now) if each.now else "–"},
    )


class AddOutputForm(PageForm):
    """Any indicator of the dictionary, and what it came to."""

    ROWS = (("what", "said"),)

    what = forms.ChoiceField(label=_("Indicator"))
    said = forms.CharField(label=_("Value"), max_length=SAID_LENGTH, help_text=HOW)

    def __init__(self, *args: Any, actor: Actor, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        standing = queries.standing(activity)
        self.choose("what", [("", "---------"), *_choices(queries.taken(activity).values(), standing)])

    def told(self) -> list[Told]:
        """What was chosen and written; only after `is_valid`."""
        return [Told(*split(self.cleaned_data["what"]), self.cleaned_data["said"])]


def _choices(taken: Iterable[Indicator], standing: Any) -> list[tuple[Any, list[tuple[str, str]]]]:
    """What has no value yet, under the names of its groups."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in taken:
        for kind in [kind for kind, _names in each.kinds] or [""]:
            name = name_of(each.code, kind)
            if name not in standing:
                words = f"{indicator_words(each, kind)} ({each.unit.names})"
                found.setdefault(each.group, []).append((name, words))
    return [(names, found[group]) for group, names in indicators.groups().items() if group in found]
