"""Finding ids. Lists show the newest first and only a page of them, so the newest rows are looked through first:
a common word fills the page there, and only a rare one asks the index, where it is cheap."""

from typing import Any, TypeVar

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from open315.core.search.engines import engine, table
from open315.core.search.words import parse
from open315.core.sets import OneOf

PROBE = 8000
"""How many of the newest rows are looked through (about 3 ms)."""
COMMON = 64
"""A word found this often among them is common: checking row by row reaches a full page sooner than collecting all finds."""
FEW = 20_000
"""A word that is rare lately and found more often than this in all was common once; it is treated as common."""

M = TypeVar("M", bound=Model)


def newest(name: str, query: str, *, limit: int, before_id: int | None = None) -> list[int]:
    """The `limit` largest ids below `before_id` whose text contains every word of the query, largest first."""
    words = parse(query)
    if not engine().newest_first:
        found = _rows(*_probe(name, words, limit, before_id))
        if len(found) >= limit:
            return found
    sql, params = _all(name, words)
    if before_id is not None:
        sql, params = f"{sql} AND searched.id < %s", [*params, before_id]
    return _rows(f"{sql} ORDER BY {engine().order(name)} LIMIT %s", [*params, limit])


def matching_ids(name: str, query: str) -> RawSQL:
    """All ids whose text contains every word of the query, as a subquery for `.filter(id__in=…)`. For counts and exports."""
    return RawSQL(*_all(name, parse(query)))  # noqa: S611  (checked name, values as parameters)


def narrow(queryset: QuerySet[M], name: str, query: str) -> QuerySet[M]:
    """The queryset limited to rows (by primary key) that contain every word of the query; meant for pages of a list.

    Looks at the newest rows once to choose the quicker of two equivalent conditions: row by row for common words, by the
    set of finds for rare ones.
    """
    words = parse(query)
    if len(_rows(*_probe(name, words, COMMON, None))) >= COMMON:
        return queryset.filter(Contains(name, words))
    if connection.vendor == "sqlite":
        return queryset.filter(pk__in=RawSQL(*_all(name, words)))  # noqa: S611
    sql, params = _all(name, words)
    ids = _rows(f"{sql} LIMIT %s", [*params, FEW + 1])
    return queryset.filter(Contains(name, words) if len(ids) > FEW else OneOf("pk", ids, "bigint"))


class Contains(Func):
    """True for rows whose text in the index `name` contains all `words`: one look by primary key a row."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, name: str, words: tuple[str, ...], pk: Any = None) -> None:
        super().__init__(pk if pk is not None else F("pk"))
        self.index_name, self.words = table(name), words

    def as_sql(self, compiler: SQLCompiler, connection: Any, *args: Any, **kwargs: Any) -> Any:
        pk, params = compiler.compile(self.source_expressions[0])
        sql = f"(SELECT {_contains(len(self.words))} FROM {self.index_name} AS searched WHERE searched.id = {pk})"  # noqa: S608
        return sql, [*self.words, *params]


def _all(name: str, words: tuple[str, ...]) -> tuple[str, list[Any]]:
    sql, params = engine().candidates(name, words)
    return f"{sql} AND {_contains(len(words))}", [*params, *words]


def _probe(name: str, words: tuple[str, ...], limit: int, before_id: int | None) -> tuple[str, list[Any]]:
    older, params = (" WHERE id < %s", [before_id]) if before_id is not None else ("", [])
    newest_rows = f"SELECT id, letters FROM {table(name)}{older} ORDER BY id DESC LIMIT {PROBE}"  # noqa: S608
    return (
        f"SELECT id FROM ({newest_rows}) AS recent WHERE {_contains(len(words))} ORDER BY id DESC LIMIT %s",  # noqa: S608
        [*params, *words, limit],
    )


def _contains(count: int) -> str:
    return " AND ".join([f"{engine().part_of}(letters, %s) > 0"] * count)


def _rows(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row_id for (row_id,) in cursor.fetchall()]
