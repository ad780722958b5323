"""A second connection that sees the database as it was at one moment, while everybody goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Within the block this thread reads through that connection.

    SQLite: a read transaction (WAL), where our ordinary ones take the write lock; PostgreSQL: repeatable read, read only.
    """
    live = connections[DEFAULT_DB_ALIAS]
    second = connections.create_connection(DEFAULT_DB_ALIAS)
    second.settings_dict = deepcopy(live.settings_dict)
    if live.vendor == "sqlite":
        second.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections[DEFAULT_DB_ALIAS] = second
    try:
        with transaction.atomic(), second.cursor() as cursor:
            if live.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            # The moment is that of the first read.
            cursor.execute("SELECT count(*) FROM django_migrations")
            yield
    finally:
        second.close()
        connections[DEFAULT_DB_ALIAS] = live
