"""Claiming events: of all workers, the one whose conditional update hit the row delivers it. Claims expire.

A claim that expired (its worker was killed) counts as an attempt, so that an event that kills workers ends as dead.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.rules import LONGEST_PAUSE, MAX_ATTEMPTS

CLAIMED_FOR = timedelta(minutes=2)
JOB_CLAIMED_FOR = timedelta(minutes=5)


_TAKE = """
WITH chosen AS MATERIALIZED ({chosen})
UPDATE core_outboxevent
SET claimed_until = %s, attempts = attempts + CASE WHEN claimed_until IS NULL THEN 0 ELSE 1 END
WHERE id IN (SELECT id FROM chosen) AND state = 'waiting' AND (claimed_until IS NULL OR claimed_until < %s OR claimed_until > %s)
RETURNING id, attempts
"""


def _free(at: datetime) -> Q:
    """Due and nobody's. A moment further away than any pause or claim reaches was written by a clock that ran ahead, and counts as past;
    an event that was never tried is due however late it says it was born.
    """
    due = Q(available_at__lte=at) | Q(attempts=0) | Q(available_at__gt=at + LONGEST_PAUSE)
    nobodys = Q(claimed_until=None) | Q(claimed_until__lt=at) | Q(claimed_until__gt=at + 2 * JOB_CLAIMED_FOR)
    return Q(state=OutboxEvent.State.WAITING) & due & nobodys


def anything_waiting(at: datetime, *, only: Sequence[str] = ()) -> bool:
    """Whether an event (of these names) could be claimed; a read, so that an idle pump takes no write lock."""
    found = OutboxEvent.objects.filter(_free(at))
    return (found.filter(name__in=only) if only else found).exists()


def claim(at: datetime, *, limit: int, until: datetime, only: Sequence[str] = (), but: Sequence[str] = ()) -> list[int]:
    """Claim up to `limit` events until `until`, oldest first, and return their ids.

    `only`: nothing but these names; `but`: none of these names.
    """
    found = OutboxEvent.objects.filter(_free(at))
    if only:
        found = found.filter(name__in=only)
    if but:
        found = found.exclude(name__in=but)
    ids = found.order_by("available_at", "id").values("id")[:limit]
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            ids = ids.select_for_update(skip_locked=True)
        return _take(ids.query.sql_with_params(), at, until)


def _take(chosen: tuple[str, tuple[Any, ...]], at: datetime, until: datetime) -> list[int]:
    """One statement, so that no other worker comes between choosing and taking."""
    inner, params = chosen
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(chosen=inner), [*params, adapt(until), adapt(at), adapt(at + 2 * JOB_CLAIMED_FOR)])
        taken = cursor.fetchall()
    _bury([pk for pk, attempts in taken if attempts >= MAX_ATTEMPTS])
    return sorted(pk for pk, attempts in taken if attempts < MAX_ATTEMPTS)


def _bury(event_ids: list[int]) -> None:
    """Workers were killed so often while they delivered these that something must be wrong with them."""
    if event_ids:
        OutboxEvent.objects.filter(pk__in=event_ids).update(
            state=OutboxEvent.State.DEAD, claimed_until=None, last_error="the worker was stopped each time it tried"
        )


def running(at: datetime, names: Sequence[str]) -> int:
    """How many events of these names are being delivered by anybody."""
    held = OutboxEvent.objects.filter(state=OutboxEvent.State.WAITING, name__in=names)
    return held.filter(claimed_until__gte=at, claimed_until__lte=at + 2 * JOB_CLAIMED_FOR).count()


def give_back(event_ids: Sequence[int], until: datetime) -> None:
    """Undo a claim that never reached the queue; it does not count as an attempt."""
    OutboxEvent.objects.filter(pk__in=event_ids, claimed_until=until).update(claimed_until=None)


def prolong(event_id: int, until: datetime) -> None:
    """Keep the claim of a job that is still at work."""
    OutboxEvent.objects.filter(pk=event_id, state=OutboxEvent.State.WAITING).update(claimed_until=until)


def release_all() -> int:
    """Give back every claim. Only for the one worker of an install, before it begins: nobody else can be at work.

    What was held when that worker was killed counts as an attempt, as with a claim that expired.
    """
    held = OutboxEvent.objects.filter(state=OutboxEvent.State.WAITING, claimed_until__isnull=False)
    return held.update(claimed_until=None, attempts=F("attempts") + 1)
