"""The clocks of a case: what an event starts and ends, pauses on legal grounds, and the earliest due date on the case."""

from datetime import datetime
from functools import partial

from django.db import transaction

from open315.cases.models import Case, Clock
from open315.cases.services.verb import lock
from open315.core.clock import local_day
from open315.law import queries as law
from open315.law.rules.packs import Pack
from open315.law.services import clocks as kept
from open315.law.types import LIVE
from open315.org import queries as org


def pack_of(case: Case) -> Pack:
    """The pack that governs the case, with the numbers of its place."""
    body = org.body_by_id(case.council_id)
    region = body.region_code if body else case.region_code
    return law.pack(case.pack, region, case.received_on)


def kept_by(case: Case) -> kept.Clocks[Clock]:
    """The clocks of a case."""
    return kept.Clocks(Clock.objects.filter(case=case), partial(Clock, case=case), pack_of(case), case.kind)


def on_event(case: Case, event: str, *, at: datetime) -> None:
    """End the clocks that `event` ends, start those it starts, and bring the case's due date up to date."""
    was_late = kept_by(case).on_event(event, local_day(at))
    case.was_late = case.was_late or was_late
    refresh(case)


def end_all(case: Case, *, at: datetime) -> None:
    """Stop every clock: in the state it has now the case asks for nothing more; the state names what ended them."""
    kept.end_all(Clock.objects.filter(case=case), local_day(at), by=str(case.state))
    refresh(case)


def revive(case: Case, event: str) -> None:
    """Let the clocks that `event` itself ended run on: it was undone (a referral came back, a case was reopened)."""
    kept_by(case).revive(event)
    refresh(case)


def refresh(case: Case) -> None:
    """Set the earliest due date, its clock, and whether a calendar is missing, on the (unsaved) case."""
    found = kept.outlook(Clock.objects.filter(case=case))
    case.next_due_on, case.next_clock, case.calendar_unknown = found.due_on, found.key, found.calendar_unknown


def rederive_clocks(*, at: datetime) -> int:
    """Derive every live clock anew after the calendar changed; returns how many changed. Safe to run twice or to break off.

    Most stay as they are, so they are looked at without a lock; each that changes is derived again under its case's lock.
    """
    return sum(_rederived(clock) for clock in kept.live_in_batches(Clock.objects.select_related("case")))


def _rederived(clock: Clock) -> bool:
    if not kept.derives_anew(clock, pack_of(clock.case)):
        return False
    with transaction.atomic():
        case = lock(clock.case_id)
        fresh = Clock.objects.filter(pk=clock.pk, state__in=LIVE).first()
        if fresh is None or not kept.derives_anew(fresh, pack_of(case)):
            return False
        fresh.was_announced = ""
        fresh.save()
        refresh(case)
        case.save(update_fields=["next_due_on", "next_clock", "calendar_unknown"])
    return True
