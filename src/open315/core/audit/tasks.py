"""Sealing, every few seconds; once an hour through the whole log for entries that became visible late."""

from datetime import datetime

from open315.core.audit.chain import seal_new
from open315.core.audit.earlier import seal_earlier
from open315.core.periodic import periodic


@periodic(seconds=5)
def seal_recent(at: datetime) -> int:
    """Seal what was written since the last time."""
    return seal_new()


@periodic(minutes=60)
def seal_latecomers(at: datetime) -> int:
    """Seal whatever was missed."""
    return seal_new(everywhere=True)


SHARES = 20
"""How many shares of five hundred entries in one go."""


@periodic(minutes=10)
def seal_earlier_words(at: datetime) -> int:
    """Take out of entries of earlier versions what people typed, and seal it beside them; until none is left."""
    seal_new(everywhere=True)
    return seal_earlier(at, SHARES)
