"""The forms in which returns are asked for, filled in and opened again."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.campaigns import queries as campaigns
from open315.core import clock
from open315.core.access import Actor
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField
from open315.indicators import queries as indicators
from open315.org import queries as org
from open315.returns import queries
from open315.returns.checking import Field, checked
from open315.returns.models import Filing, Value
from open315.returns.types import Answer, CallPlan
from open315.returns.wording import quantity_words

SAID_LENGTH = 60
KIND, REASON = "__kind", "__reason"
"""Behind the code of an indicator: the names of the two fields beside its value."""
HOW = _(
    "Write each value as one says it: 1450, 3000餘, 近百, 80多, 數百. What you know to be none is “nothing to report”; what nobody knows is “not known” and never counts as zero."
)
TIME_TO_ANSWER = timedelta(days=14)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CallForm(PageForm):
    """Reads a `CallPlan`; the service checks it."""

    ROWS = (("title", "campaign"), ("first", "last", "due_on"), ("indicators",), ("councils",), ("further",), ("note",))

    title = forms.CharField(label=_("Name of the return"), max_length=80)
    campaign = forms.TypedChoiceField(label=_("Campaign"), coerce=int)
    first = DayField(label=_("First day that is told of"), widget=_day())
    last = DayField(label=_("Last day that is told of"), widget=_day())
    due_on = DayField(label=_("To be signed until"), widget=_day())
    indicators = forms.MultipleChoiceField(
        label=_("Indicators"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "By the dictionary of the last day. Each body is asked for those that councils of its level report."
        ),
    )
    councils = forms.TypedMultipleChoiceField(
        label=_("Bodies directly below"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    further = forms.TypedMultipleChoiceField(
        label=_("Bodies further below"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where they are to tell it to you themselves: what a city tells contains its counties."),
    )
    note = forms.CharField(
        label=_("Note for those who fill it in"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        own = campaigns.visible_to(self.actor).filter(council_id=self.actor.organisation_id)
        self.choose("campaign", [("", "---------"), *((each.pk, f"{each.year} {each.theme}") for each in own)])
        self.choose("indicators", _by_group())
        below = queries.below(self.actor)
        direct = [body for body in below if body.parent_id == self.actor.organisation_id]
        self.choose("councils", [(body.id, body.names) for body in direct])
        further = _by_parent([body for body in below if body not in direct])
        self.choose("further", further)
        if not further:
            self.fields["further"].widget = forms.MultipleHiddenInput()

    def plan(self) -> CallPlan:
        """What was typed in; only after `is_valid`."""
        data = dict(self.cleaned_data)
        council_ids = (*data.pop("councils"), *data.pop("further"))
        codes = tuple(data.pop("indicators"))
        return CallPlan(campaign_id=data.pop("campaign"), indicators=codes, council_ids=council_ids, **data)


def _by_parent(bodies: Sequence[org.Body]) -> list[tuple[Any, list[tuple[int, Any]]]]:
    """Bodies under the name of the one they report to."""
    found: dict[int, list[tuple[int, Any]]] = {}
    for body in bodies:
        found.setdefault(body.parent_id or 0, []).append((body.id, body.names))
    parents = {parent: org.body_by_id(parent) for parent in found}
    return [(above.names if above else "", found[parent]) for parent, above in parents.items()]


def _by_group() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """What any council reports today, under the names of its groups."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for each in indicators.reported():
        found.setdefault(each.group, []).append((each.code, each.names))
    return [(names, found[group]) for group, names in indicators.groups().items() if group in found]


def blank(actor: Actor, today: date) -> dict[str, Any]:
    """What a new call starts with: the days of the latest campaign that has begun, two weeks to answer, every body directly below."""
    mine = list(campaigns.visible_to(actor).filter(council_id=actor.organisation_id))
    own = next((each for each in mine if each.first_day <= today), mine[0] if mine else None)
    direct = [body.id for body in queries.below(actor) if body.parent_id == actor.organisation_id]
    if own is None:
        return {"councils": direct}
    return {
        "campaign": own.pk,
        "first": own.first_day,
        "last": own.last_day,
        "due_on": max(own.last_day, today) + TIME_TO_ANSWER,
        "councils": direct,
    }


