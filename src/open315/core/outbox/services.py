"""What people do with events that could not be delivered."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent


def retry_event(event_id: int, *, actor: Actor, at: datetime) -> None:
    """Offer a dead or failing event again, now; handlers that have finished do not run again. Conflict if it is delivered."""
    with transaction.atomic():
        event = _troubled(event_id, actor)
        _offer(OutboxEvent.objects.filter(pk=event.pk), at)
        audit.record("events.retried", actor=actor, at=at, obj=("event", event.pk), data={"name": event.name})


def retry_all_events(*, actor: Actor, at: datetime) -> int:
    """Offer every dead event again; returns how many."""
    _require(actor)
    with transaction.atomic():
        count = _offer(OutboxEvent.objects.filter(state=OutboxEvent.State.DEAD), at)
        audit.record("events.all_retried", actor=actor, at=at, data={"count": count})
    return count


def discard_event(event_id: int, *, reason: str, actor: Actor, at: datetime) -> None:
    """Give a dead event up: it will not be delivered. InvalidInput without a reason; Conflict if it is not dead."""
    if not reason.strip():
        raise InvalidInput(_("Say why this event is not needed any more."), field="reason")
    with transaction.atomic():
        event = _troubled(event_id, actor)
        if event.state != OutboxEvent.State.DEAD:
            raise Conflict(_("This event is still being tried. Only a dead event can be given up."))
        OutboxEvent.objects.filter(pk=event.pk).update(state=OutboxEvent.State.DONE, claimed_until=None)
        data = {"name": event.name, "reason": reason.strip()[:200]}
        audit.record("events.discarded", actor=actor, at=at, obj=("event", event.pk), data=data)


def _require(actor: Actor) -> None:
    if not actor.may("system:events"):
        raise NotAllowed(_("Your role does not include undelivered events."))


def _troubled(event_id: int, actor: Actor) -> OutboxEvent:
    _require(actor)
    event = OutboxEvent.objects.select_for_update().filter(pk=event_id).first()
    if event is None:
        raise NotFound(_("There is no such event."))
    if event.state == OutboxEvent.State.DONE:
        raise Conflict(_("This event has been delivered meanwhile."))
    return event


def _offer(events: QuerySet[OutboxEvent], at: datetime) -> int:
    return events.update(state=OutboxEvent.State.WAITING, attempts=0, available_at=at, claimed_until=None)
