"""Which running clocks are due soon or late: found once each, in batches, for the room that keeps them to tell people."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from open315.law.kept_clock import KeptClock
from open315.law.types import Announcement, ClockState

K = TypeVar("K", bound=KeptClock)
REMIND_BEFORE = timedelta(days=2)
BATCH = 500
MOST_BATCHES = 40


def announce(rows: QuerySet[K], today: date, tell: Callable[[Announcement, Sequence[K]], None]) -> None:
    """Mark what became late and what is due soon, and `tell` of each once, in the transaction that marks it.

    Late is what was due before `today`; soon what is due today or within `REMIND_BEFORE`. Two sweeps at one moment tell
    of each clock once.
    """
    running = rows.filter(state=ClockState.RUNNING.value)
    late = running.filter(due_on__lt=today).exclude(was_announced=Announcement.LATE.value)
    soon = running.filter(due_on__range=(today, today + REMIND_BEFORE), was_announced="")
    for which, what in ((late, Announcement.LATE), (soon, Announcement.SOON)):
        for _ in range(MOST_BATCHES):
            if _announce_batch(which, what, tell) < BATCH:
                break


def _announce_batch(which: QuerySet[K], what: Announcement, tell: Callable[[Announcement, Sequence[K]], None]) -> int:
    """Announce one batch and say how many there were. A second sweep at the same moment leaves these rows alone."""
    with transaction.atomic():
        rows = which.select_for_update(of=("self",), skip_locked=True).order_by("due_on", "id")
        found = list(rows[:BATCH])
        which.model._base_manager.filter(pk__in=[each.pk for each in found]).update(was_announced=what.value)
        if found:
            tell(what, found)
    return len(found)
