"""Reads of the addresses by which calendar programs read an officer's appointments."""

from datetime import date, datetime

from django.db.models import QuerySet

from open315.cases.models import Appointment, AppointmentFeed
from open315.cases.queries.appointments import fed
from open315.core.access import Actor
from open315.core.crypto.tokens import hash_of
from open315.org.queries.actors import actor_of_account

OWNERS = "cases:close"
"""Who has appointments."""


def own_calendars(actor: Actor) -> QuerySet[AppointmentFeed]:
    """The addresses of the acting person that still work."""
    return AppointmentFeed.objects.filter(revoked_at=None, account_id=actor.account_id or 0)


def calendar_of(token: str) -> AppointmentFeed | None:
    """The address with this token; None for one that nobody has, or that was taken back."""
    return AppointmentFeed.objects.filter(token_hash=hash_of(token), revoked_at=None).select_related("account").first()


def told(feed: AppointmentFeed, on: date, at: datetime) -> list[Appointment] | None:
    """The appointments of its owner; None once she handles no cases any more."""
    actor = actor_of_account(feed.account_id, on)
    if actor is None or not actor.may(OWNERS):
        return None
    return fed(feed.account_id, actor, at)
