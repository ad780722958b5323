"""Writing plain rows quickly: the same rows, one or a hundred thousand, on both databases.

Model instances cost more than the insert itself. A verb that writes half a dozen tables for one case, or for a sheet of
them, builds dictionaries of plain values (no enumerations, no lazy words) and hands them over here. Defaults of the model
apply; nothing else of the model's saving does. Several tables go to PostgreSQL in one prepared statement, or by COPY in
binary, which both sides write and read in a third of the time.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from itertools import count as count_from
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, models

Row = Mapping[str, Any]
Change = Callable[[Any], Any]
Batch = Sequence[tuple[type[models.Model], Sequence[Row]]]
COPY_FROM = 40
"""From this many rows of a table on, PostgreSQL's COPY is quicker than one INSERT."""


def in_batches(batch: Callable[[], int], most: int) -> int:
    """Do batches, each of which says how much it did, until one finds nothing more or about `most` are done; how many that were."""
    done = 0
    while done < most and (count := batch()):
        done += count
    return done


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NOTHING = {dict: "{}", list: "[]", tuple: "[]", str: '""', int: "0", bool: "false"}


@dataclass(frozen=True, slots=True)
class _Shape:
    """How rows of a table become values: columns in order, defaults, and what some columns need on the way."""

    model: type[models.Model]
    table: str
    columns: tuple[str, ...]
    defaults: Mapping[str, Any]
    pick: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    adapt: tuple[tuple[int, Callable[[Any], Any]], ...]
    types: tuple[str, ...]
    """PostgreSQL's type of each column, for COPY."""
    json_at: tuple[int, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process of ours builds its own."""
        return _shape, (self.model, connection.vendor)

    def values(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """The values of each row, in the order of the columns."""
        defaults, pick, adapt = self.defaults, self.pick, self.adapt
        for row in rows:
            values = list(pick({**defaults, **row}))
            for at, change in adapt:
                if values[at] is not None:
                    values[at] = change(values[at])
            yield values


@lru_cache(maxsize=128)
def _shape(model: type[models.Model], vendor: str) -> _Shape:
    """A key the database gives itself is left out."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = tuple(str(field.column) for field in fields)
    changes = _SQLITE if vendor == "sqlite" else _POSTGRES
    found = ((at, _change(getattr(field, "target_field", field), changes)) for at, field in enumerate(fields))
    adapt = tuple((at, change) for at, change in found if change is not None)
    defaults = {str(field.column): field.get_default() for field in fields}
    kinds = [getattr(field, "target_field", field) for field in fields]
    types = tuple(next(name for kind, name in _TYPES if isinstance(field, kind)) for field in kinds)
    json_at = tuple(at for at, field in enumerate(kinds) if isinstance(field, models.JSONField))
    return _Shape(model, model._meta.db_table, columns, defaults, itemgetter(*columns), adapt, types, json_at)


def _change(field: Any, changes: Sequence[tuple[Any, Change]]) -> Change | None:
    return next((change for kind, change in changes if isinstance(field, kind)), None)


class Encoded(str):
    """JSON that is text already: for what a thousand rows have in common."""

    __slots__ = ()


def encoded(value: Any) -> Encoded:
    """The value as JSON text that is written as it is."""
    return Encoded(_encode(value))


def _json(value: Any) -> str:
    if isinstance(value, Encoded):
        return value
    if not value:
        return _NOTHING.get(type(value), "null")
    return _encode_codes(value) if isinstance(value, tuple) else _encode(value)


@lru_cache(maxsize=2048, typed=True)
def _encode_codes(value: tuple[str, ...]) -> str:
    """Tuples are codes of a list: the same few over and over."""
    return _encode(value)


def _moment(value: datetime) -> str:
    """As Django writes it on SQLite: in UTC, without its zone."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _hexadecimal(value: UUID) -> str:
    return value.hex


_POSTGRES: tuple[tuple[Any, Change], ...] = ((models.JSONField, _json),)
_SQLITE: tuple[tuple[Any, Change], ...] = (
    *_POSTGRES,
    (models.DateTimeField, _moment),
    (models.DateField, date.isoformat),
    (models.UUIDField, _hexadecimal),
)


_TYPES: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.UUIDField, "uuid"),
    (models.BooleanField, "bool"),
    (models.DateTimeField, "timestamptz"),
    (models.DateField, "date"),
    (models.BinaryField, "bytea"),
    (models.BigIntegerField, "int8"),
    (models.SmallIntegerField, "int2"),
    (models.PositiveSmallIntegerField, "int2"),
    (models.IntegerField, "int4"),
    (models.CharField, "text"),
    (models.TextField, "text"),
    (models.JSONField, "text"),
)
"""A field of another kind needs a line here. jsonb goes as text behind the number of its format."""
_JSONB = "\x01"


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows (dictionaries by column name) in the caller's transaction."""
    insert_all([(model, rows)])


def insert_all(batch: Batch) -> None:
    """Insert the rows of several tables, in this order, in the caller's transaction. Foreign keys are checked at its end."""
    insert_packed(pack(batch))


def change(row: models.Model, names: tuple[str, ...]) -> None:
    """Store these columns (by their names) of a row that is there, in the caller's transaction.

    What `save(update_fields=names)` does, without its signals, and without writing the statement anew each time (ADR 0129). DatabaseError
    where the row is gone.
    """
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in _fields(type(row), names)]
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row), names), [*values, row.pk])
        if not cursor.rowcount:
            raise DatabaseError(f"{row!r} is not stored any more")


