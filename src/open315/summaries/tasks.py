"""Periodic work on summaries."""

from datetime import datetime

from open315.core.tasks import periodic
from open315.summaries import services


@periodic(minutes=60)
def sweep_summaries(at: datetime) -> int:
    """Delete summaries a week after they were asked for."""
    return services.sweep(at)
