"""Putting rows back, the quick way of each database."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from open315.core.ops.archive import rows

PIECE = 2_000


def empty(all_models: Iterable[type[models.Model]]) -> None:
    """Delete every row of these tables, in the caller's transaction; references are checked at its end."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in all_models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608  (names of our own tables)


def insert(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Insert the rows of one table; returns how many."""
    how = rows.decoders(model)
    values = (rows.decode(json.loads(text), how) for text in lines)
    write = _copy if connection.vendor == "postgresql" else _insert_many
    return write(model, values)


def _names(model: type[models.Model]) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), ", ".join(quote(field.column or field.name) for field in rows.columns(model))


def _copy(model: type[models.Model], values: Iterator[list[Any]]) -> int:
    table, columns = _names(model)
    documents = [isinstance(field, models.JSONField) for field in rows.columns(model)]
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(
                [
                    json.dumps(value, ensure_ascii=False) if is_document and value is not None else value
                    for value, is_document in zip(row, documents, strict=True)
                ]
            )
            count += 1
    return count


def _insert_many(model: type[models.Model], values: Iterator[list[Any]]) -> int:
    table, columns = _names(model)
    fields = rows.columns(model)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        while piece := list(islice(values, PIECE)):
            cursor.executemany(statement, [_prepared(fields, row) for row in piece])
            count += len(piece)
    return count


def _prepared(fields: list[models.Field], row: list[Any]) -> list[Any]:
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]


def reset_sequences(all_models: Iterable[type[models.Model]]) -> None:
    """Let new rows get keys behind those that were put back (PostgreSQL; SQLite does so by itself)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(all_models)):
            cursor.execute(statement)
