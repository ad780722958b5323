"""Periodic work on the search indexes."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.core.search.keeping import settle
from open315.core.search.sources import sources


@periodic(seconds=60)
def settle_indexes(at: datetime) -> None:
    """Sort in what was added lately, so that searches stay quick."""
    for name in sources():
        settle(name)
