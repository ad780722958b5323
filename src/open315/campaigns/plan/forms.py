"""The forms of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.forms import in_yuan
from open315.campaigns.models import Measure, PlanSection, Requirement
from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField
from open315.core.verbs.forms import CentsField

SECTION_PREFIX, MEASURE_PREFIX = "s", "m"


def _day(label: Any, *, required: bool = False) -> DayField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return DayField(label=label, required=required, widget=widget)


def _text(label: Any, rows: int, most: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **more)


class SectionForm(PageForm):
    """Reads a `SectionDraft`."""

    title = forms.CharField(label=pgettext_lazy("plan", "Title"), max_length=80)
    text = _text(_("Text before the measures"), 6, 2000, required=False)

    def draft(self) -> SectionDraft:
        """What was written; only after `is_valid`."""
        return SectionDraft(**self.cleaned_data)


class MeasureForm(PageForm):
    """Reads a `MeasureDraft`, and in which section of the plan it stands."""

    ROWS: Sequence[Sequence[str]] = (
        ("title",),
        ("responsible",),
        ("first_day", "last_day"),
        ("venue", "budget_cents"),
        ("output",),
        ("text",),
        ("serves",),
        ("section",),
    )

    title = forms.CharField(label=_("What is done"), max_length=120)
    responsible = forms.CharField(
        label=pgettext_lazy("measure", "Who"),
        required=False,
        max_length=200,
        help_text=_("Bodies and offices, the leading one first."),
    )
    first_day = _day(_("From"))
    last_day = _day(_("To"))
    venue = forms.CharField(label=_("Where"), required=False, max_length=120)
    budget_cents = CentsField(label=_("Money (yuan)"), required=False, min_value=0, max_value=10**10, decimal_places=2)
    output = forms.CharField(
        label=_("Expected output"),
        required=False,
        max_length=200,
        help_text=_("What can be counted afterwards: 80 desks, 3,000 leaflets, ten cases."),
    )
    text = _text(_("More in words"), 5, 2000, required=False)
    serves = forms.TypedChoiceField(
        label=_("Carries out of the plan above"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The measure of the delivered plan for which it is done. The council above sees it by that."),
    )
    section = forms.TypedChoiceField(label=_("Section"), coerce=int)

    def offer_above(self, measures: Mapping[int, str]) -> None:
        """The measures of delivered plans to choose from; without any nothing is asked."""
        if measures:
            self.choose("serves", [("", _("None: it is our own")), *measures.items()])
            return
        del self.fields["serves"]
        self.ROWS = [row for row in self.ROWS if row != ("serves",)]

    def draft(self) -> MeasureDraft:
        """What was written; only after `is_valid`."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("section", "serves")}
        return MeasureDraft(**data, serves_id=self.cleaned_data.get("serves"))

    @property
    def section_id(self) -> int:
        """The section it is to stand in."""
        return int(self.cleaned_data["section"])


class FreezeForm(PageForm):
    """Why the plan is kept as a version."""

    why = forms.CharField(
        label=_("What for"),
        max_length=200,
        help_text=_("For the committee, after its meeting, to be released … It stands beside the version for ever."),
    )


class RequirementForm(PageForm):
    """Reads a `RequirementDraft`."""

    ROWS = (("text",), ("to",), ("put_by", "put_on"))

    text = _text(_("What is required"), 4, 1000)
    to = forms.ChoiceField(label=_("Put to"), required=False)
    put_by = forms.CharField(
        label=_("Put by"), max_length=120, help_text=_("A meeting or an office; no names of persons.")
    )
    put_on = _day(_("Put on"), required=True)

    def draft(self) -> RequirementDraft:
        """What was written; only after `is_valid`."""
        data = dict(self.cleaned_data)
        to = data.pop("to")
        return RequirementDraft(section_id=_after(SECTION_PREFIX, to), measure_id=_after(MEASURE_PREFIX, to), **data)


class AnswerForm(PageForm):
    """The answer to a requirement, and the measures that serve it."""

    answer = _text(_("Answer"), 5, 1000)
    measures = forms.TypedMultipleChoiceField(
        label=_("Measures that serve it"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is met once an activity of one of these was held."),
    )


def _after(prefix: str, chosen: str) -> int | None:
    return int(chosen.removeprefix(prefix)) if chosen.startswith(prefix) else None


def filled_section(section: PlanSection) -> dict[str, Any]:
    """What the form of a section starts with."""
    return {"title": section.title, "text": section.text}


def filled_measure(measure: Measure) -> dict[str, Any]:
    """What the form of a measure starts with."""
    names = ("title", "responsible", "first_day", "last_day", "venue", "output", "text")
    return {
        **{name: getattr(measure, name) for name in names},
        "budget_cents": in_yuan(measure.budget_cents),
        "section": measure.section_id,
        "serves": measure.serves_id,
    }


def filled_requirement(requirement: Requirement) -> dict[str, Any]:
    """What the form of a requirement starts with."""
    to = ""
    if requirement.section_id:
        to = f"{SECTION_PREFIX}{requirement.section_id}"
    if requirement.measure_id:
        to = f"{MEASURE_PREFIX}{requirement.measure_id}"
    return {**{name: getattr(requirement, name) for name in ("text", "put_by", "put_on")}, "to": to}


def in_words(form: forms.Form, initial: dict[str, Any]) -> Iterable[tuple[Any, str, str]]:
    """Label, saved text and typed text of every field that differs, for a page on which two people met."""
    for name, field in form.fields.items():
        saved = (
            field.widget.format_value(field.prepare_value(initial.get(name))) if initial.get(name) is not None else ""
        )
        typed = form.data.get(form.add_prefix(name), "")
        if _plain(saved) != _plain(typed):
            yield field.label, _shown(field, saved), _shown(field, typed)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "").replace("\r\n", "\n").strip()


def _shown(field: forms.Field, value: Any) -> str:
    choices = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    return choices.get(_plain(value), _plain(value))
