"""The list of activities, its filters and its file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from open315.activities import links
from open315.activities.links import measure_words
from open315.activities.models import Activity, Output
from open315.activities.outputs.wording import indicator_words, value_words
from open315.activities.queries import listed
from open315.activities.units import units_of
from open315.core.access import Actor
from open315.core.names import labelled
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, day, words
from open315.core.text import whole_number
from open315.core.ui.names import other_labels
from open315.core.ui.templatetags.ui import named
from open315.indicators import queries as indicators
from open315.org import queries as org

TONES = {Activity.State.PLANNED: "info", Activity.State.HELD: "good", Activity.State.CANCELLED: "neutral"}
ONLY = {
    "held": pgettext_lazy("activity", "Held"),
    "told": gettext_lazy("Held and told"),
    "ahead": pgettext_lazy("activity", "Planned"),
    "late": gettext_lazy("Ended, nobody said whether it was held"),
}
"""What is counted of a place (`queries.only`)."""
IN_OTHER = gettext_lazy("Title in %(language)s")


class ActivityFilters(FilterForm):
    """Activities: all of one's own council and those below, unless something is asked for."""

    q = words(gettext_lazy("Title, venue or host"))
    kind = choice(gettext_lazy("Form"), Activity.Kind)
    state = choice(gettext_lazy("State"), Activity.State)
    first = day(gettext_lazy("From"))
    last = day(gettext_lazy("To"))
    council = forms.TypedChoiceField(label=gettext_lazy("Council"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Council with those below it"), required=False, coerce=int, empty_value=None
    )
    only = choice(gettext_lazy("Of these"))
    indicator = choice(gettext_lazy("Told of"))
    measure = forms.TypedChoiceField(
        label=gettext_lazy("Measure of the plan"), required=False, coerce=int, empty_value=None
    )
    requirement = forms.TypedChoiceField(
        label=gettext_lazy("Requirement"), required=False, coerce=int, empty_value=None
    )

    def prepare(self) -> None:
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])
        self.choose("unit", [(unit.council.id, unit.council.names) for unit in units_of(self.actor)])
        self.choose("only", ONLY.items())
        self.choose("indicator", [(each.code, each.names) for each in indicators.ever_reported()])
        self._of_the_plan("measure", links.measures_for)
        self._of_the_plan("requirement", links.requirements_for)

    def _of_the_plan(self, name: str, known: Callable[[Actor], Mapping[int, str]]) -> None:
        """What a page of the plan leads here with stands among the filters; nobody chooses it from hundreds."""
        asked = whole_number(self.query.get(name, ""))
        if asked is None:
            del self.fields[name]
        else:
            self.choose(name, [(asked, known(self.actor).get(asked, asked))])


def drawn_state(activity: Activity) -> SafeString:
    """The state as a badge."""
    return badge(activity.get_state_display(), TONES[Activity.State(activity.state)])


def _linked(activity: Activity) -> SafeString:
    return link(reverse("activities:detail", args=[activity.pk]), activity.title_in)


def _file_rows(rows: QuerySet[Activity], reader: Actor) -> Iterable[list[Any]]:
    measures: dict[int | None, str] = {None: ""}
    for each in rows.prefetch_related("hosts", "requirements", "outputs").iterator(chunk_size=500):
        if each.measure_id not in measures:
            measures[each.measure_id] = measure_words(reader, each)
        yield [
            each.pk,
            each.get_kind_display(),
            text(each.title),
            *each.title_in.translations(),
            moment(each.starts_at),
            moment(each.ends_at),
            each.region_id,
            named(each.region),
            text(each.venue),
            named(each.council),
            "\n".join(text(host.name) for host in each.hosts.all()),
            each.get_state_display(),
            text(each.reason),
            text(measures[each.measure_id]),
            " ".join(str(asked.number) for asked in each.requirements.all()),
            "\n".join(_told(output) for output in each.outputs.all() if output.ended_at is None),
        ]


def _told(output: Output) -> str:
    return labelled(indicator_words(indicators.latest(output.indicator), output.kind), text(value_words(output)))


PLAN = Action(
    gettext_lazy("Plan an activity"),
    "activities:new",
    icon="plus",
    kind="primary",
    key="+",
    permission="activities:manage",
)
CALENDAR = Action(
    gettext_lazy("Calendar"), "activities:calendar", icon="calendar", key="c", permission="activities:read"
)
BY_STATE = Action(gettext_lazy("By state"), "activities:board", key="b", permission="activities:read")
BY_PLACE = Action(gettext_lazy("By place"), "activities:places", permission="activities:read")
PARTNERS = Action(gettext_lazy("Departments and partners"), "activities:partners", permission="activities:read")
DOUBLES = Action(gettext_lazy("Entered twice?"), "activities:doubles", permission="activities:read")
PEOPLE = Action(gettext_lazy("People who took part"), "activities:people", permission="activities:read")
ACTIVITIES: ListPage[Activity] = ListPage(
    name="activities",
    url_name="activities:list",
    section="activities",
    permission="activities:read",
    title=gettext_lazy("Activities"),
    lead=gettext_lazy("What was planned and held, by your council and those below it. Only what was held counts in the summary."),
    filters=ActivityFilters,
    read=listed,
    order=("-starts_at", "-pk"),
    columns=(
        Column("title", pgettext_lazy("activity", "Title"), _linked),
        Column("kind", gettext_lazy("Form"), lambda each: each.get_kind_display(), kind="nowrap"),
        Column(
            "starts_at",
            gettext_lazy("Begins"),
            lambda each: moment(each.starts_at),
            kind="nowrap",
            order=("starts_at", "pk"),
        ),
        Column("region", gettext_lazy("Place"), lambda each: named(each.region), order=("region_id", "-starts_at", "pk")),
        Column("venue", gettext_lazy("Venue"), lambda each: text(each.venue)),
        Column(
            "council", gettext_lazy("Council"), lambda each: named(each.council), order=("council__path", "-starts_at", "pk")
        ),
        Column("state", gettext_lazy("State"), drawn_state, order=("state", "-starts_at", "pk")),
    ),
    actions=(PLAN, CALENDAR, BY_STATE, BY_PLACE, PARTNERS, DOUBLES, PEOPLE),
    empty=Empty(
        gettext_lazy("No activity yet"),
        gettext_lazy("Plan the first one, or change the filters: what was planned, postponed and cancelled stands here, too."),
        art="inbox",
        action=PLAN,
    ),
    export=Export(
        url_name="activities:export",
        file="activities",
        event="activities.exported",
        header=lambda: [
            "id", _("Form"), pgettext("activity", "Title"), *other_labels(IN_OTHER), _("Begins"), _("Ends"), _("Region code"), _("Place"), _("Venue"),
            _("Council"), _("Hosts"), _("State"), _("Reason"),
            _("Measure of the plan"), _("Requirements (numbers)"), _("What it put out"),
        ],
        rows=_file_rows,
        for_reader=True,
    ),
)  # fmt: skip
