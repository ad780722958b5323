"""Emitting events and subscribing to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from open315.core.outbox.models import OutboxEvent


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: `name` like "cases.accepted", JSON payload of plain values, the moment, and its id once stored."""

    name: str
    payload: dict[str, Any]
    at: datetime
    id: int | None = None


Handler = Callable[[Event], None]
_HANDLERS: dict[str, dict[str, Handler]] = {}


def subscribe(*names: str) -> Callable[[Handler], Handler]:
    """Let a function react to events of these names. It must be idempotent and raises to be tried again."""

    def add(handler: Handler) -> Handler:
        key = f"{handler.__module__}.{handler.__qualname__}"
        for name in names:
            _HANDLERS.setdefault(name, {})[key] = handler
        return handler

    return add


def handlers_of(name: str) -> dict[str, Handler]:
    """The handlers that listen to `name`, by their stable key."""
    return dict(_HANDLERS.get(name, {}))


def emit(name: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Store one event in the caller's transaction."""
    OutboxEvent.objects.create(name=name, payload=payload, created_at=at, available_at=at)


def emit_many(events: Iterable[Event]) -> None:
    """Store many events in the caller's transaction."""
    OutboxEvent.objects.bulk_create(
        [OutboxEvent(name=e.name, payload=e.payload, created_at=e.at, available_at=e.at) for e in events],
        batch_size=1000,
    )
