"""What this room enters in the board: meetings, tasks, papers nobody acknowledged, own plans that are missing."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from open315.campaigns.allocation import queries as tasks
from open315.campaigns.board.registry import WEEK, Item, PartOf, contribute
from open315.campaigns.issue import queries as issues
from open315.campaigns.meetings import queries as meetings
from open315.campaigns.models import Campaign, Delivery
from open315.campaigns.types import TaskState
from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named

DAY = timedelta(days=1)


def of_this_week(actor: Actor, campaign: Campaign, today: date) -> Iterator[Item]:
    """Meetings, and tasks that are due."""
    first, end = midnight(today), midnight(today + WEEK + DAY)
    for meeting in meetings.meetings_seen(actor).filter(campaign=campaign, starts_at__gte=first, starts_at__lt=end):
        address = reverse("campaigns:meeting", args=[meeting.pk])
        yield Item(text(meeting.title), address, local_day(meeting.starts_at), text(meeting.venue))
    due = tasks.tasks_seen(actor).filter(campaign=campaign, state=TaskState.OPEN)
    for task in due.filter(due_on__gte=today, due_on__lte=today + WEEK):
        yield Item(text(task.what), reverse("campaigns:task", args=[task.pk]), task.due_on, text(task.body))


def late_tasks(actor: Actor, campaign: Campaign, today: date) -> Iterator[Item]:
    """Open ones whose day is over."""
    for task in tasks.tasks_seen(actor).filter(tasks.late_on(today), campaign=campaign):
        yield Item(text(task.what), reverse("campaigns:task", args=[task.pk]), task.due_on, text(task.body))


def late_councils(actor: Actor, campaign: Campaign, today: date) -> Iterator[Item]:
    """Those that did not acknowledge the paper in time, and those whose own plan is missing."""
    rows = Delivery.objects.filter(issue__campaign=campaign, issue__in=issues.issues(actor).values("pk"))
    for row in rows.select_related("issue", "council").order_by("council__path"):
        address = reverse("campaigns:delivery", args=[row.pk])
        acknowledge, plans = row.issue.acknowledge_until, row.issue.plans_until
        if row.acknowledged_at is None:
            if acknowledge is not None and acknowledge < today:
                yield Item(_("Has not acknowledged the paper"), address, acknowledge, named(row.council))
        elif row.filed_version_id is None and plans is not None and plans < today:
            yield Item(_("Has filed no plan of its own"), address, plans, named(row.council))


def enter() -> None:
    """Enter them."""
    contribute(PartOf.WEEK, "campaigns", "campaigns:tasks", of_this_week)
    contribute(PartOf.LATE, "tasks", "campaigns:tasks", late_tasks)
    contribute(PartOf.LATE, "papers", "campaigns:read", late_councils)
