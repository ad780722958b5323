"""The list of activities that have stalls, and of the stalls of one's own department."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Column, Empty, ListPage
from open315.core.pages.filters import FilterForm, day
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.stalls.drawing import stall_words
from open315.stalls.models import Stall
from open315.stalls.queries import listed, own_stalls


class StallFilters(FilterForm):
    """Activities with stalls: all of one's own council and those below, unless something is asked for."""

    first = day(_("From"))
    last = day(_("To"))
    council = forms.TypedChoiceField(label=_("Council"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def _linked(activity: Any) -> SafeString:
    return link(reverse("stalls:plan", args=[activity.pk]), activity.title_in)


_NONE_YET = pgettext_lazy("stalls of an activity", "none yet")
STALLS: ListPage[Any] = ListPage(
    name="stalls",
    url_name="stalls:list",
    section="stalls",
    permission="stalls:read",
    title=pgettext_lazy("stalls of an activity", "Stalls"),
    lead=_("Consultation days and other activities with stalls. Open one to see its site plan, to count there, or to look at its board."),
    filters=StallFilters,
    read=listed,
    order=("-starts_at", "-pk"),
    columns=(
        Column("title", pgettext_lazy("activity", "Title"), _linked),
        Column("starts_at", _("Begins"), lambda each: moment(each.starts_at), kind="nowrap", order=("starts_at", "pk")),
        Column("venue", _("Venue"), lambda each: text(each.venue)),
        Column("council", _("Council"), lambda each: named(each.council), order=("council__path", "-starts_at", "pk")),
        Column("stalls", _("Number of stalls"), lambda each: each.stall_count or _NONE_YET, kind="number"),
    ),
    empty=Empty(
        _("No stalls yet"),
        _("Plan an activity of the form Consultation day or Stalls; then its stalls are entered here."),
        art="inbox",
    ),
)  # fmt: skip


def _to_buttons(stall: Stall) -> SafeString:
    return link(reverse("stalls:count", args=[stall.pk]), stall_words(stall))


OWN: ListPage[Stall] = ListPage(
    name="stalls.own",
    url_name="stalls:own",
    section="own_stalls",
    permission="stalls:count_own",
    title=_("Stalls of my department"),
    lead=_("The stalls that your department runs at activities of consumer councils. Open one on the day, and press a button for each enquiry, complaint and leaflet."),
    read=own_stalls,
    order=("-activity__starts_at", "number", "pk"),
    columns=(
        Column("stall", _("Stall"), _to_buttons),
        Column("title", pgettext_lazy("activity", "Title"), lambda each: each.activity.title_in),
        Column("starts_at", _("Begins"), lambda each: moment(each.activity.starts_at), kind="nowrap"),
        Column("venue", _("Venue"), lambda each: text(each.activity.venue)),
        Column("position", _("Position"), lambda each: text(each.position)),
        Column("council", _("Council"), lambda each: named(each.activity.council)),
    ),
    empty=Empty(
        _("No stall yet"),
        _("Once a council has put a stall of your department on the plan of an activity, it stands here."),
        art="inbox",
    ),
)  # fmt: skip