@lru_cache(maxsize=512)
def _fields(model: type[models.Model], names: tuple[str, ...]) -> tuple[Any, ...]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    return tuple(known[name] for name in names)


@lru_cache(maxsize=512)
def _update(model: type[models.Model], names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{field.column}" = %s' for field in _fields(model, names))
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{model._meta.pk.column}" = %s'  # noqa: S608  (our names)


Packed = Sequence[tuple[_Shape, Sequence[Row], bytes]]
"""Rows by table, or where there are many, the block COPY takes. Can be pickled for another process of ours."""


def pack(batch: Batch) -> Packed:
    """The rows made ready for `insert_packed`, which may then be called by another thread or process with hardly any work left."""
    filled = [(_shape(model, connection.vendor), rows) for model, rows in batch if rows]
    if connection.vendor == "sqlite":
        return [(shape, rows, b"") for shape, rows in filled]
    connection.ensure_connection()
    return [
        (shape, rows, b"") if len(rows) < COPY_FROM else (shape, (), _copied(shape, rows)) for shape, rows in filled
    ]


def _copied(shape: _Shape, rows: Sequence[Row]) -> bytes:
    from psycopg import Copy  # noqa: PLC0415  (an extra: only a province has it)
    from psycopg.copy import FileWriter  # noqa: PLC0415  (an extra: only a province has it)

    block = BytesIO()
    with connection.connection.cursor() as cursor, Copy(cursor, binary=True, writer=FileWriter(block)) as copy:
        copy.set_types(shape.types)
        for values in shape.values(rows):
            for at in shape.json_at:
                if values[at] is not None:
                    values[at] = _JSONB + values[at]
            copy.write_row(values)
    return block.getvalue()


def insert_packed(packed: Packed) -> None:
    """Insert what was made ready, in this order, in the caller's transaction."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            for shape, rows, _copied in packed:
                connection.connection.executemany(_sqlite_statement(shape.table, shape.columns), shape.values(rows))
        else:
            _into_postgres(packed)


def _into_postgres(packed: Packed) -> None:
    raw = connection.connection
    # Django's own cursors put values into the text of a statement; these are sent beside it, and the statement is prepared once.
    raw.prepare_threshold = 0
    from psycopg import RawCursor  # noqa: PLC0415  (an extra: only a province has it)

    few = [(shape, rows) for shape, rows, copied in packed if not copied]
    with RawCursor(raw) as cursor:
        for shape, _rows, copied in packed:
            if copied:
                with cursor.copy(f"COPY {_target(shape.table, shape.columns)} FROM STDIN (FORMAT binary)") as copy:
                    copy.write(copied)
        if few:
            shapes = tuple((shape.table, shape.columns, len(rows)) for shape, rows in few)
            values = [value for shape, rows in few for row in shape.values(rows) for value in row]
            cursor.execute(_postgres_statement(shapes), values)


def _target(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'"{table}" ({names})'


@lru_cache(maxsize=128)
def _sqlite_statement(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {_target(table, columns)} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  (our names)


@lru_cache(maxsize=256)
def _postgres_statement(shapes: tuple[tuple[str, tuple[str, ...], int], ...]) -> str:
    """One statement that fills all tables: all but the last in its WITH."""
    parts = []
    number = count_from(1)
    for table, columns, count in shapes:
        rows = ", ".join(f"({', '.join(f'${next(number)}' for _ in columns)})" for _ in range(count))
        parts.append(f"INSERT INTO {_target(table, columns)} VALUES {rows}")  # noqa: S608
    head = ", ".join(f"part{at} AS ({part})" for at, part in enumerate(parts[:-1]))
    return f"WITH {head} {parts[-1]}" if head else parts[-1]
