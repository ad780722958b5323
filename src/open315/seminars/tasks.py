"""Periodic work of the seminars: guests are reminded; names and addresses are forgotten when nobody needs them any more."""

from datetime import datetime, timedelta

from django.db import transaction

from open315.core.periodic import periodic
from open315.seminars import queries, services
from open315.seminars.models import Guest
from open315.seminars.rules import is_reminded
from open315.seminars.vault import NOTHING

KEPT = timedelta(days=90)
"""So long after the end of a seminar names and addresses are kept: for thanks, and for the minutes that are sent round."""


@periodic(minutes=30)
def remind(at: datetime) -> int:
    """Remind the guests of the seminars whose time has come, once each; returns how many guests."""
    return sum(_reminded(pk, at) for pk in queries.to_be_reminded(at))


def _reminded(pk: int, at: datetime) -> int:
    with transaction.atomic():
        seminar = queries.lock_to_remind(pk)
        if seminar is None or not is_reminded(starts_at=seminar.activity.starts_at, days=seminar.remind_days, at=at):
            return 0
        return services.remind_guests(seminar, at)


@periodic(minutes=720)
def forget_names(at: datetime) -> int:
    """Delete what is sealed of guests of seminars that ended long ago; returns of how many."""
    return Guest.objects.filter(activity__ends_at__lte=at - KEPT).exclude(key_id="").update(**NOTHING)
