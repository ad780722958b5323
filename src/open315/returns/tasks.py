"""Periodic work of the returns room."""

from datetime import datetime

from django.db import transaction

from open315.core.periodic import periodic
from open315.returns.reminding import remind


@periodic(minutes=30)
def remind_of_returns(at: datetime) -> int:
    """Remind those who fill in and sign, and chase what is late; a share at a time."""
    with transaction.atomic():
        return remind(at)
