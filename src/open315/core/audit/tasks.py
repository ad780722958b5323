"""Sealing, every few seconds; once an hour through the whole log for entries that became visible late."""

from datetime import datetime

from open315.core.audit.chain import seal_new
from open315.core.periodic import periodic


@periodic(seconds=5)
def seal_recent(at: datetime) -> int:
    """Seal what was written since the last time."""
    return seal_new()


@periodic(minutes=60)
def seal_latecomers(at: datetime) -> int:
    """Seal whatever was missed."""
    return seal_new(everywhere=True)
