"""Statements that every filed case runs: on PostgreSQL parsed and planned once a connection.

Django's own cursors put the values into the text, so that PostgreSQL reads and plans each anew.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections


class Ran(NamedTuple):
    """The rows a statement gave, and how many it touched."""

    rows: list[tuple[Any, ...]]
    touched: int


def run_prepared(statement: str, values: Sequence[Any]) -> Ran:
    """Run one statement of plain values (`%s`) in the caller's transaction."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return _ran(cursor)
    from psycopg import Cursor  # noqa: PLC0415  (an extra: only a province has it)

    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        return _ran(cursor)


def _ran(cursor: Any) -> Ran:
    return Ran(cursor.fetchall() if cursor.description else [], cursor.rowcount)
