"""The tasks that meetings gave to a body. Importing it declares the figures. A row belongs to the period in which its campaign begins, as in room `campaigns`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.campaigns.allocation.queries import tasks_given
from open315.campaigns.facts.figures import OF_TASKS
from open315.campaigns.types import TaskState
from open315.core import clock
from open315.core.access import Actor
from open315.core.facts import Column
from open315.core.facts.address import period_of, require_known
from open315.core.pages.cells import day, text
from open315.core.ui.templatetags.ui import named
from open315.org.facts import REGION, councils_in
from open315.parts.facts.dimension import PART
from open315.parts.facts.making import declare_count, declare_rows
from open315.parts.queries import of_body

if TYPE_CHECKING:
    from open315.campaigns.models import Task

ROWS = "parts.tasks"
TASKS, DONE, IN_TIME, LATE = "parts.tasks", "parts.tasks_done", "parts.tasks_in_time", "parts.tasks_late"
ONLY: Mapping[str, Any] = {"done": _("Done"), "in_time": _("Done in time"), "late": _("Late and not done")}


@declare_rows(
    ROWS,
    (
        Column(_("Task"), lambda each: text(each.what), lambda each: reverse("campaigns:task", args=[each.pk])),
        Column(_("Due"), lambda each: day(each.due_on)),
        Column(_("Done on"), lambda each: day(each.done_on)),
        Column(_("Council"), lambda each: named(each.campaign.council)),
    ),
    ONLY,
    ngettext_lazy("%(n)s task", "%(n)s tasks", "n"),
    since=_("Campaigns that begin in"),
)
def select(params: Mapping[str, str], actor: Actor) -> "QuerySet[Task]":
    """The tasks the body was given that were not dropped. KeyError for a parameter nobody knows."""
    require_known(params, REGION, PART, "only")
    period = period_of(params)
    found = of_body(tasks_given(), params.get(PART, ""), actor, whose="organisation", council="campaign__council")
    found = found.filter(campaign__first_day__range=(period.first, period.last))
    if region := params.get(REGION, ""):
        found = found.filter(campaign__council__in=councils_in(region))
    if "only" in params:
        end = period.until or clock.today()
        done = Q(state=TaskState.DONE, done_on__lte=end)
        in_time, late = done & Q(done_on__lte=F("due_on")), Q(due_on__lt=end) & ~done
        found = found.filter({"done": done, "in_time": in_time, "late": late}[params["only"]])
    return found.select_related("campaign__council")


declare_count(
    TASKS, ROWS, OF_TASKS, _("Tasks it was given"),
    _("Tasks of campaigns that begin in the period that were given to the body and not dropped."),
)  # fmt: skip
declare_count(
    DONE, ROWS, OF_TASKS, _("Tasks it did"), _("Those of them that were done by the reckoning day."), only="done"
)
declare_count(
    IN_TIME,
    ROWS,
    OF_TASKS,
    _("Tasks it did in time"),
    _("Those done on the day they were due, or before."),
    only="in_time",
)
declare_count(
    LATE, ROWS, OF_TASKS, _("Tasks that are late"), _("Those that were due before the reckoning day and not done by then."), only="late",
)  # fmt: skip
