"""Which tables were written to, so that a test forgets what a process remembers of those, and of those alone.

Reading 3,500 places anew before each of 4,000 tests took an eighth of their time. A row that was written and rolled back counts too:
what was read meanwhile holds it.
"""

import re
from collections.abc import Collection
from typing import Any

from django.db.backends.utils import CursorWrapper

_WRITES = re.compile(
    r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|TRUNCATE|COPY)\s+"?(\w+)', re.IGNORECASE
)
# PostgreSQL is told SET CONSTRAINTS around each test that takes back what it wrote: it looks at rows, and writes none.
_READS = re.compile(
    r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|EXPLAIN|SET\s+CONSTRAINTS)\b", re.IGNORECASE
)
_written: set[str] = set()
_execute, _executemany = CursorWrapper.execute, CursorWrapper.executemany
EVERYTHING = "*"
"""Noted in place of a table by a statement that may have written to any."""


def note(sql: object) -> None:
    """Note the table that a statement writes to."""
    text = str(sql)
    if _READS.match(text):
        return
    found = _WRITES.match(text)
    _written.add(found[1] if found else EVERYTHING)


def note_everything() -> None:
    """Any table may be another: what was written is taken back by a rollback, which no statement tells."""
    _written.add(EVERYTHING)


def since_last_asked() -> frozenset[str]:
    """The tables written to since the last call."""
    found = frozenset(_written)
    _written.clear()
    return found


def concerns(tables: Collection[str], written: Collection[str]) -> bool:
    """Whether what was read of `tables` (none named: of anything) may have changed when `written` were written to."""
    return not tables or EVERYTHING in written or any(table in written for table in tables)


def _noting(self: CursorWrapper, sql: Any, params: Any = None) -> Any:
    note(sql)
    return _execute(self, sql, params)


def _noting_many(self: CursorWrapper, sql: Any, param_list: Any) -> Any:
    note(sql)
    return _executemany(self, sql, param_list)


CursorWrapper.execute, CursorWrapper.executemany = _noting, _noting_many  # type: ignore[method-assign]
