"""Many groupings in one pass: the wide table is read once, and its few narrow columns are counted by each of them.

PostgreSQL does it with GROUPING SETS, SQLite by counting a materialised projection; both read the table once instead of
once a grouping, which is most of the time of a summary.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Counts = dict[Any, int]


def counts_by(rows: QuerySet[Any], columns: dict[str, Any]) -> dict[str, Counts]:
    """How many rows have each value of each column. `columns` maps names to fields or expressions of `rows`."""
    return counted(
        rows.order_by().values(**{f"by_{name}": expression for name, expression in columns.items()}), list(columns)
    )


def counted(narrow: QuerySet[Any], names: Sequence[str]) -> dict[str, Counts]:
    """The same for a query that already selects `by_<name>` for each name."""
    sql, parameters = narrow.query.get_compiler(connection=connection).as_sql()
    build = _grouping_sets if connection.vendor == "postgresql" else _materialised
    with connection.cursor() as cursor:
        cursor.execute(build(sql, [connection.ops.quote_name(f"by_{name}") for name in names]), parameters)
        lines = cursor.fetchall()
    found: dict[str, Counts] = {name: {} for name in names}
    for position, value, count in lines:
        found[names[position]][_plain(value)] = count
    return found


def _plain(value: Any) -> Any:
    """Values of different types share a column: PostgreSQL sends them as JSON."""
    return json.loads(value) if isinstance(value, str) and connection.vendor == "postgresql" else value


def _grouping_sets(sql: str, columns: Sequence[str]) -> str:
    """Which grouping a line belongs to is told by GROUPING()."""
    sets = ", ".join(f"({column})" for column in columns)
    which = " ".join(f"WHEN GROUPING({column}) = 0 THEN {position}" for position, column in enumerate(columns))
    value = ", ".join(f"to_jsonb({column})" for column in columns)
    return f"SELECT CASE {which} END, COALESCE({value}), COUNT(*) FROM ({sql}) narrow GROUP BY GROUPING SETS ({sets})"  # noqa: S608


def _materialised(sql: str, columns: Sequence[str]) -> str:
    each = " UNION ALL ".join(
        f"SELECT {position}, {column}, COUNT(*) FROM narrow GROUP BY {column}"  # noqa: S608
        for position, column in enumerate(columns)
    )
    return f"WITH narrow AS MATERIALIZED ({sql}) {each}"
