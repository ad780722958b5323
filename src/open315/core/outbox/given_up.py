"""Events that were tried until they were given up: a room that knows that what stood in the way may be gone offers its own again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from open315.core.outbox.models import OutboxEvent


def given_up(name: str, *, since: datetime) -> Mapping[int, dict[str, Any]]:
    """What such events said that were emitted after `since`, by their ids."""
    dead = OutboxEvent.objects.filter(state=OutboxEvent.State.DEAD, name=name, created_at__gt=since)
    return dict(dead.order_by("id").values_list("pk", "payload"))


def offer_again(event_ids: Collection[int], at: datetime) -> int:
    """Offer them again; returns how many. They count as tried once: what was never tried would be due before all that is new."""
    dead = OutboxEvent.objects.filter(pk__in=event_ids, state=OutboxEvent.State.DEAD)
    return dead.update(state=OutboxEvent.State.WAITING, attempts=1, available_at=at, claimed_until=None)
