"""Forms of the law pages: try-its (nothing is stored) and the tables that places keep."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.regions import prefix_of
from open315.core.ui.days import DayField
from open315.core.ui.forms import offer
from open315.core.ui.names import NamesField, spread
from open315.law import codelists
from open315.law.queries import competence
from open315.law.questions import PlaceField, purposes
from open315.law.rules.clocks import Pause
from open315.law.rules.competence import Matter
from open315.law.rules.packs import Pack, Roll, Unit
from open315.law.services.tables import MAX_DAYS, NewLine, NewOption
from open315.org import queries as org
from open315.org.codes import sectors
from open315.traders.types import TraderKind

ANY = _("any")
KINDS = [("complaint", _("Complaint")), ("report", _("Report")), ("enquiry", _("Enquiry"))]


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DayField(label=label, required=required, widget=widget, help_text=help_text)


class TryClockForm(forms.Form):
    """A day in, a due day out."""

    clock = forms.ChoiceField(label=_("Clock"))
    on = _day(_("Day on which it begins"))
    region = forms.ChoiceField(label=_("Place"), required=False, help_text=_("For the numbers a place sets itself."))
    ground = forms.ChoiceField(label=_("Paused on the ground"), required=False)
    paused_from = _day(_("Paused from"), required=False)
    paused_until = _day(_("Paused until"), required=False, help_text=_("Empty while it still stands."))
    extended = forms.BooleanField(label=_("With the extension"), required=False)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack
        offer(self, "clock", [(each.key, each.name) for each in pack.clocks])
        offer(self, "region", [("", ANY), *org.place_choices()])
        grounds = [(each.code, each.label) for each in pack.pauses]
        offer(self, "ground", [("", _("not paused")), *grounds])

    def clean(self) -> dict[str, Any]:
        """A pause needs its first day and a ground that the clock allows."""
        data = super().clean() or {}
        ground = data.get("ground")
        if not ground or not data.get("clock"):
            return data
        if ground not in self.pack.clock(data["clock"]).pauses:
            self.add_error("ground", _("This clock does not pause on this ground."))
        if not data.get("paused_from"):
            self.add_error("paused_from", _("Give the day on which the pause begins."))
        elif data.get("paused_until") and data["paused_until"] < data["paused_from"]:
            self.add_error("paused_until", _("The last day lies before the first."))
        return data

    def pauses(self) -> list[Pause]:
        """The pause as the rules know it."""
        data = self.cleaned_data
        return [Pause(data["paused_from"], data.get("paused_until"), data["ground"])] if data.get("ground") else []


class OptionForm(forms.Form):
    """A place's own number."""

    clock = forms.ChoiceField(label=_("Clock"), help_text=_("Only clocks whose number the law leaves open."))
    region_code = forms.ChoiceField(label=_("Place"))
    amount = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        max_value=MAX_DAYS,
        help_text=_("0 for what your place does without: objections."),
    )
    unit = forms.ChoiceField(
        label=_("Of what"), choices=[(Unit.WORKING_DAYS.value, _("working days")), (Unit.DAYS.value, _("natural days"))]
    )
    roll = forms.ChoiceField(
        label=_("If the last day is a day off"),
        choices=[
            (Roll.NONE.value, _("it stays (always so for working days)")),
            (Roll.STATUTORY_HOLIDAYS.value, _("it moves on after statutory holidays")),
            (Roll.ALL_DAYS_OFF.value, _("it moves on after holidays and weekends")),
        ],
    )
    basis = forms.CharField(
        label=_("Text it rests on"),
        max_length=200,
        help_text=_("Name and article, in Traditional Chinese. It is shown with every due date."),
    )
    valid_from = _day(_("For cases received from"))

    def __init__(self, *args: Any, pack: Pack, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack
        local = [(each.key, each.name) for each in pack.clocks if each.local]
        offer(self, "clock", local)
        offer(self, "region_code", org.region_choices(prefix_of(actor.region_code)))

    def command(self) -> NewOption:
        """The option as the service takes it."""
        return NewOption(pack=self.pack.code, **self.cleaned_data)


class EndForm(forms.Form):
    """The last day of a line, and why."""

    valid_until = _day(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=400)


class LineForm(forms.Form):
    """A line of the table of competence."""

    code = forms.SlugField(label=_("Short name"), max_length=40, help_text=_("Latin letters, digits and hyphens."))
    kind = forms.ChoiceField(label=_("Kind of case"), required=False)
    goods = forms.ChoiceField(label=_("Goods or service"), required=False)
    nature = forms.ChoiceField(label=_("Nature"), required=False)
    trader_kind = forms.ChoiceField(label=_("Kind of trader"), required=False)
    sector = forms.ChoiceField(label=_("Competent sector"))
    level = forms.TypedChoiceField(label=_("Level"), coerce=int)
    place = forms.ChoiceField(label=_("Whose place counts"))
    article = NamesField(
        label=_("Article"),
        max_length=120,
        translated_length=160,
        in_other=_("Article in %(language)s"),
        help_text=_("In Traditional Chinese."),
    )
    beside = forms.BooleanField(
        label=_("Named beside the competent authority"),
        required=False,
        help_text=_("For a second authority that the law leaves as well; another line says which one is competent."),
    )
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=1,
        max_value=999,
        initial=50,
        help_text=_("Of the lines that fit, the smallest number wins."),
    )
    valid_from = _day(_("From"))
    valid_until = _day(_("Last day"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=400, help_text=_("It is kept in the audit log."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "goods", [("", ANY), *codelists.grouped_choices("goods")])
        offer(self, "nature", [("", ANY), *codelists.choices("natures")])
        offer(self, "trader_kind", [("", ANY), *TraderKind.choices])
        offer(self, "kind", [("", ANY), *KINDS])
        offer(self, "sector", list(sectors().items()))
        offer(self, "level", [(level, competence.LEVELS_OF_LINES[level]) for level in (3, 2, 1, 0)])
        offer(self, "place", [(each.value, words) for each, words in competence.PLACES.items()])

    def command(self) -> NewLine:
        """The line as the service takes it."""
        return NewLine(**{name: value for name, value in spread(self.cleaned_data).items() if name != "reason"})


class TryCompetenceForm(forms.Form):
    """A matter in, a body out. Places are typed as people write them, anywhere in the country."""

    kind = forms.ChoiceField(label=_("Kind of case"), choices=KINDS, required=False)
    purpose = forms.ChoiceField(label=_("What for"), required=False)
    goods = forms.ChoiceField(label=_("Goods or service"), required=False)
    nature = forms.ChoiceField(label=_("Nature"), required=False)
    trader_kind = forms.ChoiceField(label=_("Kind of trader"), required=False)
    region_code = PlaceField(label=_("Place of the matter"), required=False)
    trader_region = PlaceField(label=_("Place of the trader"), required=False)
    platform_region = PlaceField(label=_("Place of the platform"), required=False)
    on = _day(_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purpose", purposes())
        offer(self, "goods", [("", ANY), *codelists.grouped_choices("goods")])
        offer(self, "nature", [("", ANY), *codelists.choices("natures")])
        offer(self, "trader_kind", [("", ANY), *TraderKind.choices])

    def answer(self) -> competence.Competent:
        """The competent body for what was entered."""
        data = dict(self.cleaned_data)
        on = data.pop("on")
        return competence.resolve(Matter(**{**data, "kind": data["kind"] or "complaint"}), on=on)


def first_day(today: date) -> dict[str, Any]:
    """Initial values of a form that begins today."""
    return {"valid_from": today, "valid_until": today, "on": today}
