"""Periodic work of the hotline."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.hotline.voice.services import delete_expired


@periodic(minutes=60)
def delete_recordings(at: datetime) -> int:
    """Recordings go when the days of their line are over, and when the caller was heard to refuse."""
    return delete_expired(at)
