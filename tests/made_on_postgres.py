"""The test database on PostgreSQL: migrated once on a server, kept there as a template, and copied for every process of every run.

The template also holds what the migrations put into each table, in a schema of its own. A test with real transactions, which would end
by truncating all tables and telling everybody that they are new, ends by comparing each table with that and mending those that differ.
"""

from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

KEPT = "as_migrated"
"""The schema of the rows that the migrations made."""
_LOCK = 315
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def copy(digest: str, name: str) -> None:
    """Make the database `name` for this process, from the template of `digest`, which is made first where the server has none."""
    template = f"open315_{digest}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_lock(%s)", [_LOCK]
        )  # one process makes the template, and the others wait for it
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            _make(cursor, f"{template}_part")
            cursor.execute(f'ALTER DATABASE "{template}_part" RENAME TO "{template}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(name)


def drop(name: str) -> None:
    """Drop the copy."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _make(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    cursor.execute(f'CREATE DATABASE "{name}"')
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as own:
        own.execute(f"CREATE SCHEMA {KEPT}")
        own.execute(_TABLES)
        for (table,) in own.fetchall():
            own.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE public."{table}"')
    connection.close()


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def put_back() -> None:
    """Every table holds what the migrations had put there. Numbers that were given out are not given out again."""
    connection.close()  # what the test left open, or locked
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # neither guards of the audit log nor keys look on
        for table in _changed(cursor):
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM {KEPT}."{table}"')


def _changed(cursor: Any) -> list[str]:
    cursor.execute(_TABLES)
    each = [
        f"SELECT '{table}' WHERE ({_sum('public', table)}) IS DISTINCT FROM ({_sum(KEPT, table)})"
        for (table,) in cursor.fetchall()
    ]
    cursor.execute(" UNION ALL ".join(each))
    return [table for (table,) in cursor.fetchall()]


def _sum(schema: str, table: str) -> str:
    return f'SELECT ROW(count(*), sum(hashtextextended(one::text, 0))) FROM {schema}."{table}" one'
