"""What is expected of connections to the database.

Looking now and then whether a kept one still lives, instead of before every request: Django asks the database once a request; on a
busy server that is a fifth of what filing a complaint costs. A connection that answered a moment ago is trusted. If the database goes
away within that moment, the request that meets it is answered with 503, Django drops the connection, and the next one connects anew.

And an answer, where people wait for pages: a PostgreSQL whose host hangs takes what it is sent and never says a word. After
`ANSWERS_WITHIN` that is an error like a lost connection. Workers and commands wait as long as a statement takes.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.core.signals import request_started
from django.db import connections
from django.db.backends.signals import connection_created

ANSWERS_WITHIN = 30.0
"""Seconds a statement of a page may take; a proxy gives up after sixty."""
TRUSTED_SECONDS = 5.0


def trust_recent(**_: Any) -> None:
    """Skip the health check of connections that were checked within the last seconds."""
    now = time.monotonic()
    connection: Any
    for connection in connections.all(initialized_only=True):
        if connection.connection is None or not connection.health_check_enabled:
            continue
        if now - getattr(connection, "checked_at", 0.0) < TRUSTED_SECONDS:
            connection.health_check_done = True
        else:
            connection.checked_at = now


def install() -> None:
    """Listen after Django's own handler, which asks for a check at the start of each request."""
    request_started.connect(trust_recent, dispatch_uid="open315.trust_recent")


_patience: ContextVar[float] = ContextVar("patience", default=ANSWERS_WITHIN)


def expect_answers() -> None:
    """From now on every new connection of this process gives up on a statement that is not answered in time."""
    connection_created.connect(_bound, dispatch_uid="open315.expect_answers")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Expect answers sooner, where they are expected at all."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


def _bound(connection: Any, **_: Any) -> None:
    if connection.vendor == "postgresql":
        wire = connection.connection
        wire.wait = partial(_wait, wire, wire.wait)


def _wait(wire: Any, wait: Any, answer: Any, *args: Any, **more: Any) -> Any:
    """psycopg's own waiting, with an end. What was sent may yet be done, so nothing more is said on this wire."""
    from psycopg import OperationalError  # noqa: PLC0415  (an extra: only a province has it)
    from psycopg.pq import TransactionStatus  # noqa: PLC0415  (an extra: only a province has it)

    try:
        return wait(answer, *args, **{"timeout": _patience.get(), **more})
    except OperationalError:
        if wire.info.transaction_status == TransactionStatus.ACTIVE:
            wire.pgconn.finish()
        raise
