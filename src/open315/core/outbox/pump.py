"""The pump: takes waiting events out of the outbox and hands them to the task queue.

Enqueueing is not part of any transaction, so what is lost between claim and queue, or in the queue's own store, comes back
when the claim expires.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django_tasks import task

from open315.core.outbox import claims
from open315.core.outbox.delivery import deliver
from open315.core.outbox.events import Way, names_taken, patient_events

BATCH = 200


@task()
def deliver_events(event_ids: list[int], claim: str) -> None:
    """Deliver a batch whose claim ends at `claim` (ISO 8601)."""
    deliver(event_ids, datetime.fromisoformat(claim))


def pump(at: datetime, *, batches: int = 1) -> int:
    """Claim up to `batches` batches of quick events and what jobs there is room for; enqueue them; return how many events.

    An idle pump costs one read.
    """
    if not claims.anything_waiting(at):
        return 0
    jobs, outside = names_taken(Way.JOB), names_taken(Way.OUTSIDE)
    taken = _pump_jobs(at, jobs, settings.JOBS_AT_ONCE) + _pump_jobs(at, outside, settings.OUTSIDE_AT_ONCE)
    return taken + sum(_pump_batch(at, [*jobs, *outside]) for _ in range(batches))


def _pump_batch(at: datetime, but: list[str]) -> int:
    """What lets others go first only when there are no others."""
    until, patient = at + claims.CLAIMED_FOR, patient_events()
    found = claims.claim(at, limit=BATCH, until=until, but=[*but, *patient])
    if not found and patient:
        found = claims.claim(at, limit=BATCH, until=until, only=patient)
    return _enqueue(found, until)


def _pump_jobs(at: datetime, jobs: list[str], at_once: int) -> int:
    """Jobs take long and outside services may hang, so only a few of each run at once: the others must find a free thread."""
    if not jobs or not claims.anything_waiting(at, only=jobs):
        return 0
    room = at_once - claims.running(at, jobs)
    taken = 0
    for number in range(max(room, 0)):
        until = at + claims.JOB_CLAIMED_FOR + timedelta(microseconds=number)
        taken += _enqueue(claims.claim(at, limit=1, until=until, only=jobs), until)
    return taken


def _enqueue(event_ids: list[int], until: datetime) -> int:
    if event_ids:
        try:
            _send(event_ids, until.isoformat())
        except Exception:
            claims.give_back(event_ids, until)
            raise
    return len(event_ids)


def _send(event_ids: list[int], claim: str) -> None:
    deliver_events.enqueue(event_ids, claim)


def drain(at: datetime, *, rounds: int = 100) -> int:
    """Deliver everything that waits, here and now, without a queue (tests, the demo, a restore). Returns how many events."""
    total = 0
    until = at + claims.CLAIMED_FOR
    for number in range(rounds):
        moment = until + timedelta(microseconds=number)
        ids = claims.claim(at, limit=BATCH, until=moment)
        if not ids:
            break
        deliver(ids, moment)
        total += len(ids)
    return total
