"""Keeping the claim of a long job: a second thread prolongs it while the job is at work."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone

from open315.core.outbox import claims

log = logging.getLogger("open315.outbox")
EVERY = claims.JOB_CLAIMED_FOR.total_seconds() / 10


@contextmanager
def kept_alive(event_id: int, every: float = EVERY) -> Iterator[None]:
    """Prolong the claim of `event_id` every `every` seconds until the block ends."""
    over = threading.Event()
    thread = threading.Thread(target=_prolong, args=(event_id, over, every), name=f"claim-{event_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)


def _prolong(event_id: int, over: threading.Event, every: float) -> None:
    while not over.wait(every):
        try:
            claims.prolong(event_id, timezone.now() + claims.JOB_CLAIMED_FOR)
        except DatabaseError as error:
            # The claim outlasts ten of these; the next beat tries again.
            log.warning("claim not prolonged", extra={"fields": {"event": event_id, "error": type(error).__name__}})
        finally:
            connection.close()
