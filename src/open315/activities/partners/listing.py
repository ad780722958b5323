"""The list of partners of all activities, its filters and its file."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from open315.activities.models import Partner
from open315.activities.partners.drawing import COLUMNS
from open315.activities.partners.queries import listed
from open315.activities.units import units_of
from open315.campaigns import queries as campaigns
from open315.core.access import Actor
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, day, words
from open315.core.ui.templatetags.ui import named, yuan
from open315.org import queries as org

SHOWN = [state for state in Partner.State.choices if state[0] != Partner.State.TAKEN_OUT]


class PartnerFilters(FilterForm):
    """Partners: all of one's own council and those below, unless something is asked for."""

    q = words(gettext_lazy("Partner or activity"))
    kind = choice(gettext_lazy("Kind of body"), Partner.Kind)
    state = choice(gettext_lazy("State"))
    only = choice(gettext_lazy("Only"))
    first = day(gettext_lazy("From"))
    last = day(gettext_lazy("To"))
    council = forms.TypedChoiceField(label=gettext_lazy("Council"), required=False, coerce=int, empty_value=None)
    campaign = forms.TypedChoiceField(
        label=gettext_lazy("Days of the campaign"), required=False, coerce=int, empty_value=None
    )
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Council with those below it"), required=False, coerce=int, empty_value=None
    )
    office = forms.CharField(
        label=gettext_lazy("Department or partner"), required=False, max_length=120, widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])
        self.choose("unit", unit_choices(self.actor))
        self.choose("campaign", campaign_choices(self.actor))
        self.choose("state", SHOWN)
        self.choose("only", [("undelivered", gettext_lazy("promised, not delivered"))])


def unit_choices(actor: Actor) -> list[tuple[int, Any]]:
    """The columns of the matrix."""
    return [(unit.council.id, unit.council.names) for unit in units_of(actor)]


def campaign_choices(actor: Actor) -> list[tuple[int, Any]]:
    """The campaigns of the acting council, the latest first."""
    rows = campaigns.visible_to(actor).filter(council=actor.organisation_id).order_by("-year", "-pk")
    return [(each.pk, f"{each.year} · {text(each.theme)}") for each in rows]


def _activity(partner: Partner) -> SafeString:
    return link(reverse("activities:detail", args=[partner.activity_id]), partner.activity.title_in)


def _file_rows(rows: QuerySet[Partner]) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        yield [
            each.pk,
            text(each.name),
            each.get_kind_display(),
            text(each.activity.title),
            moment(each.activity.starts_at),
            named(each.activity.council),
            each.get_state_display(),
            each.promised_staff,
            each.promised_stalls,
            text(each.promised_materials),
            yuan(each.promised_cents),
            each.delivered_staff,
            each.delivered_stalls,
            text(each.delivered_materials),
            yuan(each.delivered_cents),
            text(each.reason),
        ]


def _header() -> list[Any]:
    gives = [_("People"), _("Number of stalls"), _("Materials"), _("Money (yuan)")]
    promised = [f"{_('Promised')}: {each}" for each in gives]
    delivered = [f"{_('Delivered')}: {each}" for each in gives]
    about = ["id", _("Department or partner"), _("Kind of body"), pgettext("activity", "Title"), _("Begins")]
    return [*about, _("Council"), _("State"), *promised, *delivered, _("Reason")]


MATRIX = Action(
    gettext_lazy("Departments × councils"), "activities:partners_matrix", icon="chart", permission="activities:read"
)
MISSING = Action(gettext_lazy("Promised, not delivered"), "activities:undelivered", permission="activities:read")
PARTNERS: ListPage[Partner] = ListPage(
    name="partners",
    url_name="activities:partners",
    section="activities",
    permission="activities:read",
    title=gettext_lazy("Departments and partners"),
    lead=gettext_lazy("Who was invited to which activity, what was promised, and what came. Partners are entered on the page of an activity."),
    filters=PartnerFilters,
    read=listed,
    order=("-pk",),
    columns=(
        *COLUMNS[:2],
        Column("activity", gettext_lazy("Activity"), _activity),
        Column(
            "starts_at",
            gettext_lazy("Begins"),
            lambda each: moment(each.activity.starts_at),
            kind="nowrap",
            order=("activity__starts_at", "pk"),
        ),
        *COLUMNS[2:],
    ),
    actions=(MATRIX, MISSING),
    empty=Empty(
        gettext_lazy("No partner"),
        gettext_lazy("Open an activity and enter whom you invited, or change the filters."),
        art="inbox",
    ),
    export=Export(
        url_name="activities:partners_export",
        file="partners",
        event="activities.partners_exported",
        header=_header,
        rows=_file_rows,
    ),
)  # fmt: skip
