"""Sweeping what nobody needs any more, a bounded piece at a time."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from open315.core.ids.models import IdempotencyKey
from open315.core.outbox.models import HandledEvent, OutboxEvent
from open315.core.periodic import periodic
from open315.core.throttle.models import Bucket

DONE_EVENTS_KEPT = timedelta(days=7)
IDEMPOTENCY_KEPT = timedelta(days=14)
BUCKETS_KEPT = timedelta(days=2)
PIECE = 5_000
"""Rows deleted in one transaction: on SQLite a longer one would hold up everybody who writes."""
PIECES = 20
WAITS_FOR_READERS = 1000
"""Milliseconds."""


@periodic(minutes=10)
def sweep_done_events(at: datetime) -> int:
    """Delete delivered events after some days, with the record of their handlers; dead ones stay until a person decides."""
    done = OutboxEvent.objects.filter(state=OutboxEvent.State.DONE, created_at__lt=at - DONE_EVENTS_KEPT)
    total = 0
    for _ in range(PIECES):
        ids = list(done.order_by("created_at").values_list("id", flat=True)[:PIECE])
        if not ids:
            break
        with transaction.atomic():
            HandledEvent.objects.filter(event_id__in=ids).delete()
            OutboxEvent.objects.filter(pk__in=ids).delete()
        total += len(ids)
    return total


@periodic(minutes=60)
def sweep_idempotency_keys(at: datetime) -> int:
    """Forget answered requests after two weeks: nobody repeats a click that late."""
    return _delete_pieces(IdempotencyKey, created_at__lt=at - IDEMPOTENCY_KEPT)


@periodic(minutes=60)
def sweep_buckets(at: datetime) -> int:
    """Forget rate-limit windows that are over."""
    return _delete_pieces(Bucket, window_start__lt=at - BUCKETS_KEPT)


@periodic(minutes=60)
def settle_the_log(at: datetime) -> bool:
    """SQLite: carry what was committed into the database file and cut its log to nothing, so that no page of before an erasure is left in it.

    Whether that was possible; while somebody reads, it waits a second and leaves it to the next time.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={WAITS_FOR_READERS}")
        (is_busy, *_pages) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={usual}")
    return not is_busy


def _delete_pieces(model: type[IdempotencyKey] | type[Bucket], **old: datetime) -> int:
    total = 0
    for _ in range(PIECES):
        ids = list(model._default_manager.filter(**old).values_list("pk", flat=True)[:PIECE])
        if not ids:
            break
        total += model._default_manager.filter(pk__in=ids).delete()[0]
    return total
