"""Forms of the hotline: a line, a call, and the case that a call belongs to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField
from open315.core.ui.moments import MomentField
from open315.hotline import rules
from open315.hotline.drawing import line_words
from open315.hotline.models import Call, KindName, Line, OutcomeName, OutletName, ResultName
from open315.hotline.types import SAID_BY_HAND, CallPlan, LinePlan, Result
from open315.org import queries as org

TO_WRITE = ("", pgettext_lazy("result of a call", "A case is to be written, or it is still open"))
RESULTS: list[tuple[Any, Any]] = [TO_WRITE, *((each.value, ResultName(each.value).label) for each in SAID_BY_HAND)]
OF_LINE = ("name", "number", "kind", "outlet", "opens_on", "closes_on", "back_within_hours", "answer_within", "hours_from", "hours_until", "weekdays")  # fmt: skip
MINUTE = 60
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
HOURS_HELP = _("An earlier hour of the end is over midnight; both empty while nobody has to be there.")


class LineForm(PageForm):
    """Reads a `LinePlan`; the service checks it."""

    ROWS: Sequence[Sequence[str]] = (
        ("name", "number"),
        ("kind", "outlet"),
        ("opens_on", "closes_on"),
        ("back_within_hours", "answer_within"),
        ("hours_from", "hours_until"),
        ("weekdays",),
        ("council",),
    )

    name = forms.CharField(label=pgettext_lazy("a hotline", "Name"), max_length=rules.NAME_LENGTH)
    number = forms.CharField(
        label=pgettext_lazy("a hotline", "Number"), max_length=rules.NUMBER_LENGTH, help_text=_("As it is announced.")
    )
    kind = forms.ChoiceField(label=pgettext_lazy("a hotline", "Whose line"), choices=OutletName.choices)
    outlet = forms.CharField(
        label=pgettext_lazy("a hotline", "Newspaper, station or site"),
        max_length=rules.NAME_LENGTH,
        required=False,
        help_text=_("For a joint hotline."),
    )
    opens_on = DayField(
        label=pgettext_lazy("a hotline", "First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_on = DayField(
        label=pgettext_lazy("a hotline", "Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty while the line stays."),
    )
    back_within_hours = forms.IntegerField(
        label=_("Ring back within (hours)"),
        min_value=1,
        max_value=rules.MOST_HOURS,
        initial=24,
        help_text=_("Who rang in vain is to be rung back by then."),
    )
    answer_within = forms.IntegerField(
        label=_("Answer within (seconds)"),
        min_value=1,
        max_value=rules.MOST_SECONDS,
        initial=30,
        help_text=_("The share of calls answered by then is a figure of the line."),
    )
    hours_from = forms.TimeField(label=_("On duty from"), required=False, widget=TIME, help_text=HOURS_HELP)
    hours_until = forms.TimeField(label=_("On duty until"), required=False, widget=TIME)
    weekdays = forms.MultipleChoiceField(
        label=_("On these days"),
        choices=[(str(number + 1), name) for number, name in WEEKDAYS.items()],
        initial=list("1234567"),
        widget=forms.CheckboxSelectMultiple,
    )
    council = forms.TypedChoiceField(label=_("Council"), coerce=int)

    def __init__(self, *args: Any, line: Line | None = None, **kwargs: Any) -> None:
        self.line = line
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """The councils that one sees; a line there is keeps its own."""
        if self.line is not None:
            del self.fields["council"]
            self.ROWS = self.ROWS[:-1]
            return
        own = [body for body in org.councils() if body.id in self.actor.organisation_ids]
        own.sort(key=lambda body: body.id != self.actor.organisation_id)
        self.choose("council", [(body.id, body.names) for body in own])

    def plan(self) -> LinePlan:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        return LinePlan(**{**{name: data[name] for name in OF_LINE}, "weekdays": "".join(data["weekdays"])})


def filled(line: Line) -> dict[str, Any]:
    """The form of a line there is."""
    return {**{name: getattr(line, name) for name in OF_LINE}, "weekdays": list(line.weekdays)}


class CallForm(PageForm):
    """Reads a `CallPlan`; the service checks it. Five fields for who has a receiver at one ear."""

    ROWS: Sequence[Sequence[str]] = (("line", "started_at"), ("phone",), ("kind",), ("result",), ("wait", "length"), ("note",))  # fmt: skip

    line = forms.TypedChoiceField(label=pgettext_lazy("a call", "Line"), coerce=int)
    started_at = MomentField(label=pgettext_lazy("a call", "Began"))
    phone = forms.CharField(
        label=_("Number of the caller"),
        required=False,
        max_length=40,
        help_text=_("Sealed; everybody sees it masked."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("What it was about"), choices=KindName.choices, required=False, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(
        label=_("What became of it"), choices=RESULTS, required=False, widget=forms.RadioSelect, initial=""
    )
    wait = forms.IntegerField(label=_("Waited (seconds)"), required=False, min_value=0)
    length = forms.IntegerField(label=_("Lasted (minutes)"), required=False, min_value=0)
    note = forms.CharField(
        label=pgettext_lazy("a call", "Note"),
        required=False,
        max_length=rules.NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Names and numbers are masked when it is saved."),
    )

    def __init__(self, *args: Any, call: Call | None = None, lines: Sequence[Line] = (), **kwargs: Any) -> None:
        self.call, self.lines = call, lines
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """The lines that are there; a call there is keeps its line, and its case."""
        if self.call is None:
            self.choose("line", [(each.pk, line_words(each)) for each in self.lines])
            return
        del self.fields["line"]
        self.ROWS = (("started_at",), *self.ROWS[1:])
        if self.call.caller_id:
            self.fields["phone"].help_text = _("%(number)s so far; empty leaves it.") % {
                "number": self.call.caller.masked_number if self.call.caller else ""
            }
        if self.call.case_id:
            del self.fields["result"]
        elif self.call.provider_id:
            self.choose("result", [each for each in RESULTS if each[0] != Result.MISSED])
        if self.call.provider_id:
            for name in ("started_at", "wait", "length"):
                del self.fields[name]
        self.ROWS = tuple(row for names in self.ROWS if (row := tuple(name for name in names if name in self.fields)))

    def plan(self) -> CallPlan:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        length = data.get("length")
        return CallPlan(
            self.call.started_at if self.call and self.call.provider_id else data["started_at"],
            data["kind"],
            result=data.get("result", ""),
            phone=data["phone"],
            wait_seconds=data.get("wait"),
            length_seconds=None if length is None else length * MINUTE,
            note=data["note"],
        )


def filled_call(call: Call) -> dict[str, Any]:
    """The form of a call there is; the number stays sealed."""
    length = call.length_seconds
    return {
        "started_at": call.started_at,
        "kind": call.kind,
        "result": call.result,
        "wait": call.wait_seconds,
        "length": None if length is None else round(length / MINUTE),
        "note": call.note,
    }


class CaseForm(PageForm):
    """The case that a call belongs to."""

    number = forms.CharField(label=_("Case number"), max_length=24)


class TryForm(PageForm):
    """What came of ringing back."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("ringing back", "What came of it"), choices=OutcomeName.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=pgettext_lazy("a call", "Note"),
        required=False,
        max_length=rules.NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who is given up is given up for a reason. Names and numbers are masked when it is saved."),
    )
