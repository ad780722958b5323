"""Periodic work on uploads."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.core.uploads import services
from open315.core.uploads.resealing import reseal_uploads


@periodic(minutes=60)
def sweep_uploads(at: datetime) -> int:
    """Drop files that nobody attached to anything."""
    return services.sweep(at)


@periodic(minutes=24 * 60)
def seal_uploads(at: datetime) -> int:
    """Seal what an older backup brought back in clear."""
    return sum(reseal_uploads())
