"""Emitting events and subscribing to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from open315.core import bulk
from open315.core.outbox.models import OutboxEvent


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: `name` like "cases.accepted", JSON payload of plain values, the moment, and its id once stored."""

    name: str
    payload: dict[str, Any]
    at: datetime
    id: int | None = None


Handler = Callable[[Event], None]
BatchHandler = Callable[[list[Event]], None]


class Way(StrEnum):
    """How a handler takes its events."""

    EACH = "each"
    BATCH = "batch"
    JOB = "job"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A handler, the key under which its work is recorded, and how it takes events."""

    key: str
    way: Way
    handler: Callable[[Any], None]


_SUBSCRIPTIONS: dict[str, dict[str, Subscription]] = {}
_NAMED: set[str] = set()
_PATIENT: set[str] = set()


def _add(names: tuple[str, ...], way: Way, handler: Callable[[Any], None]) -> None:
    key = f"{handler.__module__}.{handler.__qualname__}"
    for name in names:
        _SUBSCRIPTIONS.setdefault(name, {})[key] = Subscription(key, way, handler)


def subscribe(*names: str) -> Callable[[Handler], Handler]:
    """Let a function react to one event, inside a transaction that also records that it did.

    Whatever it writes in the database happens once; it raises to be tried again. Keep it short and without outside calls:
    on SQLite the transaction holds the one write lock.
    """

    def add(handler: Handler) -> Handler:
        _add(names, Way.EACH, handler)
        return handler

    return add


def subscribe_batch(*names: str) -> Callable[[BatchHandler], BatchHandler]:
    """Let a function react to many events at once, inside one transaction (search index after an import, counters).

    When a batch fails, its events are offered again one by one, so that one bad event does not hold up the rest.
    """

    def add(handler: BatchHandler) -> BatchHandler:
        _add(names, Way.BATCH, handler)
        return handler

    return add


def subscribe_job(*names: str) -> Callable[[Handler], Handler]:
    """Let a function do long work for an event that nobody follows or stops; work for a person is a job (`core.jobs`).

    It runs outside any transaction.

    It opens transactions of its own and goes on where it stopped: after a kill it is called again with the same event.
    """

    def add(handler: Handler) -> Handler:
        _add(names, Way.JOB, handler)
        return handler

    return add


def subscribe_outside(*names: str) -> Callable[[Handler], Handler]:
    """Let a function call an outside service for an event (mail), as a job: it may hang, and keeps only its like waiting."""

    def add(handler: Handler) -> Handler:
        _add(names, Way.OUTSIDE, handler)
        return handler

    return add


def declare_events(*names: str) -> None:
    """Name events that no verb announces: what a clock, a job or a delivery says by itself."""
    _NAMED.update(names)


def let_wait(*names: str) -> None:
    """Let these events be delivered only when no others wait: thousands of them come at once (an import, a morning's deadlines), and
    nobody sits before a screen for one of them.
    """
    _PATIENT.update(names)


def patient_events() -> list[str]:
    """The events that let others go first."""
    return sorted(_PATIENT)


def named_events() -> list[str]:
    """The events declared with `declare_events`."""
    return sorted(_NAMED)


def heard() -> list[str]:
    """The events to which somebody listens."""
    return sorted(_SUBSCRIPTIONS)


def subscriptions_of(name: str) -> list[Subscription]:
    """Who listens to `name`, in the order of subscription."""
    return list(_SUBSCRIPTIONS.get(name, {}).values())


def handlers_of(name: str) -> dict[str, Callable[[Any], None]]:
    """The handlers that listen to `name`, by their stable key."""
    return {each.key: each.handler for each in subscriptions_of(name)}


def names_taken(way: Way) -> list[str]:
    """Names of events to which somebody listens in this way."""
    return sorted(name for name, found in _SUBSCRIPTIONS.items() if any(each.way is way for each in found.values()))


def emit(name: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Store one event in the caller's transaction."""
    bulk.insert(OutboxEvent, [{"name": str(name), "payload": payload, "created_at": at, "available_at": at}])


def emit_many(events: Iterable[Event]) -> None:
    """Store many events in the caller's transaction."""
    OutboxEvent.objects.bulk_create(
        [OutboxEvent(name=e.name, payload=e.payload, created_at=e.at, available_at=e.at) for e in events],
        batch_size=1000,
    )
