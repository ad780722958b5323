"""The database itself refuses to change or delete audit entries and seals (migration `append_only`).

The guard is against mistakes and careless scripts; who owns the database can remove it, which is why there is a chain as
well. `lifted` is for acts that empty or replace the whole database: `flush` and `restore`.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

TABLES = ("core_auditentry", "core_auditseal")

_state = threading.local()


@contextmanager
def lifted() -> Iterator[None]:
    """Let this thread's connection change audit tables until the block ends."""
    _set(True)
    try:
        yield
    finally:
        _set(False)


def _set(allowed: bool) -> None:
    _state.allowed = allowed
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('open315.audit_guard', %s, false)", ["lifted" if allowed else "on"])
    else:
        connection.ensure_connection()


@receiver(connection_created)
def give_sqlite_the_switch(sender: Any, connection: Any, **_: Any) -> None:
    """SQLite's triggers ask this function. A program that does not have it cannot change the tables at all."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "open315_audit_guard_lifted", 0, lambda: int(getattr(_state, "allowed", False))
        )


def triggers() -> set[str]:
    """The names of the guarding triggers that are in place; a migration that rebuilds a table on SQLite loses them."""
    question = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'audit_%'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {row[0] for row in cursor.fetchall()}
