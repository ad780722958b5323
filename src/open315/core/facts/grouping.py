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
Lines = dict[Any, tuple[int, ...]]
"""A value of a column → how many rows, then for each sum how many of them know it and what it comes to."""


def counts_by(rows: QuerySet[Any], columns: dict[str, Any]) -> dict[str, Counts]:
    """How many rows have each value of each column. `columns` maps names to fields or expressions of `rows`."""
    return {name: only_counts(lines) for name, lines in lines_by(rows, columns).items()}


def lines_by(rows: QuerySet[Any], columns: dict[str, Any], sums: dict[str, Any] | None = None) -> dict[str, Lines]:
    """The same with `sums`, which are taken for the values of the first column only: the others are about counts."""
    selected = {f"by_{name}": expression for name, expression in columns.items()}
    selected |= {f"sum_{name}": expression for name, expression in (sums or {}).items()}
    return _read(rows.order_by().values(**selected), list(columns), list(sums or {}))


def counted(narrow: QuerySet[Any], names: Sequence[str]) -> dict[str, Counts]:
    """As `counts_by`, for a query that already selects `by_<name>` for each name."""
    return {name: only_counts(lines) for name, lines in _read(narrow, names, ()).items()}


def only_counts(lines: Lines) -> Counts:
    """The lines without their sums."""
    return {value: line[0] for value, line in lines.items()}


def _read(narrow: QuerySet[Any], names: Sequence[str], sums: Sequence[str]) -> dict[str, Lines]:
    sql, parameters = narrow.query.get_compiler(connection=connection).as_sql()
    build = _grouping_sets if connection.vendor == "postgresql" else _materialised
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            build(sql, [quote(f"by_{each}") for each in names], [quote(f"sum_{each}") for each in sums]), parameters
        )
        found = cursor.fetchall()
    lines: dict[str, Lines] = {name: {} for name in names}
    for position, value, *numbers in found:
        lines[names[position]][_plain(value)] = tuple(int(each or 0) for each in numbers)
    return lines


def _plain(value: Any) -> Any:
    """Values of different types share a column: PostgreSQL sends them as JSON."""
    return json.loads(value) if isinstance(value, str) and connection.vendor == "postgresql" else value


def _numbers(sums: Sequence[str]) -> str:
    return "".join(f", COUNT({each}), SUM({each})" for each in sums)


def _grouping_sets(sql: str, columns: Sequence[str], sums: Sequence[str]) -> str:
    """Which grouping a line belongs to is told by GROUPING()."""
    sets = ", ".join(f"({column})" for column in columns)
    which = " ".join(f"WHEN GROUPING({column}) = 0 THEN {position}" for position, column in enumerate(columns))
    value = ", ".join(f"to_jsonb({column})" for column in columns)
    return (
        f"SELECT CASE {which} END, COALESCE({value}), COUNT(*){_numbers(sums)} "  # noqa: S608
        f"FROM ({sql}) narrow GROUP BY GROUPING SETS ({sets})"
    )


def _materialised(sql: str, columns: Sequence[str], sums: Sequence[str]) -> str:
    nothing = ", NULL" * (2 * len(sums))
    each = " UNION ALL ".join(
        f"SELECT {position}, {column}, COUNT(*){nothing if position else _numbers(sums)} FROM narrow GROUP BY {column}"  # noqa: S608
        for position, column in enumerate(columns)
    )
    return f"WITH narrow AS MATERIALIZED ({sql}) {each}"
