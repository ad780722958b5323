"""Periodic work of the case room: who is reminded of what is due, and what has become late."""

from datetime import datetime, timedelta

from django.db import transaction

from open315.cases.models import Case, Clock
from open315.cases.queries.inbox import OPEN
from open315.cases.types import ClockState
from open315.core.clock import local_day
from open315.core.outbox import Event, emit_many
from open315.core.tasks import periodic

REMIND_BEFORE = timedelta(days=2)
BATCH = 500


@periodic(minutes=10)
def sweep_deadlines(at: datetime) -> None:
    """Mark what became late, once, and announce what is due soon or late, once each (handlers tell the officer)."""
    today = local_day(at)
    late = Clock.objects.filter(state=ClockState.RUNNING.value, due_on__lt=today, was_announced="")
    soon = Clock.objects.filter(
        state=ClockState.RUNNING.value, due_on__range=(today, today + REMIND_BEFORE), was_announced=""
    )
    overdue_after_reminder = Clock.objects.filter(
        state=ClockState.RUNNING.value, due_on__lt=today, was_announced="soon"
    )
    _announce(soon, "soon", at)
    _announce(late, "late", at)
    _announce(overdue_after_reminder, "late", at)


def _announce(clocks: object, what: str, at: datetime) -> None:
    with transaction.atomic():
        found = list(clocks.select_related("case")[:BATCH])  # type: ignore[attr-defined]
        Clock.objects.filter(pk__in=[each.pk for each in found]).update(was_announced=what)
        if what == "late":
            Case.objects.filter(pk__in=[each.case_id for each in found], state__in=OPEN).update(was_late=True)
        emit_many(
            Event(
                f"cases.clock_{what}",
                {
                    "case": each.case_id,
                    "number": each.case.number,
                    "clock": each.key,
                    "due": each.due_on.isoformat() if each.due_on else "",
                    "officer": each.case.officer_id,
                },
                at,
            )
            for each in found
        )
