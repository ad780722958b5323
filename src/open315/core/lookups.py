"""Rows looked up by a key thousands of times a day: Django writes the statement once a connection, not each time (ADR 0129).

    ALIVE = Lookup(lambda case_id: Clock.objects.filter(case_id=case_id, state__in=LIVE).order_by("id"))
    clocks = ALIVE(case.pk)

The rows are those of the query set, and instances as it would give them; only what the statement says is remembered, never what it found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)
STAND_IN = 7_315_315_315_315_315
"""The key while the statement is written: no row has it."""


@dataclass(frozen=True, slots=True)
class _Written(Generic[M]):
    """A statement with the places of the key among its values, and how its rows become instances."""

    sql: str
    values: tuple[Any, ...]
    model: type[M]
    names: Sequence[str]
    compiler: Any
    converters: dict[int, Any]
    locks: bool


class Lookup(Generic[M]):
    """The rows that `rows` gives for a key.

    It must be a plain query set of a model (no prefetching, no values, no annotations), and the key an id: of a smaller number Django knows
    that no row can have the stand-in.
    """

    def __init__(self, rows: Callable[[int], QuerySet[M]]) -> None:
        self._rows = rows
        self._known: WeakKeyDictionary[Any, _Written[M] | None] = WeakKeyDictionary()

    def __call__(self, key: int) -> list[M]:
        """The rows of the key, in the order of the query set."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection not in self._known:
            self._known[connection] = self._write(connection)
        written = self._known[connection]
        if written is None:
            return []
        if written.locks and not connection.in_atomic_block:
            raise TransactionManagementError("rows are locked within a transaction")
        with connection.cursor() as cursor:
            cursor.execute(written.sql, [key if value == STAND_IN else value for value in written.values])
            rows: Any = cursor.fetchall()
        if written.converters:
            rows = written.compiler.apply_converters(rows, written.converters)
        return [written.model.from_db(DEFAULT_DB_ALIAS, written.names, row) for row in rows]

    def _write(self, connection: Any) -> _Written[M] | None:
        """The statement; None where the query set says by itself that it is empty."""
        query = self._rows(STAND_IN).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return None
        info = compiler.klass_info
        names = [compiler.select[at][0].target.attname for at in info["select_fields"]]
        converters = compiler.get_converters([each[0] for each in compiler.select])
        return _Written(sql, tuple(values), info["model"], names, compiler, converters, query.select_for_update)
