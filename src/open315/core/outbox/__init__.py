"""Events: a verb writes what happened in its own transaction; the worker delivers it afterwards, at least once.

`emit` is called inside the verb's transaction. `subscribe` is used in a room's `handlers.py` (imported by its AppConfig).
A handler runs once an event: `core.outbox.delivery` records (event, handler) in the handler's own transaction.
"""

from open315.core.outbox.events import Event, emit, emit_many, handlers_of, subscribe

__all__ = ["Event", "emit", "emit_many", "handlers_of", "subscribe"]
