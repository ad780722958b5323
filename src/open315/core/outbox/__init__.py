"""Events: a verb writes what happened in its own transaction; the worker delivers it afterwards, at least once.

`emit` is called inside the verb's transaction. Handlers live in a room's `handlers.py` (imported by its AppConfig):
`@subscribe` for one event at a time, `@subscribe_batch` for many at once, `@subscribe_job` for long work, `@subscribe_outside`
for calls to other services. A handler raises `Later` for what must not happen yet.
`core.outbox.delivery` records (event, handler) in the handler's own transaction, so that database work happens once (ADR 0003).
"""

from open315.core.outbox.events import (
    Event,
    declare_events,
    emit,
    emit_many,
    handlers_of,
    let_wait,
    subscribe,
    subscribe_batch,
    subscribe_job,
    subscribe_outside,
    subscriptions_of,
)
from open315.core.outbox.rules import Later

__all__ = [
    "Event",
    "Later",
    "declare_events",
    "emit",
    "emit_many",
    "handlers_of",
    "let_wait",
    "subscribe",
    "subscribe_batch",
    "subscribe_job",
    "subscribe_outside",
    "subscriptions_of",
]
