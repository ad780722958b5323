"""Putting rows back, the quick way of each database."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from open315.core.ops.archive import rows
from open315.core.ops.archive.rows import Table

PIECE = 2_000


def empty(tables: Iterable[Table]) -> None:
    """Delete every row of these tables, in the caller's transaction; references are checked at its end."""
    names = [connection.ops.quote_name(table.name) for table in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608  (names of our own tables)


def insert(table: Table, lines: Iterable[bytes]) -> int:
    """Insert the rows of one table; returns how many."""
    how = rows.decoders(table)
    values = (rows.decode(json.loads(text), how) for text in lines)
    write = _copy if connection.vendor == "postgresql" else _insert_many
    return write(table, values)


def _names(table: Table) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(table.name), ", ".join(quote(field.column or field.name) for field in table.columns)


def _copy(table: Table, values: Iterator[list[Any]]) -> int:
    name, columns = _names(table)
    documents = [isinstance(field, models.JSONField) for field in table.columns]
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(
                [
                    json.dumps(value, ensure_ascii=False) if is_document and value is not None else value
                    for value, is_document in zip(row, documents, strict=True)
                ]
            )
            count += 1
    return count


def _insert_many(table: Table, values: Iterator[list[Any]]) -> int:
    name, columns = _names(table)
    fields = table.columns
    statement = f"INSERT INTO {name} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        while piece := list(islice(values, PIECE)):
            cursor.executemany(statement, [_prepared(fields, row) for row in piece])
            count += len(piece)
    return count


def _prepared(fields: tuple[models.Field, ...], row: list[Any]) -> list[Any]:
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]


def reset_sequences(tables: Iterable[Table]) -> None:
    """Let new rows get keys behind those that were put back (PostgreSQL; SQLite does so by itself)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
