"""Periodic work of the inbox."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.inbox.services import join_late


@periodic(minutes=1)
def join_what_is_late(at: datetime) -> int:
    """Long messages of which a part never came are shown with what came."""
    return join_late(at)
