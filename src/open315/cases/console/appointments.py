"""The lists of appointments and of the addresses by which another calendar reads them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.models import Appointment, AppointmentFeed
from open315.cases.queries.appointments import comers_of, listed
from open315.cases.queries.calendars import OWNERS, own_calendars
from open315.cases.wording import COMERS, MEETINGS
from open315.core.access import Actor
from open315.core.names import enumerated
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Action, Column, Empty, ListPage, Tab
from open315.core.pages.filters import FilterForm, choice
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

WHEN = {
    "": pgettext_lazy("appointments", "To come"),
    "today": pgettext_lazy("appointments", "Today"),
    "next": pgettext_lazy("appointments", "In the next 3 days"),
    "past": pgettext_lazy("appointments", "Past"),
}
TITLE = _("Appointments")


class AppointmentFilters(FilterForm):
    """The reader's own to come, unless others are asked for."""

    WITHOUT_CHIP = frozenset({"when"})

    when = forms.ChoiceField(
        label=pgettext_lazy("appointments", "When"),
        required=False,
        choices=list(WHEN.items()),
        widget=forms.HiddenInput,
    )
    whose = choice(pgettext_lazy("appointments", "Whose"), first=("", pgettext_lazy("appointments", "Mine")))

    def prepare(self) -> None:
        """The choices, in words."""
        own = ("", pgettext_lazy("appointments", "Mine"))
        self.choose("whose", [("all", pgettext_lazy("appointments", "Of all cases that I see"))], own)


def _tabs(form: FilterForm) -> Sequence[Tab]:
    now = form.wanted().get("when", "")
    return [Tab(label, form.address(when=key), key == now) for key, label in WHEN.items()]


def _case(each: Appointment) -> SafeString:
    return link(reverse("cases:case", args=[each.case.number]), each.case.number)


def _time(each: Appointment) -> str:
    return f"{moment(each.starts_at)}–{moment(each.ends_at)[-5:]}"


CALENDARS_BUTTON = Action(
    _("In your own calendar"), "cases:calendars", icon="calendar", kind="quiet", permission=OWNERS
)
APPOINTMENTS: ListPage[Appointment] = ListPage(
    name="appointments",
    url_name="cases:appointments",
    section="cases",
    permission=OWNERS,
    title=TITLE,
    lead=_("Visits, mediation meetings and telephone calls, as they were made on the pages of the cases."),
    filters=AppointmentFilters,
    read=listed,
    order=("starts_at", "pk"),
    columns=(
        Column("starts_at", _("Time"), _time, kind="nowrap", order=("starts_at", "pk")),
        Column(
            "kind", pgettext_lazy("appointment", "What"), lambda each: MEETINGS.get(each.kind, each.kind), kind="nowrap"
        ),
        Column("case", _("Case"), _case, kind="nowrap"),
        Column("title", _("Title"), lambda each: text(each.case.title)),
        Column("place", pgettext_lazy("appointment", "Where"), lambda each: text(each.place)),
        Column("who", _("Who comes"), lambda each: enumerated([str(COMERS[code]) for code in comers_of(each)])),
        Column("officer", _("Officer"), lambda each: named(str(each.officer)) if each.officer else ""),
    ),
    tabs=_tabs,
    actions=(CALENDARS_BUTTON,),
    empty=Empty(_("No appointments"), _("They are made on the page of a case."), art="inbox"),
)


def _own(actor: Actor, _wanted: Mapping[str, Any]) -> QuerySet[AppointmentFeed]:
    return own_calendars(actor)


def _revoke(feed: AppointmentFeed) -> Confirm:
    words = _("Calendar programs that read it get nothing any more. What they have already stays there.")
    return Confirm(_("Revoke the address"), reverse("cases:calendar_revoke", args=[feed.pk]), words)


NEW = Action(_("New address"), "cases:calendar_new", icon="plus", kind="primary", key="+", permission=OWNERS)
CALENDARS: ListPage[AppointmentFeed] = ListPage(
    name="appointment_feeds",
    url_name="cases:calendars",
    section="cases",
    permission=OWNERS,
    title=_("Appointments in your own calendar"),
    lead=_(
        "Your calendar program reads an address by itself, about once an hour. It tells the number of the case, the time and the place, and no name. Whoever has an address can read it; take it back when a device is lost."
    ),
    read=_own,
    order=("-created_at", "-pk"),
    columns=(
        Column("created_at", _("Made"), lambda each: moment(each.created_at), kind="nowrap"),
        Column("steps", _("Steps"), _revoke, kind="actions", quiet=True),
    ),
    actions=(NEW,),
    empty=Empty(
        _("No address yet"),
        _("Make one and copy it into the calendar program of your telephone or computer."),
        art="inbox",
        action=NEW,
    ),
)
