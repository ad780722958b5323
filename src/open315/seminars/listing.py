"""The list of seminars, the doors, and the list of guests of one activity with its file."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from open315.activities import queries as activities
from open315.activities.listing import drawn_state
from open315.activities.people.names import body_kinds
from open315.activities.types import State
from open315.core.pages.cells import lines, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, words
from open315.core.ui.templatetags.ui import named
from open315.seminars import queries
from open315.seminars.drawing import STANDINGS, WAYS, drawn_cares, drawn_standing, kind_words, linked, standing_of
from open315.seminars.models import Guest

if TYPE_CHECKING:
    from open315.activities.models import Activity


class SeminarFilters(FilterForm):
    """Seminars of one's own council and those below."""

    q = words(gettext_lazy("Title or venue"))
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def prepare(self) -> None:
        field: Any = queries.seminars(self.actor).model._meta.get_field("state")
        self.choose("state", [(code, label) for code, label in field.choices if code in set(State)])


def _read(actor: Any, wanted: Any) -> "QuerySet[Activity]":
    rows = queries.listed(actor, wanted)
    for name in ("listed", "accepted", "arrived"):
        rows = rows.annotate(**{f"n_{name}": _number(name)})
    return rows


def _number(name: str) -> Coalesce:
    mine = Guest.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    return Coalesce(Subquery(mine.annotate(n=queries.COUNTS[name]).values("n")), 0)


SEMINARS: "ListPage[Activity]" = ListPage(
    name="seminars",
    url_name="seminars:list",
    section="seminars",
    permission="activities:read",
    title=gettext_lazy("Seminars"),
    lead=gettext_lazy("The activities of the form Seminar: who is invited, who accepted, who came."),
    filters=SeminarFilters,
    read=_read,
    order=("-starts_at", "-pk"),
    columns=(
        Column(
            "title",
            gettext_lazy("Which seminar"),
            lambda each: link(reverse("seminars:detail", args=[each.pk]), each.title_in),
        ),
        Column("starts_at", gettext_lazy("Begins"), lambda each: moment(each.starts_at), kind="nowrap"),
        Column("listed", pgettext_lazy("guest", "On the list"), lambda each: each.n_listed, kind="number"),  # type: ignore[attr-defined]
        Column("accepted", pgettext_lazy("guest", "Accepted"), lambda each: each.n_accepted, kind="number"),  # type: ignore[attr-defined]
        Column("arrived", pgettext_lazy("guest", "Arrived"), lambda each: each.n_arrived, kind="number"),  # type: ignore[attr-defined]
        Column("state", gettext_lazy("State"), drawn_state),
        Column("council", gettext_lazy("Planned by"), lambda each: named(each.council)),
    ),
    actions=(
        Action(
            gettext_lazy("Plan a seminar"),
            "activities:new",
            icon="plus",
            kind="primary",
            permission="activities:manage",
        ),
    ),
    empty=Empty(
        gettext_lazy("No seminar yet"),
        gettext_lazy("Plan an activity of the form Seminar; its guests are invited here. Or change the filters."),
        art="inbox",
    ),
)


DOORS: "ListPage[Activity]" = ListPage(
    name="seminars.doors",
    url_name="seminars:doors",
    section="reception",
    permission="activities:receive",
    title=gettext_lazy("Reception"),
    lead=gettext_lazy("Choose at whose door you stand: seminars, and other activities that have a list of guests."),
    read=lambda actor, _wanted: queries.doors(actor),
    order=("-starts_at", "-pk"),
    columns=(
        Column(
            "title",
            gettext_lazy("Activity"),
            lambda each: link(reverse("seminars:door", args=[each.pk]), each.title_in),
        ),
        Column("starts_at", gettext_lazy("Begins"), lambda each: moment(each.starts_at), kind="nowrap"),
        Column("venue", gettext_lazy("Venue"), lambda each: text(each.venue)),
        Column("council", gettext_lazy("Planned by"), lambda each: named(each.council)),
    ),
    empty=Empty(
        gettext_lazy("Nobody is to be received yet"),
        gettext_lazy("Once a seminar is planned, or guests are entered for another activity, they are received here."),
        art="inbox",
    ),
)


class GuestFilters(FilterForm):
    """Guests of one activity."""

    q = words(gettext_lazy("Body or office"))
    standing = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    body_kind = forms.ChoiceField(label=gettext_lazy("Kind of body"), required=False)

    told = forms.ChoiceField(label=gettext_lazy("To be told"), required=False)

    def prepare(self) -> None:
        self.choose("told", [("paper", gettext_lazy("on paper or by telephone"))])
        self.choose("standing", list(STANDINGS.items()))
        self.choose("body_kind", list(body_kinds().items()))


def _way(guest: Guest) -> Any:
    return WAYS.get(guest.way, "")


def _drawn_way(guest: Guest) -> Any:
    return lines([WAYS.get(guest.way, ""), *drawn_cares(guest)])


GUESTS: ListPage[Guest] = ListPage(
    name="seminars.guests",
    url_name="seminars:guests",
    section="seminars",
    permission="activities:read",
    title=pgettext_lazy("seminar", "Guests"),
    read=lambda _actor, _wanted: Guest.objects.none(),
    order=("body", "office", "pk"),
    filters=GuestFilters,
    columns=(
        Column("guest", gettext_lazy("Body and office"), linked),
        Column("kind", gettext_lazy("Kind of body"), lambda each: kind_words(each.body_kind), kind="nowrap"),
        Column("name", pgettext_lazy("guest", "Name"), lambda each: text(each.masked_name), kind="nowrap"),
        Column("way", gettext_lazy("Invited how"), _drawn_way, kind="nowrap"),
        Column("standing", gettext_lazy("State"), drawn_standing),
        Column("arrived_at", pgettext_lazy("guest", "Arrived"), lambda each: moment(each.arrived_at), kind="nowrap"),
        Column("code", pgettext_lazy("guest", "Code"), lambda each: each.code, kind="code"),
    ),
    empty=Empty(
        gettext_lazy("Nobody here"),
        gettext_lazy("Enter the guests one by one or paste a list, or change the filters."),
        art="inbox",
    ),
    below=lambda actor, _query, args: guests_of(activities.get_activity(actor, int(args[0]))),
)


def guests_of(activity: "Activity") -> ListPage[Guest]:
    """The guests of one activity."""
    return GUESTS.about(
        activity.pk,
        lead=link(reverse("seminars:detail", args=[activity.pk]), activity.title_in),
        read=lambda actor, wanted: queries.of_activity(actor, activity.pk, wanted),
        export=Export(
            url_name="seminars:guests_export",
            file="guests",
            event="seminars.guests_exported",
            header=_header,
            rows=_file_rows,
        ),
    )


def _header() -> list[Any]:
    return [
        "id", _("Body of the person"), _("Kind of body"), _("Office"), _("Instead of"), _("Invited how"), _("State"), pgettext("guest", "Arrived"), pgettext("guest", "Code"),
    ]  # fmt: skip


def _file_rows(rows: QuerySet[Guest]) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        yield [
            each.pk,
            text(each.body),
            kind_words(each.body_kind),
            text(each.office),
            text(each.instead_of),
            _way(each),
            STANDINGS[standing_of(each)],
            moment(each.arrived_at),
            each.code,
        ]
