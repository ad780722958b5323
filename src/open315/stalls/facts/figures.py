"""The figures of stalls, each with its rows. Importing it declares them.

A complaint that was taken at a stall is a row of the cases and linked once, so this figure and the one of all complaints received never add up the same twice. What
the buttons counted is the activity's value of its indicator (`activities.output.complaints_taken`), and stands beside this one.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.facts.rows import keepers
from open315.activities.queries import started_in
from open315.core.access import Actor
from open315.core.facts import (
    Board,
    Column,
    Fact,
    Period,
    RowsQuery,
    Scope,
    declare_board,
    declare_unit,
    fact,
    open_rows,
    rows,
)
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.wording import period_words
from open315.core.pages.cells import moment, text
from open315.org.facts import REGION, councils_in
from open315.stalls.drawing import stall_words
from open315.stalls.models import Stall, StallCase
from open315.stalls.queries import COMPLAINT, visible_to

STALLS, COMPLAINTS = "stalls", "stalls.complaints"
STOOD, TAKEN = "stalls.stood", "stalls.complaints_taken"
OF_STALLS = declare_unit(
    "stalls",
    name=ngettext_lazy("stall", "stalls", "n"),
    column=_("Number of stalls"),
    of_line=_("stalls of the line"),
    of_all_lines=_("stalls of all lines"),
)
OF_COMPLAINTS = declare_unit(
    "stalls.complaints",
    name=ngettext_lazy("complaint", "complaints", "n"),
    column=_("Number of complaints"),
    of_line=_("complaints of the line"),
    of_all_lines=_("complaints of all lines"),
)
Params = Mapping[str, str]
ACTIVITY = pgettext_lazy("activity", "Title")


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    return [(_("Held"), period_words(period_of(params))), *narrowing_words(params)]


def _of(params: Params, found: QuerySet[Any], of: str) -> QuerySet[Any]:
    """Those of activities that were held in the period, of the councils of the region. KeyError for a parameter nobody knows."""
    require_known(params, REGION)
    found = started_in(found, period_of(params), of).filter(**{f"{of}state": "held"})
    region = params.get(REGION, "")
    return found.filter(**{f"{of}council__in": councils_in(region)}) if region else found


@rows(
    STALLS,
    words=_said,
    columns=(
        Column(_("Stall"), stall_words, lambda each: reverse("stalls:stall", args=[each.pk])),
        Column(_("What it offers"), lambda each: text(each.offers)),
        Column(ACTIVITY, lambda each: each.activity.title_in, lambda each: reverse("stalls:plan", args=[each.activity_id])),
        Column(_("Begins"), lambda each: moment(each.activity.starts_at)),
    ),
    order=("-id",),
    permission="stalls:read",
    export="stalls:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s stall", "%(n)s stalls", "n"),
    nothing=(_("No stalls"), _("No activity of this period and region that was held had stalls.")),
)  # fmt: skip
def stalls(params: Params, actor: Actor) -> QuerySet[Stall]:
    """The stalls of what was held that the actor may see."""
    return _of(params, visible_to(actor).select_related("activity"), "activity__")


@rows(
    COMPLAINTS,
    words=_said,
    columns=(
        Column(_("Case number"), lambda each: each.case.number, lambda each: reverse("cases:case", args=[each.case.number])),
        Column(_("Stall"), lambda each: stall_words(each.stall), lambda each: reverse("stalls:stall", args=[each.stall_id])),
        Column(ACTIVITY, lambda each: each.stall.activity.title_in),
        Column(_("Taken at"), lambda each: moment(each.case.received_at)),
    ),
    order=("-id",),
    permission="stalls:read",
    export="stalls:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s complaint taken at a stall", "%(n)s complaints taken at stalls", "n"),
    nothing=(_("No complaints"), _("No complaint that was taken at a stall of this period and region is a case.")),
)  # fmt: skip
def complaints(params: Params, actor: Actor) -> QuerySet[StallCase]:
    """The complaints that were taken at stalls of what was held, as cases."""
    seen = visible_to(actor).order_by().values("pk")
    found = StallCase.objects.filter(stall__in=seen, case__kind=COMPLAINT, case__is_leaving=False)
    return _of(params, found.select_related("stall__activity", "case"), "stall__activity__")


@fact(
    STOOD,
    label=_("Stalls that stood"),
    definition=_("Stalls on the site plans of activities that were held, by the day of their start and the council that planned them."),
    unit=OF_STALLS,
    rows=STALLS,
)  # fmt: skip
def stood(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many stalls there were."""
    asked = RowsQuery(STALLS, parameters(period, scope))
    return Fact(STOOD, open_rows(asked, actor).order_by().count(), OF_STALLS, period, scope, asked)


@fact(
    TAKEN,
    label=_("Complaints taken at stalls, as cases"),
    definition=_(
        "Complaints that were taken at stalls of activities that were held and stand in the register as cases, each once. They are among the complaints received, and are never added to what the buttons of the stalls counted."
    ),
    unit=OF_COMPLAINTS,
    rows=COMPLAINTS,
)
def taken(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many complaints of stalls are cases."""
    asked = RowsQuery(COMPLAINTS, parameters(period, scope))
    return Fact(TAKEN, open_rows(asked, actor).order_by().count(), OF_COMPLAINTS, period, scope, asked)


declare_board(
    Board(
        "stalls",
        title=pgettext_lazy("stalls of an activity", "Stalls"),
        figures=(STOOD, TAKEN),
        nothing=_("No stalls stood in this period."),
        order=34,
    )
)
