"""Periodic work on uploads."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.core.uploads import services


@periodic(minutes=60)
def sweep_uploads(at: datetime) -> int:
    """Drop files that nobody attached to anything."""
    return services.sweep(at)
