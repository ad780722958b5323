"""Writing plain rows quickly: the same rows, one or a hundred thousand, on both databases.

Model instances cost more than the insert itself. A verb that writes half a dozen tables for one case, or for a sheet of
them, builds dictionaries and hands them over here. Defaults of the model apply; nothing else of the model's saving does.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

Row = Mapping[str, Any]
COPY_FROM = 40
"""From this many rows on, PostgreSQL's COPY is quicker than one INSERT."""


@lru_cache(maxsize=64)
def _shape(model: type[models.Model], with_key: bool) -> tuple[tuple[str, ...], dict[str, Any], frozenset[str]]:
    """Columns in order, the default of each, and which hold JSON. A key the database gives itself is left out."""
    fields = [f for f in model._meta.concrete_fields if with_key or not isinstance(f, models.AutoField)]
    defaults = {f.column: f.get_default() for f in fields}
    texts = frozenset(f.column for f in fields if isinstance(f, models.JSONField))
    return tuple(f.column for f in fields), defaults, texts


def insert(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Insert rows (dictionaries by column name) and say how many. In the caller's transaction."""
    columns, defaults, texts = _shape(model, with_key=False)
    sqlite = connection.vendor == "sqlite"
    adapt = _sqlite_value if sqlite else _plain
    values = [_values({**defaults, **row}, columns, texts, adapt) for row in rows]
    if not values:
        return 0
    if not sqlite and len(values) >= COPY_FROM:
        _copy(model._meta.db_table, columns, values)
    else:
        _insert(model._meta.db_table, columns, values)
    return len(values)


def _values(
    row: dict[str, Any], columns: Sequence[str], texts: frozenset[str], adapt: Callable[[Any], Any]
) -> list[Any]:
    return [
        json.dumps(row[column], ensure_ascii=False)
        if column in texts and row[column] is not None
        else adapt(row[column])
        for column in columns
    ]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _sqlite_value(value: Any) -> Any:
    """As Django writes it: moments in UTC without zone, days as text, UUIDs as 32 hexadecimal digits."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    return value


def _insert(table: str, columns: Sequence[str], values: list[list[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" or len(values) == 1:
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', values)  # noqa: S608  (our names)
            return
        many = ", ".join([f"({places})"] * len(values))
        cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES {many}', [each for row in values for each in row])  # noqa: S608


def _copy(table: str, columns: Sequence[str], values: list[list[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in values:
            copy.write_row(row)
