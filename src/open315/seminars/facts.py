"""The figures of seminars: who was asked, accepted and came, speeches and papers, points of consensus. Importing it declares them.

All of them are of seminars that were held, and belong to the period and to the council as their activity does (ADR 0112).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.doubles.queries import once
from open315.activities.facts.people import body_label
from open315.activities.facts.rows import keepers
from open315.activities.queries import started_in
from open315.activities.types import State
from open315.core.access import Actor
from open315.core.facts import (
    Board,
    Breakdown,
    Column,
    Fact,
    Period,
    RowsQuery,
    Scope,
    Unit,
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
from open315.core.text import whole_number
from open315.org.facts import REGION, councils_in
from open315.seminars import queries
from open315.seminars.details import speaker_words
from open315.seminars.drawing import guest_words
from open315.seminars.models import AgendaItem, Consensus, Guest
from open315.seminars.types import Reply

ASKED, ACCEPTED, ARRIVED = "seminars.asked", "seminars.accepted", "seminars.arrived"
ARRIVED_BY_KIND = "seminars.arrived_by_kind"
SPEECHES, PAPERS, POINTS = "seminars.speeches", "seminars.papers", "seminars.consensus"
SUPPORTS, SUPPORTS_BY_POINT = "seminars.supports", "seminars.supports_by_point"
GUEST_ROWS, ITEM_ROWS, POINT_ROWS = "seminars.guests", "seminars.items", "seminars.points"
SUPPORT_ROWS = "seminars.supports"
Support: Any = Consensus.supporters.through
"""A guest who supported a point: one row for each of both."""
Params = Mapping[str, str]
GUESTS = declare_unit(
    "seminars.guests",
    name=ngettext_lazy("guest of a seminar", "guests of seminars", "n"),
    column=_("Number of guests"),
    of_line=_("guests of the line"),
    of_all_lines=_("guests of all lines"),
)
ITEMS = declare_unit(
    "seminars.items",
    name=ngettext_lazy("speech", "speeches", "n"),
    column=_("Number of speeches"),
    of_line=_("speeches of the line"),
    of_all_lines=_("speeches of all lines"),
)
OF_CONSENSUS = declare_unit(
    "seminars.points",
    name=ngettext_lazy("point of consensus", "points of consensus", "n"),
    column=_("Number of points"),
    of_line=_("points of the line"),
    of_all_lines=_("points of all lines"),
)
ONLY: Mapping[str, tuple[Any, Q]] = {
    "asked": (_("Asked to come"), Q(is_asked=True)),
    "accepted": (pgettext_lazy("guest", "Accepted"), Q(reply=Reply.YES.value)),
    "arrived": (pgettext_lazy("guest", "Arrived"), Q(arrived_at__isnull=False)),
    "speeches": (_("With a speaker"), Q(speaker__isnull=False) | ~Q(speaker_words="")),
    "papers": (_("With a paper"), Q(paper__isnull=False)),
}


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(_("Held"), period_words(period_of(params))), *narrowing_words(params)]
    if "only" in params:
        found.append((_("Only"), ONLY[params["only"]][0]))
    if "body" in params:
        found.append((_("Kind of body"), enumerated(map(body_label, params["body"].split(TOGETHER)))))
    return found


def _of_held(found: Any, params: Params, *more: str, alike: tuple[str, ...] = ()) -> Any:
    """Those of what was held; of seminars that were entered twice, those of the one that counts: the guests of both, each once (`alike`)."""
    require_known(params, REGION, *more)
    found = started_in(found, period_of(params), of="activity__").filter(activity__state=State.HELD.value)
    if region := params.get(REGION, ""):
        found = found.filter(activity__council__in=councils_in(region))
    found = found.filter(ONLY[params["only"]][1]) if "only" in params else found
    return once(found, "activity__", *alike)


SEMINAR = Column(
    _("Seminar"),
    lambda each: each.activity.title_in,
    lambda each: reverse("seminars:detail", args=[each.activity_id]),
)
OF_ROWS: dict[str, Any] = {
    "words": _said,
    "permission": "activities:read",
    "export": "activities:read",
    "keepers": keepers,
    "dimensions": [REGION],
}


@rows(
    GUEST_ROWS,
    columns=(
        Column(
            _("Body of the person"),
            lambda each: text(each.body),
            lambda each: reverse("seminars:guest", args=[each.pk]),
        ),
        Column(_("Office"), lambda each: text(each.office)),
        Column(_("Kind of body"), lambda each: body_label(each.body_kind)),
        SEMINAR,
    ),
    order=("body", "office", "id"),
    heading=ngettext_lazy("%(n)s guest", "%(n)s guests", "n"),
    nothing=(_("Nobody"), _("No guest of this kind of a seminar that was held in this period and region.")),
    **OF_ROWS,
)
def select_guests(params: Params, actor: Actor) -> QuerySet[Guest]:
    """The guests of the parameters, of what was held and `actor` sees. KeyError for a parameter nobody knows."""
    found: QuerySet[Guest] = _of_held(queries.of_seminars(actor), params, "only", "body", alike=("known_as",))
    return found.filter(body_kind__in=params["body"].split(TOGETHER)) if "body" in params else found


@rows(
    ITEM_ROWS,
    columns=(
        Column(_("Point of the agenda"), lambda each: text(each.title)),
        Column(_("Speaker"), speaker_words),
        SEMINAR,
    ),
    order=("-activity_id", "place", "id"),
    heading=ngettext_lazy("%(n)s point of the agenda", "%(n)s points of the agenda", "n"),
    nothing=(_("Nothing"), _("No such point of the agenda of a seminar that was held in this period and region.")),
    **OF_ROWS,
)
def select_items(params: Params, actor: Actor) -> QuerySet[AgendaItem]:
    """The points of agendas of the parameters. KeyError for a parameter nobody knows."""
    found: QuerySet[AgendaItem] = _of_held(queries.items(actor), params, "only")
    return found


@rows(
    POINT_ROWS,
    columns=(Column(_("On what all agreed"), lambda each: text(each.text)), SEMINAR),
    order=("-activity_id", "place", "id"),
    heading=ngettext_lazy("%(n)s point of consensus", "%(n)s points of consensus", "n"),
    nothing=(_("Nothing"), _("No point of consensus of a seminar that was held in this period and region.")),
    **OF_ROWS,
)
def select_points(params: Params, actor: Actor) -> QuerySet[Consensus]:
    """The points of consensus of the parameters. KeyError for a parameter nobody knows."""
    found: QuerySet[Consensus] = _of_held(queries.consensus(actor), params)
    return found


@rows(
    SUPPORT_ROWS,
    columns=(
        Column(_("On what all agreed"), lambda each: text(each.consensus.text)),
        Column(
            _("Who supported it"),
            lambda each: guest_words(each.guest),
            lambda each: reverse("seminars:guest", args=[each.guest_id]),
        ),
    ),
    order=("-consensus_id", "id"),
    heading=ngettext_lazy("%(n)s guest who supported a point", "%(n)s guests who supported a point", "n"),
    nothing=(_("Nobody"), _("No point of consensus of a seminar that was held in this period and region.")),
    **OF_ROWS,
)
def select_supports(params: Params, actor: Actor) -> QuerySet[Any]:
    """Who supported the points of the parameters, each point by itself. KeyError for a parameter nobody knows."""
    others = {name: value for name, value in params.items() if name != "point"}
    points = select_points(others, actor).order_by().values("pk")
    found: QuerySet[Any] = Support.objects.filter(consensus__in=points).select_related("consensus", "guest")
    if "point" in params:
        found = found.filter(consensus__in=[whole_number(each) or 0 for each in params["point"].split(TOGETHER)])
    return found


def _count(key: str, name: str, only: str, unit: Unit | str, label: Any, definition: Any) -> None:
    @fact(key, label=label, definition=definition, unit=unit, rows=name)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        query = RowsQuery(name, parameters(period, scope))
        query = query.narrowed(only=only) if only else query
        return Fact(key, open_rows(query, actor).order_by().count(), unit, period, scope, query)


_count(
    ASKED,
    GUEST_ROWS,
    "asked",
    GUESTS,
    _("Guests asked to seminars"),
    _("Guests on the lists of seminars that were held, each seminar by itself; without those who came uninvited."),
)
_count(
    ACCEPTED,
    GUEST_ROWS,
    "accepted",
    GUESTS,
    _("Guests who accepted"),
    _("Guests of seminars that were held who answered that they, or somebody in their place, would come."),
)
_count(
    ARRIVED,
    GUEST_ROWS,
    "arrived",
    GUESTS,
    _("Guests who came to seminars"),
    _(
        "Guests of seminars that were held whose arrival was noted, also those who came uninvited; each seminar by itself."
    ),
)
_count(
    SPEECHES,
    ITEM_ROWS,
    "speeches",
    ITEMS,
    _("Speeches at seminars"),
    _("Points of the agenda of seminars that were held for which a speaker is noted."),
)
_count(
    PAPERS,
    ITEM_ROWS,
    "papers",
    ITEMS,
    _("Papers of seminars"),
    _("Points of the agenda of seminars that were held for which a paper is kept."),
)
_count(
    POINTS,
    POINT_ROWS,
    "",
    OF_CONSENSUS,
    _("Points of consensus of seminars"),
    _("Points on which seminars that were held agreed, as they were noted with who supported them."),
)


@fact(
    ARRIVED_BY_KIND,
    label=_("Guests who came to seminars by kind of body"),
    definition=_("The guests whose arrival was noted, by the kind of body from which they came."),
    unit=GUESTS,
    rows=GUEST_ROWS,
    is_breakdown=True,
)
def arrived_by_kind(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Enterprises, media, departments …"""
    query = RowsQuery(GUEST_ROWS, parameters(period, scope)).narrowed(only="arrived")
    counts = dict(open_rows(query, actor).order_by().values_list("body_kind").annotate(Count("pk")))
    label: Callable[[str], Any] = body_label
    maker = LineMaker(ARRIVED_BY_KIND, GUESTS, "body", period, scope, query, label)
    return maker.breakdown(maker.ranked(counts), figure(ARRIVED, period, scope, actor))


