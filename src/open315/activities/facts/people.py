"""The figures of people who took part and of leaders. Importing it declares them.

Each row is a person, once whatever the number of activities, cities, roles and titles. What a person took part in belongs to the period
and to the council as its activity does (ADR 0112).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.activities.facts.rows import activity_label, keepers
from open315.activities.models import Activity, BodyKind, Participation, Person
from open315.activities.people.queries import leading, of_root, participations, roots_of
from open315.activities.people.rules import PRESENT
from open315.activities.queries import started_in
from open315.core.access import Actor
from open315.core.facts import (
    Board,
    Breakdown,
    Column,
    Fact,
    Period,
    RowsQuery,
    Scope,
    declare_board,
    declare_unit,
    fact,
    figure,
    open_rows,
    rows,
)
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.lines import LineMaker
from open315.core.facts.types import TOGETHER
from open315.core.facts.variants import declare_shares
from open315.core.facts.wording import period_words
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.org.codes import leading_ranks
from open315.org.facts import REGION, councils_in

ROWS = "activities.people"
PEOPLE = declare_unit(
    "activities.people",
    name=ngettext_lazy("person", "people", "n"),
    column=_("Number of people"),
    of_line=_("people of the line"),
    of_all_lines=_("people of all lines"),
)
ALL, BY_BODY = "activities.people", "activities.people_by_body"
LEADERS, LEADERS_BY_BODY = "activities.leaders", "activities.leaders_by_body"
GUESTS, AUTHORS, HEARD = "activities.guests", "activities.authors", "activities.heard"
Params = Mapping[str, str]
Found = QuerySet[Participation]


def _heard(found: Found) -> Found:
    """Whoever heads something: county rank and above, of whatever body, present at a deployment meeting, no guests."""
    meetings = found.filter(activity__kind=Activity.Kind.MEETING)
    return meetings.filter(rank__in=leading_ranks(), role__in=PRESENT, is_guest=False)


def _only_signed(found: Found) -> Found:
    present = of_root(found.filter(role__in=PRESENT), OuterRef("root"))
    return found.exclude(Exists(present))


ONLY: Mapping[str, Callable[[Found], Found]] = {
    "leaders": leading,
    "guests": lambda found: found.filter(role__in=PRESENT, is_guest=True),
    "authors": _only_signed,
    "heard": _heard,
}
SAID = {
    "leaders": _("Leaders"),
    "guests": _("Guests"),
    "authors": _("By an article alone"),
    "heard": _("Heads at deployment meetings"),
}


def body_label(code: str) -> Any:
    """A kind of body in words. ValueError for what is none."""
    return BodyKind(code).label


def _said(params: Params, actor: Actor) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(_("Held"), period_words(period_of(params))), *narrowing_words(params)]
    if "only" in params:
        found.append((_("Only"), SAID[params["only"]]))
    if "body" in params:
        found.append((_("Kind of body"), enumerated(map(body_label, params["body"].split(TOGETHER)))))
    if "activity" in params:
        found.append((_("Activity"), activity_label(params["activity"], actor)))
    return found


@rows(
    ROWS,
    words=_said,
    columns=(
        Column(
            _("Body of the person"),
            lambda each: text(each.body),
            lambda each: reverse("activities:person", args=[each.pk]),
        ),
        Column(_("Office"), lambda each: text(each.office)),
        Column(_("Kind of body"), lambda each: each.get_body_kind_display()),
    ),
    order=("body", "office", "id"),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s person", "%(n)s people", "n"),
    nothing=(_("Nobody"), _("Nobody of this kind took part in an activity of this period and region.")),
)
def select(params: Params, actor: Actor) -> QuerySet[Person]:
    """The people of the parameters, each once, of what was held and `actor` sees. KeyError for a parameter nobody knows."""
    require_known(params, REGION, "only", "body", "activity")
    found = started_in(participations(actor), period_of(params), of="activity__")
    if "activity" in params:
        found = found.filter(activity=int(params["activity"]))
    found = found.filter(activity__state=Activity.State.HELD)
    if region := params.get(REGION, ""):
        found = found.filter(activity__council__in=councils_in(region))
    if "only" in params:
        found = ONLY[params["only"]](found)
    people = roots_of(found)
    if "body" in params:
        people = people.filter(body_kind__in=[BodyKind(code) for code in params["body"].split(TOGETHER)])
    return people


def base_query(period: Period, scope: Scope, only: str = "") -> RowsQuery:
    """Who took part in what was held in the period."""
    query = RowsQuery(ROWS, parameters(period, scope))
    return query.narrowed(only=only) if only else query


def _count(key: str, only: str, label: Any, definition: Any) -> None:
    @fact(key, label=label, definition=definition, unit=PEOPLE, rows=ROWS)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        query = base_query(period, scope, only)
        return Fact(key, open_rows(query, actor).order_by().count(), PEOPLE, period, scope, query)


def _by_body(key: str, only: str, total: str, label: Any, definition: Any) -> None:
    @fact(key, label=label, definition=definition, unit=PEOPLE, rows=ROWS, is_breakdown=True)
    def compute(period: Period, scope: Scope, actor: Actor) -> Breakdown:
        query = base_query(period, scope, only)
        counts = dict(open_rows(query, actor).order_by().values_list("body_kind").annotate(Count("pk")))
        maker = LineMaker(key, PEOPLE, "body", period, scope, query, body_label)
        return maker.breakdown(maker.ranked(counts), figure(total, period, scope, actor))


_count(
    ALL,
    "",
    _("People who took part"),
    _(
        "Who took part in what was held, in whatever role; each person once, however many activities, cities and titles."
    ),
)
_count(
    LEADERS,
    "leaders",
    _("Leaders who took part"),
    _(
        "Holders of leading posts of county rank and above in party committee, people's congress, government and CPPCC, present in person at what was held (attended, spoke, presented prizes, commanded); each once. By an article alone, and as a guest from outside, nobody counts here."
    ),
)
_count(
    GUESTS,
    "guests",
    _("Guests from outside who took part"),
    _("Guests from outside of the region, of whatever rank, present in person at what was held; each once."),
)
_count(
    AUTHORS,
    "authors",
    _("Authors of articles alone"),
    _("Who signed an article for what was held and was not present at any of it; each once."),
)
_count(
    HEARD,
    "heard",
    _("Heads who heard reports at deployment meetings"),
    _(
        "Holders of leading posts of county rank and above, of whatever body, also of departments, present in person at activities of the form “Deployment meeting” that were held; each once, no guests."
    ),
)
_by_body(
    BY_BODY,
    "",
    ALL,
    _("People who took part by kind of body"),
    _("Who took part in what was held, by the kind of body of their first title; each person once."),
)
_by_body(
    LEADERS_BY_BODY,
    "leaders",
    LEADERS,
    _("Leaders who took part by kind of body"),
    _("The leaders who took part, by the kind of body of their first title; each once."),
)

for _key in (BY_BODY, LEADERS_BY_BODY):
    declare_shares(_key)

declare_board(
    Board(
        "people",
        title=_("People who took part"),
        figures=(ALL, LEADERS, GUESTS, AUTHORS, HEARD),
        tables=(BY_BODY, LEADERS_BY_BODY),
        nothing=_("Nobody is noted to have taken part in an activity of this period."),
        order=32,
    )
)
