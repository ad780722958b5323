"""The forms of an activity."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.models import Activity
from open315.activities.types import ActivityPlan
from open315.core.clock import SHANGHAI
from open315.core.pages.form_pages import PageForm
from open315.core.regions import prefix_of, province_of
from open315.core.ui.forms import FindableSelect
from open315.core.ui.moments import MomentField
from open315.core.ui.names import NamesField, spread
from open315.org import queries as org

BLANK = ("", "---------")


class ActivityForm(PageForm):
    """Reads an `ActivityPlan`; the service checks it."""

    ROWS = (
        ("kind", "region"),
        ("title",),
        ("starts_at", "ends_at"),
        ("venue",),
        ("hosts",),
        ("measure",),
        ("requirements",),
    )

    kind = forms.ChoiceField(label=_("Form"), choices=[BLANK, *Activity.Kind.choices])
    title = NamesField(
        label=pgettext_lazy("activity", "Title"),
        max_length=80,
        translated_length=160,
        in_other=_("Title in %(language)s"),
    )
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    region = forms.ChoiceField(label=_("Place"), help_text=_("Where the venue is."))
    venue = forms.CharField(label=_("Venue"), max_length=120)
    hosts = forms.CharField(
        label=_("Hosts"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One body a line, the leading one first."),
    )
    measure = forms.TypedChoiceField(
        label=_("Measure of the plan"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=FindableSelect,
        help_text=_("Which measure it carries out: of your own plan, or of one that a council above released."),
    )
    requirements = forms.TypedMultipleChoiceField(
        label=_("Requirements it meets"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those that its measure does not serve already. They count as met once it was held."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        self.choose("region", [BLANK, *org.region_choices(prefix_of(province_of(self.actor.region_code)))])

    def offer_links(self, measures: Mapping[int, str], requirements: Mapping[int, str]) -> None:
        """What it can be linked to; without requirements the question is not put."""
        self.choose("measure", [BLANK, *measures.items()])
        self.choose("requirements", list(requirements.items()))
        if not requirements:
            self.fields["requirements"].widget = forms.MultipleHiddenInput()

    def plan(self) -> ActivityPlan:
        """The plan that was typed in; only after `is_valid`."""
        data = spread(self.cleaned_data)
        data["measure_id"], data["requirement_ids"] = data.pop("measure"), tuple(data.pop("requirements"))
        hosts = tuple(filter(None, (line.strip() for line in data.pop("hosts").splitlines())))
        return ActivityPlan(region_code=data.pop("region"), hosts=hosts, **data)


class PostponeForm(PageForm):
    """Another time, and why."""

    ROWS = (("starts_at", "ends_at"), ("reason",))

    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


def blank(day: datetime, region_code: str) -> dict[str, Any]:
    """What a new form starts with: the morning of a day, at the council's own place."""
    local = day.astimezone(SHANGHAI)
    return {
        "starts_at": local.replace(hour=9, minute=0, second=0, microsecond=0),
        "ends_at": local.replace(hour=11, minute=30, second=0, microsecond=0),
        "region": region_code,
    }


def filled(activity: Activity) -> dict[str, Any]:
    """What the form of an existing activity starts with."""
    names = ("kind", "starts_at", "ends_at", "venue", "note")
    return {
        **{name: getattr(activity, name) for name in names},
        "title": activity.title_in,
        "measure": activity.measure_id,
        "requirements": [each.pk for each in activity.requirements.all()],
        "region": activity.region_id,
        "hosts": "\n".join(host.name for host in activity.hosts.all()),
    }