class DueForm(PageForm):
    """Another day to wait until, and why."""

    ROWS = (("due_on",), ("reason",))

    due_on = DayField(label=_("To be signed until"), widget=_day())
    reason = forms.CharField(label=_("Reason"), max_length=200)


class FillForm(PageForm):
    """Two fields a line of the return: the value, and what else can be said; a third one for a reason, where one is asked."""

    def __init__(self, *args: Any, actor: Actor, sheet: Sequence[Field], asks_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.sheet = sheet
        for each in sheet:
            self._add(each)
        self._place(frozenset(code for code in self._codes if self.initial.get(code + REASON)))
        if asks_why:
            self.fields["reason"] = forms.CharField(label=_("Why it is corrected"), max_length=200)

    @property
    def _codes(self) -> list[str]:
        return [each.indicator.code for each in self.sheet]

    def _add(self, line: Field) -> None:
        code = line.indicator.code
        words = {"indicator": line.indicator.names, "unit": line.indicator.unit.names}
        self.fields[code] = forms.CharField(
            label=_("%(indicator)s (%(unit)s)") % words,
            required=False,
            max_length=SAID_LENGTH,
            help_text=known_words(line),
        )
        self.fields[code].needed_when = _("or choose beside it")  # type: ignore[attr-defined]
        self.fields[code + KIND] = forms.ChoiceField(label=_("What is said"), choices=Value.Kind.choices)
        self.fields[code + REASON] = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def _place(self, asked: Collection[str]) -> None:
        """Let the reasons be seen that are asked for, each below its value."""
        rows: list[list[str]] = []
        for code in self._codes:
            rows.append([code, code + KIND])
            if code in asked:
                rows.append([code + REASON])
            shown = forms.TextInput if code in asked else forms.HiddenInput
            self.fields[code + REASON].widget = shown()
        self.ROWS = rows

    def answers(self) -> list[Answer]:
        """What was written, line by line; once the fields were cleaned."""
        data = self.cleaned_data
        return [
            Answer(code, data.get(code + KIND, ""), data.get(code, ""), data.get(code + REASON, "")) for code in self._codes
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Every fault at its field at once, as the verb would find them one by one."""
        found = checked(self.sheet, self.answers())
        self._place(found.reasons_for)
        for code, words in found.faults:
            if code not in self.errors:
                self.add_error(code, str(words))
        return self.cleaned_data


def known_words(line: Field) -> SafeString:
    """What the system knows of a line: the definition, what the rows come to, and last year's."""
    known = [
        (_("By the rows in the system: %(value)s."), quantity_words(line.rows, line.indicator)),
        (_("Last year: %(value)s."), quantity_words(line.before, line.indicator)),
    ]
    said = [words % {"value": value} for words, value in known if value]
    return format_html("{} <strong>{}</strong>", line.indicator.definition, " ".join(said))


def filled(filing: Filing | None) -> dict[str, Any]:
    """What the form starts with: what was filled in before."""
    if filing is None:
        return {}
    found: dict[str, Any] = {}
    for each in filing.values.all():
        found |= {each.indicator: each.said, each.indicator + KIND: each.kind, each.indicator + REASON: each.reason}
    return found


class SheetForm(PageForm):
    """The sheet of a return, filled in."""

    file = forms.FileField(
        label=_("Sheet"),
        help_text=_("The sheet of this page, filled in and saved as XLSX, XLS, ODS or CSV."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.et,.csv"}),
    )


class ReopenForm(PageForm):
    """Why a signed return is to be filled in again, and until when."""

    ROWS = (("reason",), ("due_on",))

    reason = forms.CharField(label=_("Reason"), max_length=200)
    due_on = DayField(label=_("To be signed until"), widget=_day())


def in_a_week() -> dict[str, Any]:
    """What the form of a return to be opened again starts with."""
    return {"due_on": clock.today() + timedelta(days=7)}
