"""Reads of tasks: those of the campaigns one sees, and those that are given to one's own body."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns import queries as campaigns
from open315.campaigns.models import Task
from open315.campaigns.types import TaskState
from open315.core.access import Actor
from open315.core.clock import today
from open315.core.errors import NotFound

NO_TASK = _("There is no such task.")


def tasks_seen(actor: Actor) -> QuerySet[Task]:
    """The tasks of the campaigns that the actor sees, and those for which her body is responsible."""
    if not actor.may("campaigns:tasks"):
        return Task.objects.none()
    seen = campaigns.visible_to(actor).order_by().values("pk")
    rows = Task.objects.filter(Q(campaign__in=seen) | Q(organisation_id=actor.organisation_id or 0))
    return rows.select_related("campaign__council", "meeting", "post__committee", "organisation")


def tasks_given() -> QuerySet[Task]:
    """All that were not dropped, whoever looks: for a room that narrows them to one body."""
    return Task.objects.exclude(state=TaskState.DROPPED)


def late_on(day: date) -> Q:
    """Open, and the day is over."""
    return Q(state=TaskState.OPEN, due_on__lt=day)


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Task]:
    """The tasks that fit the filters: a campaign, a meeting, state, those of one's own body, late ones, the days they are due, words."""
    rows = tasks_seen(actor)
    for name, field in (("campaign", "campaign_id"), ("meeting", "meeting_id"), ("state", "state")):
        if name in wanted:
            rows = rows.filter(**{field: wanted[name]})
    if "first" in wanted:
        rows = rows.filter(due_on__gte=wanted["first"])
    if "last" in wanted:
        rows = rows.filter(due_on__lte=wanted["last"])
    if "q" in wanted:
        rows = rows.filter(Q(what__icontains=wanted["q"]) | Q(body__icontains=wanted["q"]))
    if wanted.get("only") == "mine":
        rows = rows.filter(organisation_id=actor.organisation_id or 0)
    if wanted.get("only") == "late":
        rows = rows.filter(late_on(today()))
    return rows


def get_task(actor: Actor, task_id: int) -> Task:
    """One task; NotFound if there is none, or it is neither of a campaign one sees nor given to one's own body."""
    found = tasks_seen(actor).filter(pk=task_id).first()
    if found is None:
        raise NotFound(NO_TASK)
    return found
