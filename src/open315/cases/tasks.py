"""Periodic work of the case room: who is reminded of what is due, and what has become late."""

from collections.abc import Sequence
from datetime import datetime

from open315.cases.models import Case, Clock
from open315.cases.services.masking_again import mask_again
from open315.cases.services.presence import forget_presence
from open315.cases.types import OPEN
from open315.cases.vault.numbers import index_numbers_again
from open315.core.clock import local_day
from open315.core.outbox import Event, declare_events, emit_many, let_wait
from open315.core.periodic import periodic
from open315.law.services.announcing import announce
from open315.law.types import Announcement

declare_events("cases.clock_soon", "cases.clock_late")
let_wait("cases.clock_soon", "cases.clock_late")


@periodic(minutes=10)
def sweep_deadlines(at: datetime) -> None:
    """Mark what became late, once, and announce what is due soon or late, once each (handlers tell the officer)."""

    def tell(what: Announcement, clocks: Sequence[Clock]) -> None:
        if what is Announcement.LATE:
            Case.objects.filter(pk__in=[each.case_id for each in clocks], state__in=OPEN).update(was_late=True)
        emit_many(_event(each, what, at) for each in clocks)

    announce(Clock.objects.filter(case__is_leaving=False).select_related("case"), local_day(at), tell)


@periodic(minutes=30)
def sweep_presence(at: datetime) -> int:
    """Forget who had which case open."""
    return forget_presence(at)


AT_A_TIME = 5000


@periodic(minutes=5)
def index_numbers(at: datetime) -> int:
    """Index telephone numbers that an earlier release, or an archive of one, read otherwise; a share at a time, until none is left."""
    return index_numbers_again(AT_A_TIME)


@periodic(minutes=5)
def mask_texts(at: datetime) -> int:
    """Mask texts of cases anew that an earlier release, or an archive of one, masked by fewer rules; a share at a time, until none is left."""
    return mask_again(AT_A_TIME)


def _event(clock: Clock, what: Announcement, at: datetime) -> Event:
    due = clock.due_on.isoformat() if clock.due_on else ""
    return Event(
        f"cases.clock_{what.value}",
        {"case": clock.case_id, "number": clock.case.number, "clock": clock.key, "due": due},
        at,
    )
