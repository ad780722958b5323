"""Forms of the roster."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField
from open315.core.ui.moments import MomentField
from open315.hotline.models import Duty, Line
from open315.hotline.roster import queries, rules
from open315.hotline.roster.drawing import duty_words
from open315.hotline.roster.types import ColumnPlan, DutyPlan


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _day(label: Any, **more: Any) -> DayField:
    return DayField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class SlotForm(PageForm):
    """Reads a `ColumnPlan`."""

    ROWS: Sequence[Sequence[str]] = (("first",), ("since", "until"), ("names",))

    first = _day(_("First day"), help_text=_("The first line of the names is this day."))
    since = _time(pgettext_lazy("a duty roster", "From"))
    until = _time(pgettext_lazy("a duty roster", "Until"))
    names = forms.CharField(
        label=_("Names, one line a day"),
        strip=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Paste a column of a sheet: seven lines at most, an empty one for a day without. Two people on one day are parted by a comma. An end that is no later than the beginning is on the next day."),
    )  # fmt: skip

    def plan(self) -> ColumnPlan:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        return ColumnPlan(data["first"], data["since"], data["until"], data["names"])


class OneForm(PageForm):
    """Reads a `DutyPlan`."""

    ROWS: Sequence[Sequence[str]] = (("account",), ("starts_at", "ends_at"))

    account = forms.TypedChoiceField(label=pgettext_lazy("a duty roster", "Who"), coerce=int)
    starts_at = MomentField(label=pgettext_lazy("a duty roster", "From"))
    ends_at = MomentField(label=pgettext_lazy("a duty roster", "Until"))

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        self.line = line
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Who takes calls for the line's council."""
        self.choose("account", list(queries.staff_of(self.line.council_id).items()))

    def plan(self) -> DutyPlan:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        return DutyPlan(data["account"], data["starts_at"], data["ends_at"])


class SwapForm(PageForm):
    """Whom one asks, and for which duty of hers."""

    asked_of = forms.TypedChoiceField(label=_("Whom you ask"), coerce=int)
    instead = forms.TypedChoiceField(
        label=_("For which duty of hers"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Empty: she simply takes it."),
    )

    def __init__(self, *args: Any, duty: Duty, others: Sequence[Duty], **kwargs: Any) -> None:
        self.duty, self.others = duty, others
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """The colleagues, and their duties to come."""
        staff = queries.staff_of(self.duty.line.council_id)
        self.choose("asked_of", [(pk, name) for pk, name in staff.items() if pk != self.duty.account_id])
        self.choose(
            "instead",
            [("", pgettext_lazy("a swap of duties", "none")), *((each.pk, duty_words(each)) for each in self.others)],
        )


class LeaveForm(PageForm):
    """Who is away from when to when."""

    ROWS: Sequence[Sequence[str]] = (("account",), ("starts_on", "ends_on"))

    account = forms.TypedChoiceField(label=pgettext_lazy("a duty roster", "Who"), coerce=int)
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))

    def prepare(self) -> None:
        """Who takes calls for the actor's council."""
        self.choose("account", list(queries.staff_of(self.actor.organisation_id or 0).items()))


class HandOverForm(PageForm):
    """Words for the next one."""

    words = forms.CharField(
        label=_("What the next one must know"),
        required=False,
        max_length=rules.WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Names and numbers are masked when it is saved. Who is still to be rung back is noted by itself."),
    )


def filled_one(first: Any, line: Line) -> dict[str, Any]:
    """The form of one duty on the first day shown, at the hours of the line."""
    hours = queries.hours_of(line)
    if hours is None:
        return {}
    span = rules.slot(first, hours.since, hours.until)
    return {"starts_at": span.starts_at, "ends_at": min(span.ends_at, span.starts_at + timedelta(hours=24))}
