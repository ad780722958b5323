"""Delivering claimed events to their handlers.

A task carries ids and the moment its claim ends; it works only on rows that still bear exactly this claim, so a task that
comes late, or twice, finds nothing to do. What fails is tried again later, and after `MAX_ATTEMPTS` is dead until a person
looks at it (`/console/admin/events/`).
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from open315.core.outbox import handled
from open315.core.outbox.events import Event, Subscription, Way, subscriptions_of
from open315.core.outbox.keepalive import kept_alive
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.rules import LONGEST_PAUSE, MAX_ATTEMPTS, Later, pause_after
from open315.core.redaction import redact

log = logging.getLogger("open315.outbox")

Failures = dict[int, str | Later]
AT_ONCE = 20
"""Events of handlers that take one at a time, delivered in one transaction: few enough that nobody waits long for SQLite's write lock."""


def deliver(event_ids: Sequence[int], claim: datetime) -> None:
    """Run every handler of these events that has not run yet, then mark the events done, later, or dead."""
    rows = OutboxEvent.objects.filter(pk__in=event_ids, state=OutboxEvent.State.WAITING, claimed_until=claim)
    events = [_event(row) for row in rows.order_by("name", "id")]
    failures: Failures = {}
    for name, same in groupby(events, key=lambda event: event.name):
        _deliver_same(name, list(same), failures)
    _close(events, failures)


def _event(row: OutboxEvent) -> Event:
    return Event(row.name, row.payload, row.created_at, row.pk)


def _deliver_same(name: str, events: list[Event], failures: Failures) -> None:
    """All handlers of one name over its events; a handler that fails does not keep the others from running."""
    for subscription in subscriptions_of(name):
        if subscription.way is Way.BATCH:
            _run_batch(subscription, events, failures)
        elif subscription.way is Way.EACH:
            for start in range(0, len(events), AT_ONCE):
                _run_batch(subscription, events[start : start + AT_ONCE], failures)
        else:
            for event in events:
                _attempt(_run_job, subscription, event, failures)


def _attempt(run: Any, subscription: Subscription, event: Event, failures: Failures) -> None:
    try:
        run(subscription, event)
    except Later as later:
        failures.setdefault(_id(event), later)
    except Exception as error:
        log.warning(
            "handler failed", extra={"fields": {"event": event.id, "handler": subscription.key, "error": _words(error)}}
        )
        failures[_id(event)] = f"{subscription.key}: {_words(error)}"


def _run_job(subscription: Subscription, event: Event) -> None:
    if handled.is_done(_id(event), subscription.key):
        return
    with kept_alive(_id(event)):
        subscription.handler(event)
    handled.note([_id(event)], subscription.key)


def _run_batch(subscription: Subscription, events: list[Event], failures: Failures) -> None:
    """Together; if that fails, one by one, so that only the bad ones are left over."""
    try:
        _run_together(subscription, events)
    except Exception as error:
        log.warning("batch failed", extra={"fields": {"handler": subscription.key, "error": _words(error)}})
        for event in events:
            _attempt(lambda chosen, one: _run_together(chosen, [one]), subscription, event, failures)


def _run_together(subscription: Subscription, events: list[Event]) -> None:
    with transaction.atomic():
        noted = handled.note([_id(event) for event in events], subscription.key)
        fresh = [event for event in events if event.id in noted]
        if subscription.way is Way.EACH:
            for event in fresh:
                subscription.handler(event)
        elif fresh:
            subscription.handler(fresh)


def _id(event: Event) -> int:
    if event.id is None:
        raise ValueError("only a stored event can be delivered")
    return event.id


def _words(error: Exception) -> str:
    """Class and message, without personal data: it is shown to administrators and written to logs."""
    return redact(f"{type(error).__name__}: {error}").text[:500]


def _close(events: Iterable[Event], failures: Failures) -> None:
    ids = [_id(event) for event in events]
    done = [each for each in ids if each not in failures]
    OutboxEvent.objects.filter(pk__in=done).update(state=OutboxEvent.State.DONE, claimed_until=None, last_error="")
    for row in OutboxEvent.objects.filter(pk__in=list(failures)):
        why = failures[row.pk]
        if isinstance(why, Later):
            _let_rest(row, why)
        else:
            _put_off(row, why)


def _let_rest(row: OutboxEvent, later: Later) -> None:
    """Its time has not come: that is no failure, and however often it is asked it does not die of it.

    It counts as tried once, because what was never tried is due at any time, and no moment is further off than a clock is believed (`claims`).
    """
    row.attempts = max(row.attempts, 1)
    row.last_error, row.claimed_until = str(later)[:500], None
    row.available_at = min(later.until, timezone.now() + LONGEST_PAUSE)
    row.save(update_fields=["attempts", "last_error", "claimed_until", "available_at"])


def _put_off(row: OutboxEvent, words: str) -> None:
    row.attempts += 1
    row.last_error = words
    row.claimed_until = None
    row.available_at = timezone.now() + pause_after(row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        row.state = OutboxEvent.State.DEAD
        log.error("event is dead", extra={"fields": {"event": row.pk, "name": row.name, "error": words}})
    row.save(update_fields=["attempts", "last_error", "claimed_until", "available_at", "state"])
