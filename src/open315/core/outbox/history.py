"""Events that tell of the past: when a history is replayed into an empty install, nobody must be notified of it today."""

from datetime import datetime

from open315.core.outbox.models import OutboxEvent


def settle_before(moment: datetime) -> int:
    """Count every waiting event from before `moment` as delivered; how many there were. Safe to run twice."""
    waiting = OutboxEvent.objects.filter(state=OutboxEvent.State.WAITING, created_at__lt=moment)
    return waiting.update(state=OutboxEvent.State.DONE)