_count(
    SUPPORTS,
    SUPPORT_ROWS,
    "",
    GUESTS,
    _("Who supported the points of consensus"),
    _(
        "Guests who supported a point on which a seminar that was held agreed; a guest who supported several counts at each."
    ),
)


@fact(
    SUPPORTS_BY_POINT,
    label=_("Who supported each point of consensus"),
    definition=_("For each point on which a seminar that was held agreed, the guests who came and supported it."),
    unit=GUESTS,
    rows=SUPPORT_ROWS,
    is_breakdown=True,
)
def supports_by_point(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """The points in the order of seminars and of their places."""
    query = RowsQuery(SUPPORT_ROWS, parameters(period, scope))
    points = select_points(query.params, actor).order_by("activity__starts_at", "activity_id", "place", "pk")
    counted = dict(open_rows(query, actor).order_by().values_list("consensus").annotate(Count("pk")))
    maker = LineMaker(SUPPORTS_BY_POINT, GUESTS, "point", period, scope, query, _point_label)
    lines = [(str(each.pk), text(each.text), counted.get(each.pk, 0)) for each in points]
    return maker.breakdown(lines, figure(SUPPORTS, period, scope, actor))


def _point_label(code: str) -> str:
    """A point in its own words; KeyError for what is none."""
    found = Consensus.objects.filter(pk=whole_number(code) or 0).first()
    if found is None:
        raise KeyError(code)
    return text(found.text)


declare_shares(ARRIVED_BY_KIND)
declare_board(
    Board(
        "seminars",
        title=_("Seminars"),
        figures=(ASKED, ACCEPTED, ARRIVED, SPEECHES, PAPERS, POINTS),
        tables=(ARRIVED_BY_KIND,),
        nothing=_("No guest of a seminar is noted in this period."),
        order=33,
    )
)
