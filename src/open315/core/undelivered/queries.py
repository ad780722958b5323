"""Reads of the outbox for people."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from open315.core.access import Actor
from open315.core.outbox.models import OutboxEvent


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many events wait, were tried in vain at least once, and are dead."""

    waiting: int
    failing: int
    dead: int


def visible_to(actor: Actor) -> QuerySet[OutboxEvent]:
    """Every event for those who may see them, none for others."""
    return OutboxEvent.objects.all() if actor.may("system:events") else OutboxEvent.objects.none()


def backlog(actor: Actor) -> Backlog:
    """The three numbers above the list. Only what is not delivered is counted, which is little."""
    events = visible_to(actor)
    waiting = events.filter(state=OutboxEvent.State.WAITING)
    return Backlog(
        waiting.count(), waiting.filter(attempts__gt=0).count(), events.filter(state=OutboxEvent.State.DEAD).count()
    )


def troubled(actor: Actor) -> QuerySet[OutboxEvent]:
    """Events that are dead or were tried in vain."""
    dead = Q(state=OutboxEvent.State.DEAD)
    failing = Q(state=OutboxEvent.State.WAITING, attempts__gt=0)
    return visible_to(actor).filter(dead | failing)
