"""The figures of activities. Each says in words what it counts; its rows are the query "activities", narrowed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from open315.activities.facts.rows import ACTIVITIES, ROWS, council_label, form_label, line_of
from open315.core.access import Actor
from open315.core.facts import Board, Breakdown, Fact, Period, RowsQuery, Scope, declare_board, fact, figure, open_rows
from open315.core.facts.address import parameters
from open315.core.facts.lines import LineMaker
from open315.core.facts.variants import declare_shares
from open315.org.facts import REGION

HELD, BY_FORM, BY_COUNCIL = "activities.held", "activities.by_form", "activities.by_council"
RULE = _(
    "An activity belongs to the period by the day of its start, and to the council that planned it. Only what was held counts; what was entered twice and is decided to be one counts once."
)


def base_query(period: Period, scope: Scope) -> RowsQuery:
    """What was held in the period."""
    return RowsQuery(ROWS, parameters(period, scope))


@fact(HELD, label=_("Activities held"), definition=RULE, unit=ACTIVITIES, rows=ROWS)
def held(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many activities were held."""
    rows = base_query(period, scope)
    return Fact(HELD, open_rows(rows, actor).order_by().count(), ACTIVITIES, period, scope, rows)


def _table(
    key: str, parameter: str, counts: Mapping[str, int], label: Callable[[str], Any], at: tuple[Period, Scope, Actor]
) -> Breakdown:
    period, scope, actor = at
    maker = LineMaker(key, ACTIVITIES, parameter, period, scope, base_query(period, scope), label)
    return maker.breakdown(maker.ranked(counts), figure(HELD, period, scope, actor))


def _counts(period: Period, scope: Scope, actor: Actor, column: str) -> dict[Any, int]:
    found = open_rows(base_query(period, scope), actor).order_by().values_list(column)
    return dict(found.annotate(Count("pk")))


@fact(
    BY_FORM,
    label=_("Activities by form"),
    definition=_("The activities held, by their form."),
    unit=ACTIVITIES,
    rows=ROWS,
    is_breakdown=True,
)
def by_form(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Seminars, consultation days, stalls …"""
    return _table(BY_FORM, "form", _counts(period, scope, actor, "kind"), form_label, (period, scope, actor))


@fact(
    BY_COUNCIL,
    label=_("Activities by council"),
    definition=_(
        "The activities held, by the council that planned them; those of bodies further below are counted with the one they report to."
    ),
    unit=ACTIVITIES,
    rows=ROWS,
    is_breakdown=True,
)
def by_council(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """One line a council directly below that of the region, and that one itself."""
    counts: dict[str, int] = {}
    for council, n in _counts(period, scope, actor, "council_id").items():
        line = str(line_of(council, scope.get(REGION)))
        counts[line] = counts.get(line, 0) + n
    return _table(BY_COUNCIL, "by", counts, council_label, (period, scope, actor))


for _key in (BY_FORM, BY_COUNCIL):
    declare_shares(_key)

declare_board(
    Board(
        "activities",
        title=_("Activities"),
        figures=(HELD,),
        tables=(BY_FORM, BY_COUNCIL),
        nothing=_("No activity was held in this period."),
        order=30,
    )
)
