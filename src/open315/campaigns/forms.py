"""The form a campaign is opened and changed with."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign
from open315.campaigns.types import CampaignPlan
from open315.core.pages.form_pages import PageForm
from open315.core.regions import prefix_of
from open315.core.ui.days import DayField
from open315.core.ui.names import NamesField, spread
from open315.core.verbs.forms import CentsField
from open315.org import queries as org


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CampaignForm(PageForm):
    """Reads a `CampaignPlan`; the service checks it."""

    ROWS = (
        ("year", "region"),
        ("theme",),
        ("idea",),
        ("goals",),
        ("first_day", "last_day"),
        ("stat_first", "stat_last"),
        ("budget_cents",),
    )

    year = forms.IntegerField(label=_("Year"), help_text=_("A council has one campaign a year."))
    theme = NamesField(
        label=_("Theme of the year"),
        max_length=60,
        translated_length=120,
        in_other=_("Theme in %(language)s"),
        help_text=_("As it was announced, in Chinese."),
    )
    first_day = DayField(label=_("First day of the campaign"), widget=_day())
    last_day = DayField(label=_("Last day of the campaign"), widget=_day())
    stat_first = DayField(
        label=_("Figures from"),
        widget=_day(),
        help_text=_("The summary counts the complaints received from this day on; usually the year before."),
    )
    stat_last = DayField(label=_("Figures to"), widget=_day(), help_text=_("This day is counted as well."))
    region = forms.ChoiceField(label=_("Region"), help_text=_("The summary counts the councils of this region."))
    idea = forms.CharField(
        label=_("Guiding idea"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    goals = forms.CharField(
        label=_("Goals"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line."),
    )
    budget_cents = CentsField(label=_("Budget (yuan)"), required=False, min_value=0, max_value=10**10, decimal_places=2)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, council_region: str = "", **kwargs: Any) -> None:
        self.council_region = council_region
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("region", org.region_choices(prefix_of(self.council_region or self.actor.region_code)))

    def plan(self) -> CampaignPlan:
        """The plan that was typed in; only after `is_valid`."""
        data = spread(self.cleaned_data)
        return CampaignPlan(region_code=data.pop("region"), **data)


def in_yuan(cents: int | None) -> Decimal | None:
    """What an input of yuan starts with."""
    return None if cents is None else Decimal(cents) / 100


def blank(today: date, region_code: str) -> dict[str, Any]:
    """What a new form starts with: this year's campaign around 15 March, the figures of last year."""
    year = today.year
    return {
        "year": year,
        "first_day": date(year, 3, 1),
        "last_day": date(year, 3, 15),
        "stat_first": date(year - 1, 1, 1),
        "stat_last": date(year - 1, 12, 31),
        "region": region_code,
    }


def filled(campaign: Campaign) -> dict[str, Any]:
    """What the form of an existing campaign starts with."""
    names = ("year", "first_day", "last_day", "stat_first", "stat_last", "note", "idea", "goals")
    return {
        "budget_cents": in_yuan(campaign.budget_cents),
        **{name: getattr(campaign, name) for name in names},
        "theme": campaign.theme_in,
        "region": campaign.region_id,
    }
