"""The figures of bodies, meetings and tasks. Each says in words what it counts. Importing it declares them."""

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.campaigns.facts import rows
from open315.core.access import Actor
from open315.core.facts import (
    Board,
    Breakdown,
    Fact,
    Period,
    RowsQuery,
    Scope,
    declare_board,
    declare_unit,
    fact,
    figure,
    open_rows,
)
from open315.core.facts.address import parameters
from open315.core.facts.lines import LineMaker
from open315.core.facts.variants import declare_shares

BODIES, BODIES_BY_KIND, POSTS = "campaigns.bodies", "campaigns.bodies_by_kind", "campaigns.posts"
MEETINGS, CAME, ABSENT = "campaigns.meetings", "campaigns.came_to_meetings", "campaigns.absent_from_meetings"
TASKS, DONE, IN_TIME, LATE = (
    "campaigns.tasks",
    "campaigns.tasks_done",
    "campaigns.tasks_in_time",
    "campaigns.tasks_late",
)

OF_BODIES = declare_unit(
    "campaigns.bodies",
    name=ngettext_lazy("body", "bodies", "n"),
    column=_("Number of bodies"),
    of_line=_("bodies of the line"),
    of_all_lines=_("bodies of all lines"),
)
OF_POSTS = declare_unit(
    "campaigns.posts",
    name=ngettext_lazy("post", "posts", "n"),
    column=_("Number of posts"),
    of_line=_("posts of the line"),
    of_all_lines=_("posts of all lines"),
)
OF_MEETINGS = declare_unit(
    "campaigns.meetings",
    name=ngettext_lazy("meeting", "meetings", "n"),
    column=_("Number of meetings"),
    of_line=_("meetings of the line"),
    of_all_lines=_("meetings of all lines"),
)
OF_PRESENCE = declare_unit(
    "campaigns.presence",
    name=ngettext_lazy("time", "times", "n"),
    column=_("Times"),
    of_line=_("times of the line"),
    of_all_lines=_("times of all lines"),
)
OF_TASKS = declare_unit(
    "campaigns.tasks",
    name=ngettext_lazy("task", "tasks", "n"),
    column=_("Number of tasks"),
    of_line=_("tasks of the line"),
    of_all_lines=_("tasks of all lines"),
)


def query(name: str, period: Period, scope: Scope, **narrow: str) -> RowsQuery:
    """The rows of one of the queries, narrowed."""
    return RowsQuery(name, parameters(period, scope)).narrowed(**narrow)


def _count(key: str, name: str, unit: str, label: Any, definition: Any, **narrow: str) -> None:
    @fact(key, label=label, definition=definition, unit=unit, rows=name)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        wanted = query(name, period, scope, **narrow)
        return Fact(key, open_rows(wanted, actor).order_by().count(), unit, period, scope, wanted)


_count(
    BODIES,
    rows.BODIES,
    OF_BODIES,
    _("Bodies of the campaign"),
    _(
        "Organising committees, leading groups, offices and command posts set up for campaigns that begin in the period."
    ),
)
_count(
    POSTS,
    rows.POSTS,
    OF_POSTS,
    _("Posts of these bodies"),
    _("The posts of those bodies; one that passed from one office to another counts once for each."),
)
_count(
    MEETINGS,
    rows.MEETINGS,
    OF_MEETINGS,
    _("Deployment meetings held"),
    _("Meetings of campaigns that begin in the period. Only what was noted as held counts."),
)
_count(
    CAME,
    rows.PRESENCE,
    OF_PRESENCE,
    _("Bodies that came to deployment meetings"),
    _("How often bodies came to meetings that were held. A body that came to three meetings is counted three times."),
    came="1",
)
_count(
    ABSENT,
    rows.PRESENCE,
    OF_PRESENCE,
    _("Bodies that did not come to deployment meetings"),
    _("How often bodies were asked to meetings that were held, and did not come."),
    came="0",
)
_count(
    TASKS,
    rows.TASKS,
    OF_TASKS,
    _("Tasks"),
    _("The tasks given for campaigns that begin in the period, without those that were dropped."),
)
_count(DONE, rows.TASKS, OF_TASKS, _("Tasks done"), _("Those of which the result was reported."), only="done")
_count(
    IN_TIME,
    rows.TASKS,
    OF_TASKS,
    _("Tasks done in time"),
    _("Those that were done on their day or before it."),
    only="in_time",
)
_count(
    LATE,
    rows.TASKS,
    OF_TASKS,
    _("Tasks that are late"),
    _("Those whose day is over and of which no result was reported."),
    only="late",
)


@fact(
    BODIES_BY_KIND,
    label=_("Bodies of the campaign by kind"),
    definition=_("The bodies set up for campaigns, by their kind."),
    unit=OF_BODIES,
    rows=rows.BODIES,
    is_breakdown=True,
)
def by_kind(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Committees, leading groups, offices …"""
    wanted = query(rows.BODIES, period, scope)
    counts = dict(open_rows(wanted, actor).order_by().values_list("kind").annotate(Count("pk")))
    maker = LineMaker(BODIES_BY_KIND, OF_BODIES, "kind", period, scope, wanted, rows.kind_label)
    return maker.breakdown(maker.ranked(counts), figure(BODIES, period, scope, actor))


declare_shares(BODIES_BY_KIND)
declare_board(
    Board(
        "cooperation",
        title=_("Bodies, meetings and tasks"),
        figures=(BODIES, POSTS, MEETINGS, CAME, ABSENT, TASKS, DONE, IN_TIME, LATE),
        tables=(BODIES_BY_KIND,),
        nothing=_("No body was set up, no meeting held and no task given for a campaign of this period."),
        order=28,
    )
)
