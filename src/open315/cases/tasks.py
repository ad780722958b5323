"""Periodic work of the case room: who is reminded of what is due, and what has become late."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from open315.cases.models import Case, Clock
from open315.cases.types import OPEN
from open315.core.clock import local_day
from open315.core.outbox import Event, emit_many
from open315.core.tasks import periodic
from open315.law.types import ClockState

REMIND_BEFORE = timedelta(days=2)
BATCH = 500
MOST_BATCHES = 40
SOON, LATE = "soon", "late"


@periodic(minutes=10)
def sweep_deadlines(at: datetime) -> None:
    """Mark what became late, once, and announce what is due soon or late, once each (handlers tell the officer)."""
    today = local_day(at)
    late = Q(due_on__lt=today) & ~Q(was_announced=LATE)
    soon = Q(due_on__range=(today, today + REMIND_BEFORE), was_announced="")
    for which, what in ((late, LATE), (soon, SOON)):
        for _ in range(MOST_BATCHES):
            if _announce(which, what, at) < BATCH:
                break


def _announce(which: Q, what: str, at: datetime) -> int:
    """Announce one batch and say how many there were. A second sweep at the same moment leaves these rows alone."""
    rows = Clock.objects.filter(which, state=ClockState.RUNNING.value).select_related("case").order_by("due_on", "id")
    with transaction.atomic():
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(of=("self",), skip_locked=True)
        found = list(rows[:BATCH])
        Clock.objects.filter(pk__in=[each.pk for each in found]).update(was_announced=what)
        if what == LATE:
            Case.objects.filter(pk__in=[each.case_id for each in found], state__in=OPEN).update(was_late=True)
        emit_many(_event(each, what, at) for each in found)
    return len(found)


def _event(clock: Clock, what: str, at: datetime) -> Event:
    due = clock.due_on.isoformat() if clock.due_on else ""
    return Event(
        f"cases.clock_{what}",
        {"case": clock.case_id, "number": clock.case.number, "clock": clock.key, "due": due},
        at,
    )
