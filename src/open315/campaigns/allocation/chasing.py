"""Which tasks are chased now: once when due soon, once when overdue. Marking them emits the events that `handlers` tells people of."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from open315.campaigns.allocation.queries import late_on
from open315.campaigns.allocation.rules import SOON
from open315.campaigns.models import Task
from open315.campaigns.types import TaskState
from open315.core.clock import local_day
from open315.core.outbox import declare_events, emit

DUE_SOON, LATE = "campaigns.task_due_soon", "campaigns.task_late"
declare_events(DUE_SOON, LATE)
BATCH = 200


def due_soon(at: datetime) -> QuerySet[Task]:
    """Open tasks whose day comes within three days, and that were not chased for it."""
    today = local_day(at)
    rows = Task.objects.filter(state=TaskState.OPEN, chased_soon_at=None, chased_late_at=None)
    return rows.filter(due_on__gte=today, due_on__lte=today + SOON)


def overdue(at: datetime) -> QuerySet[Task]:
    """Open tasks whose day is over, and that were not chased since."""
    return Task.objects.filter(late_on(local_day(at)), chased_late_at=None)


def chase(at: datetime) -> int:
    """Chase what is due: each once before its day and once after it. Safe beside another worker; returns how many."""
    done = 0
    for event, field, rows in ((DUE_SOON, "chased_soon_at", due_soon(at)), (LATE, "chased_late_at", overdue(at))):
        for pk in list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                if rows.filter(pk=pk).update(**{field: at}):
                    emit(event, {"task_id": pk}, at=at)
                    done += 1
    return done
