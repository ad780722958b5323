"""Periodic work on drafts."""

from datetime import datetime

from open315.core.pages.drafts import services
from open315.core.periodic import periodic


@periodic(minutes=30)
def sweep_drafts(at: datetime) -> int:
    """Delete drafts whose time is over."""
    return services.sweep_drafts(at)
