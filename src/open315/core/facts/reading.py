"""Reading many facts as one: the scans behind them are made once, and on one state of the database.

Within `one_reading()` facts that need the same scan share it, and clerks at work cannot make the parts of a document
disagree: SQLite and PostgreSQL both keep the transaction's first view of the data.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

Result = TypeVar("Result")
_many: ContextVar[bool] = ContextVar("many_facts", default=False)
_shared: ContextVar[dict[Hashable, Any] | None] = ContextVar("shared_scans", default=None)

_BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; "
    "SET LOCAL hash_mem_multiplier = 32; SET LOCAL parallel_tuple_cost = 0.01",
}
"""What PostgreSQL is told for the few long queries of a reading: not to compile them (1 s of 2.5 s at a million cases), that all
cores may read the table although one of them does the counting, and to group by hash: it takes a few hundred groups for
hundreds of thousands and might sort the table once for each grouping."""


@contextmanager
def one_reading(*, many: bool = True) -> Iterator[None]:
    """Share scans, on one snapshot, until the block ends. A nested block joins the outer one.

    `many` says that most facts of a room will be asked for, so that one wide scan is worth more than several narrow ones.
    """
    if _shared.get() is not None:
        yield
        return
    token, wide = _shared.set({}), _many.set(many)
    try:
        with _snapshot():
            yield
    finally:
        _shared.reset(token)
        _many.reset(wide)


def reads_many() -> bool:
    """Whether the present reading asks for most facts of a room."""
    return _many.get()


def shared(key: Hashable, scan: Callable[[], Result]) -> Result:
    """The result of `scan`, made once a reading; outside of a reading it is made each time."""
    results = _shared.get()
    if results is None:
        return scan()
    if key not in results:
        results[key] = scan()
    return results[key]


@contextmanager
def _snapshot() -> Iterator[None]:
    """A read-only transaction with one view of the data. Django's own would take the write lock on SQLite."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
