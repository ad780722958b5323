"""Periodic work of the seminars: names and addresses of guests are forgotten when nobody needs them any more."""

from datetime import datetime, timedelta

from open315.core.periodic import periodic
from open315.seminars.models import Guest
from open315.seminars.vault import NOTHING

KEPT = timedelta(days=90)
"""So long after the end of a seminar names and addresses are kept: for thanks, and for the minutes that are sent round."""


@periodic(minutes=720)
def forget_names(at: datetime) -> int:
    """Delete what is sealed of guests of seminars that ended long ago; returns of how many."""
    return Guest.objects.filter(activity__ends_at__lte=at - KEPT).exclude(key_id="").update(**NOTHING)
