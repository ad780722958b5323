"""The forms of an import: the file, and how it is to be read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.types import Kind, State
from open315.core.access import Actor
from open315.core.pages.form_pages import PageForm
from open315.core.ui.forms import offer
from open315.intake.sheet_import import counted_in, queries
from open315.intake.sheet_import.columns import FIELDS, Defaults, Mapping, Target
from open315.intake.sheet_import.history_columns import OF_RECEIPT
from open315.intake.sheet_import.preview import Column
from open315.intake.sheet_import.withdrawing import MAX_REASON
from open315.law import codelists
from open315.org import queries as org
from open315.traders.types import TraderKind

Choices = list[tuple[Any, Any]]
BLANK: tuple[str, Any] = ("", _("(none)"))
STATES: Choices = [
    ("", _("They begin now and are to be dealt with")),
    (State.CLOSED.value, _("History: closed")),
    (State.DECLINED.value, _("History: not accepted")),
    (State.WITHDRAWN.value, _("History: withdrawn by the consumer")),
    (State.ON_RECORD.value, _("History: what became of them is not known")),
]
TARGETS: Choices = [(field.target.value, field.label) for field in FIELDS]


class SheetForm(forms.Form):
    """The file, where it comes from, and for which council."""

    file = forms.FileField(
        label=_("Sheet"),
        help_text=_(
            "XLSX, XLS, ODS, ET or CSV, a Word document (DOCX) or a web page with a table, up to 200 MB. One case a row, headings above."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.et,.csv,.tsv,.txt,.docx,.htm,.html,.xml"}),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=40,
        help_text=_(
            "Where the sheet comes from, for example “12315 platform”. Rows of a source are taken in only once."
        ),
    )
    council = forms.TypedChoiceField(label=_("Council"), coerce=int)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils = [(body.id, body.names) for body in queries.councils_of(actor)]
        offer(self, "council", councils)
        if actor.organisation_id in dict(councils):
            self.initial.setdefault("council", actor.organisation_id)


class WithdrawalForm(PageForm):
    """Why an import is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands on the page of the import; the audit log says who withdrew it."),
    )


class MappingForm(forms.Form):
    """A select for each column, and what holds for rows that say nothing of their own."""

    kind = forms.ChoiceField(label=_("Kind of case"))
    region = forms.ChoiceField(label=_("Place"), required=False)
    trader_kind = forms.ChoiceField(label=_("Kind of trader"), required=False, choices=[BLANK, *TraderKind.choices])
    goods = forms.ChoiceField(label=_("Kind of goods or service"), required=False)
    nature = forms.ChoiceField(label=_("Nature of the problem"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    claim = forms.ChoiceField(label=_("What is asked for"), required=False)

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        help_text=_(
            "A case that was over comes in as history: it is counted, and has no time limits, messages or alarms. "
            "Rows with a result or a day of closing are history by themselves."
        ),
    )
    result = forms.ChoiceField(label=_("Result of closed cases"), required=False)
    accepted = forms.ChoiceField(
        label=_("Day of acceptance of history"),
        required=False,
        choices=[("", pgettext_lazy("day", "not known")), (OF_RECEIPT, _("the day of receipt"))],
    )

    unit = forms.ChoiceField(
        label=_("Amounts without a unit"),
        required=False,
        choices=list(counted_in.UNITS.items()),
        help_text=_(
            "Taken from a note above the headings, such as 單位：萬元. A heading or a cell that names a unit of its own keeps it."
        ),
    )

    def __init__(self, data: Any = None, *, mapping: Mapping, columns: Sequence[Column]) -> None:
        defaults = mapping.defaults
        initial = {
            "kind": defaults.kind, "region": defaults.region_code, "trader_kind": defaults.trader_kind,
            "goods": defaults.goods, "nature": defaults.nature, "channel": defaults.channel, "claim": defaults.claim,
            "state": defaults.state, "result": defaults.result, "accepted": defaults.accepted,
            "unit": defaults.unit,
            **{f"column_{each.index}": each.target.value for each in columns},
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self._mapping, self._columns = mapping, columns
        for each in columns:
            label = each.heading or _("Column %(number)d") % {"number": each.index + 1}
            self.fields[f"column_{each.index}"] = forms.ChoiceField(label=label, choices=TARGETS, required=False)
        self._choose("kind", [(kind.value, codelists.label("kinds", kind.value)) for kind in Kind])
        self._choose("region", [BLANK, *org.place_choices()])
        self._choose("goods", [BLANK, *codelists.grouped_choices("goods")])
        self._choose("nature", [BLANK, *codelists.choices("natures")])
        self._choose("channel", [BLANK, *codelists.choices("channels")])
        self._choose("claim", [BLANK, *codelists.choices("claims")])
        self._choose("state", STATES)
        self._choose("result", [BLANK, *codelists.choices("results")])

    def _choose(self, name: str, choices: Choices) -> None:
        offer(self, name, choices)

    def rows(self) -> list[tuple[Column, Any]]:
        """Each column with its select, for the table."""
        return [(each, self[f"column_{each.index}"]) for each in self._columns]

    def mapping(self) -> Mapping:
        """What the valid form says."""
        data = self.cleaned_data
        return Mapping(
            sheet=self._mapping.sheet,
            heading_row=self._mapping.heading_row,
            headings=self._mapping.headings,
            columns={each.index: Target(data[f"column_{each.index}"]) for each in self._columns},
            defaults=Defaults(
                kind=data["kind"],
                region_code=data["region"],
                trader_kind=data["trader_kind"],
                goods=data["goods"],
                nature=data["nature"],
                channel=data["channel"],
                claim=data["claim"],
                state=data["state"],
                result=data["result"],
                accepted=data["accepted"],
                unit=data["unit"],
            ),
            values=self._mapping.values,
        )
