"""What SQLite knows of its tables. It chooses its way by statistics that nobody refreshes for it, and without them it sorts
a hundred thousand cases where an index would give the fifty that are wanted. PostgreSQL looks after itself.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from open315.core.periodic import periodic

GROWN = 2
"""A table is analysed again when it has grown so many times since."""
SMALL = 1000
"""Rows below which any way is quick."""


@periodic(minutes=1, lease=timedelta(minutes=5))
def refresh_statistics(at: datetime) -> int:
    """Analyse the database if a table has outgrown what is known of it; returns how many tables had.

    Others wait to write meanwhile (docs/benchmarks.md says how long). A connection that is open already learns of it when
    it is opened anew, which happens every few minutes (`CONN_MAX_AGE`).
    """
    if connection.vendor != "sqlite":
        return 0
    old = outgrown() - _gappy
    if old:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _gappy.update(outgrown())
    return len(old)


_gappy: set[str] = set()
"""Tables whose keys have large gaps: they look outgrown right after they were analysed."""


def outgrown() -> set[str]:
    """Tables of which the statistics are missing, or of a time when they were much smaller."""
    with connection.cursor() as cursor:
        known = _known(cursor)
        return {table for table in _tables(cursor) if _rows(cursor, table) > max(SMALL, GROWN * known.get(table, 0))}


def _tables(cursor: Any) -> list[str]:
    """Ours: not SQLite's own, and not those in which a search index lives."""
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
        "AND name NOT LIKE '%!_grams%' ESCAPE '!'"
    )
    return [name for (name,) in cursor.fetchall()]


def _known(cursor: Any) -> dict[str, int]:
    """How many rows each table had when it was analysed."""
    cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if not cursor.fetchall():
        return {}
    cursor.execute("SELECT tbl, MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl")
    return dict(cursor.fetchall())


def _rows(cursor: Any, table: str) -> int:
    """About how many rows there are, by the first and the last key: two short looks, however large the table."""
    cursor.execute(f'SELECT (SELECT MAX(rowid) FROM "{table}") - (SELECT MIN(rowid) FROM "{table}") + 1')  # noqa: S608
    return int(cursor.fetchone()[0] or 0)


def forget() -> None:
    """Look at every table again."""
    _gappy.clear()
