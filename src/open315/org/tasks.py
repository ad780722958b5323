"""Periodic work on accounts."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.org.sealed_factors import reseal_factors


@periodic(minutes=60)
def seal_second_factors(at: datetime) -> int:
    """Seal what lies in clear: a backup of an earlier version was restored."""
    return sum(reseal_factors())
