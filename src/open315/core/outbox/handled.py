"""The record of what each handler has done: one row an (event, handler), written in the handler's transaction.

The row goes in before the handler runs. A second delivery of the same event at the same moment waits on it (PostgreSQL) or
on the write lock (SQLite), then finds that the work is done; if the first rolls back, the second does the work.
"""

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from open315.core.outbox.models import HandledEvent

_NOTE = "INSERT INTO core_handledevent (event_id, handler, at) VALUES {rows} ON CONFLICT (event_id, handler) DO NOTHING RETURNING event_id"


def note(event_ids: Iterable[int], handler: str) -> set[int]:
    """Record that `handler` deals with these events now; returns those it had not dealt with before."""
    ids = list(event_ids)
    if not ids:
        return set()
    moment = connection.ops.adapt_datetimefield_value(timezone.now())
    values = [value for event_id in ids for value in (event_id, handler, moment)]
    with connection.cursor() as cursor:
        cursor.execute(_NOTE.format(rows=", ".join(["(%s, %s, %s)"] * len(ids))), values)
        return {row[0] for row in cursor.fetchall()}


def is_done(event_id: int, handler: str) -> bool:
    """Whether `handler` has finished with the event."""
    return HandledEvent.objects.filter(event_id=event_id, handler=handler).exists()
