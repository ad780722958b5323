"""An address by which a calendar program reads one's own appointments: made, and taken back (ADR 0166). A key of one's own, no step of a case."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.models import AppointmentFeed
from open315.cases.queries.calendars import OWNERS, own_calendars
from open315.core import audit
from open315.core.access import Actor
from open315.core.crypto.tokens import hash_of, new_token
from open315.core.errors import InvalidInput, NotAllowed, NotFound

MOST = 5
"""So many addresses a person may have at a time."""
MADE, REVOKED = "cases.calendar_made", "cases.calendar_revoked"
OBJECT = "appointment_feed"


@dataclass(frozen=True, slots=True)
class Made:
    """A new address. Its token is nowhere else: whoever does not copy it now makes another."""

    feed: AppointmentFeed
    token: str


def make_calendar(*, actor: Actor, at: datetime) -> Made:
    """An address for the actor's own appointments. NotAllowed for who handles no cases, InvalidInput for one address too many."""
    if actor.account_id is None or not actor.may(OWNERS):
        raise NotAllowed(_("You have no appointments."))
    with transaction.atomic():
        if own_calendars(actor).count() >= MOST:
            raise InvalidInput(_("You have five addresses already. Take one back that is used no more."))
        token = new_token()
        feed = AppointmentFeed.objects.create(account_id=actor.account_id, token_hash=hash_of(token), created_at=at)
        audit.record(MADE, actor=actor, at=at, obj=(OBJECT, feed.pk))
        return Made(feed, token)


def revoke_calendar(feed_id: int, *, actor: Actor, at: datetime) -> None:
    """Take one of one's own addresses back: from now on it answers nobody. NotFound for another's, or one that was taken back."""
    with transaction.atomic():
        if not own_calendars(actor).filter(pk=feed_id).update(revoked_at=at):
            raise NotFound(_("There is no such calendar address."))
        audit.record(REVOKED, actor=actor, at=at, obj=(OBJECT, feed_id))
