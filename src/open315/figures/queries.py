"""Reads over the rows of figures, whatever they are rows of."""

from collections.abc import Iterable

from open315.core.access import Actor
from open315.core.facts import RowsQuery, open_rows


def more_than(limit: int, queries: Iterable[RowsQuery], actor: Actor) -> bool:
    """Whether the queries have more rows than `limit` together; looks at no more of each, so the question is cheap."""
    left = limit
    for query in queries:
        left -= open_rows(query, actor).order_by()[: left + 1].count()
        if left < 0:
            return True
    return False
