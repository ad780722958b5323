"""What people do with events that could not be delivered."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.policy import admit
from open315.core.verbs.step import step
from open315.core.verbs.who import holders

PERMISSION = "system:events"
WATCHERS = holders(_("Your role does not include undelivered events."))
OWN_PAGE = NoFace("The page of undelivered events has a button for it.")


def _lock(_actor: Actor, event_id: int) -> OutboxEvent:
    event = OutboxEvent.objects.select_for_update().filter(pk=event_id).first()
    if event is None:
        raise NotFound(_("There is no such event."))
    return event


def _undelivered(_actor: Actor, event: OutboxEvent) -> Decision:
    if event.state != OutboxEvent.State.DONE:
        return YES
    return Decision(False, _("This event has been delivered meanwhile."), by_state=True)


EVENT: Target[OutboxEvent] = Target(
    room="outbox",
    name="event",
    who_first=True,
    lock=_lock,
    noted=lambda done: {"name": done.row.name, **done.data},
    announced=lambda done: {"event": done.row.pk},
)

RETRY = Verb(
    "retry_event",
    EVENT,
    event="events.retried",
    emits=None,
    permission=PERMISSION,
    who=WATCHERS,
    also=_undelivered,
    face=OWN_PAGE,
)


@RETRY
def retry_event(event_id: int, *, actor: Actor, at: datetime) -> None:
    """Offer a dead or failing event again, now; handlers that have finished do not run again. Conflict if it is delivered."""
    with step(RETRY, event_id, actor=actor, at=at) as done:
        done.row.state, done.row.attempts = OutboxEvent.State.WAITING, 0
        done.row.available_at, done.row.claimed_until = at, None


def retry_all_events(*, actor: Actor, at: datetime) -> int:
    """Offer every dead event again; returns how many."""
    admit(RETRY, actor)
    with transaction.atomic():
        count = _offer(OutboxEvent.objects.filter(state=OutboxEvent.State.DEAD), at)
        audit.record("events.all_retried", actor=actor, at=at, data={"count": count})
    return count


DISCARD = Verb(
    "discard_event",
    EVENT,
    event="events.discarded",
    emits=None,
    permission=PERMISSION,
    who=WATCHERS,
    also=_undelivered,
    face=OWN_PAGE,
)


@DISCARD
def discard_event(event_id: int, *, reason: str, actor: Actor, at: datetime) -> None:
    """Give a dead event up: it will not be delivered. InvalidInput without a reason; Conflict if it is not dead."""
    with step(DISCARD, event_id, actor=actor, at=at) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why this event is not needed any more."), field="reason")
        if done.row.state != OutboxEvent.State.DEAD:
            raise Conflict(_("This event is still being tried. Only a dead event can be given up."))
        done.row.state, done.row.claimed_until = OutboxEvent.State.DONE, None
        done.say(reason=reason.strip()[:200])


def _offer(events: QuerySet[OutboxEvent], at: datetime) -> int:
    return events.update(state=OutboxEvent.State.WAITING, attempts=0, available_at=at, claimed_until=None)
