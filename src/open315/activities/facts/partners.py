"""The figures of departments and partners: how often bodies came, of which kind, and what was promised and did not come. Importing it declares them.

Each row is one body at one activity. It belongs to the period and to the council as its activity does (ADR 0112).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.doubles.queries import once
from open315.activities.facts.rows import activity_label, keepers
from open315.activities.models import Activity, Partner
from open315.activities.partners.drawing import delivered_words, name_words, promised_words
from open315.activities.partners.queries import undelivered, visible_to
from open315.activities.queries import started_in
from open315.core.access import Actor
from open315.core.clock import now
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
from open315.org.facts import REGION, councils_in

ROWS = "activities.partners"
TAKING_PART = declare_unit(
    "activities.partners",
    name=ngettext_lazy("time", "times", "n"),
    column=_("Times"),
    of_line=_("times of the line"),
    of_all_lines=_("times of all lines"),
)
BODIES = declare_unit(
    "activities.departments",
    name=ngettext_lazy("department", "departments", "n"),
    column=_("Number of departments"),
    of_line=_("departments of the line"),
    of_all_lines=_("departments of all lines"),
)
CAME, BY_KIND, UNDELIVERED, DEPARTMENTS = (
    "activities.partners_came",
    "activities.partners_by_kind",
    "activities.partners_undelivered",
    "activities.departments",
)
Params = Mapping[str, str]


def kind_label(code: str) -> Any:
    """A kind of body in words. ValueError for what is none."""
    return Partner.Kind(code).label


def _said(params: Params, actor: Actor) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(_("Held"), period_words(period_of(params))), *narrowing_words(params)]
    if params.get("only") == "departments":
        found.append((_("Only"), _("Departments, each the first time it came")))
    if "kind" in params:
        found.append((_("Kind of body"), enumerated(map(kind_label, params["kind"].split(TOGETHER)))))
    if "activity" in params:
        found.append((_("Activity"), activity_label(params["activity"], actor)))
    return found


@rows(
    ROWS,
    words=_said,
    columns=(
        Column(_("Department or partner"), name_words, lambda each: reverse("activities:partner", args=[each.pk])),
        Column(_("Kind of body"), lambda each: each.get_kind_display()),
        Column(
            pgettext_lazy("activity", "Title"),
            lambda each: each.activity.title_in,
            lambda each: reverse("activities:detail", args=[each.activity_id]),
        ),
        Column(_("Promised"), promised_words),
        Column(_("Delivered"), delivered_words),
    ),
    order=("-id",),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s partner of an activity", "%(n)s partners of activities", "n"),
    nothing=(_("No partners"), _("No partner of an activity of this period and region is among these.")),
)
def select(params: Params, actor: Actor) -> QuerySet[Partner]:
    """The partners of the parameters that `actor` may see. KeyError for a parameter nobody knows."""
    require_known(params, REGION, "kind", "only", "activity")
    found = started_in(visible_to(actor), period_of(params), of="activity__")
    if "activity" in params:
        found = found.filter(activity=int(params["activity"]))
    found = found.select_related("activity__council", "organisation")
    if region := params.get(REGION, ""):
        found = found.filter(activity__council__in=councils_in(region))
    found = _of_what(found, params.get("only", ""), now())
    if "kind" in params:
        found = found.filter(kind__in=[Partner.Kind(code) for code in params["kind"].split(TOGETHER)])
    return found


def _of_what(found: QuerySet[Partner], only: str, at: datetime) -> QuerySet[Partner]:
    if only == "undelivered":
        return once(found.filter(undelivered(at)), "activity__", "name")
    came = once(found.filter(state=Partner.State.DELIVERED, activity__state=Activity.State.HELD), "activity__", "name")
    if only == "departments":
        departments = came.filter(kind=Partner.Kind.DEPARTMENT)
        before = departments.order_by().filter(name=OuterRef("name"), pk__lt=OuterRef("pk"))
        return departments.exclude(Exists(before))
    if only:
        raise KeyError("only")
    return came


def base_query(period: Period, scope: Scope) -> RowsQuery:
    """The bodies that came to what was held in the period."""
    return RowsQuery(ROWS, parameters(period, scope))


@fact(
    CAME,
    label=_("Departments and partners that came"),
    definition=_(
        "How often a department or partner came to an activity that was held. A body that came to three activities is counted three times; hosts are not counted."
    ),
    unit=TAKING_PART,
    rows=ROWS,
)
def came(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How often bodies delivered something at what was held."""
    query = base_query(period, scope)
    return Fact(CAME, open_rows(query, actor).order_by().count(), TAKING_PART, period, scope, query)


@fact(
    DEPARTMENTS,
    label=_("Departments that joined in"),
    definition=_(
        "Departments that came to activities that were held, each once by its name, whatever the number of activities. Its row is that of the first time."
    ),
    unit=BODIES,
    rows=ROWS,
)
def departments(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many different departments came."""
    query = base_query(period, scope).narrowed(only="departments")
    return Fact(DEPARTMENTS, open_rows(query, actor).order_by().count(), BODIES, period, scope, query)


@fact(
    BY_KIND,
    label=_("Departments and partners by kind"),
    definition=_("How often departments and partners came to what was held, by the kind of body."),
    unit=TAKING_PART,
    rows=ROWS,
    is_breakdown=True,
)
def by_kind(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Departments, associations, lawyers …"""
    query = base_query(period, scope)
    counts = dict(open_rows(query, actor).order_by().values_list("kind").annotate(Count("pk")))
    maker = LineMaker(BY_KIND, TAKING_PART, "kind", period, scope, query, kind_label)
    return maker.breakdown(maker.ranked(counts), figure(CAME, period, scope, actor))


@fact(
    UNDELIVERED,
    label=_("Promised and not delivered"),
    definition=_(
        "Departments and partners that promised something for an activity that has begun, and did not come, or of which nobody has said yet whether they came. Cancelled activities do not count."
    ),
    unit=TAKING_PART,
    rows=ROWS,
)
def not_delivered(period: Period, scope: Scope, actor: Actor) -> Fact:
    """What was promised and did not come."""
    query = base_query(period, scope).narrowed(only="undelivered")
    return Fact(UNDELIVERED, open_rows(query, actor).order_by().count(), TAKING_PART, period, scope, query)


declare_shares(BY_KIND)
declare_board(
    Board(
        "partners",
        title=_("Departments and partners"),
        figures=(CAME, DEPARTMENTS, UNDELIVERED),
        tables=(BY_KIND,),
        nothing=_("No department or partner came to an activity of this period."),
        order=31,
    )
)
