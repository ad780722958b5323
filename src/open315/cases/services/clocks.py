"""The clocks of a case: what an event starts and ends, pauses on legal grounds, and the earliest due date on the case."""

from datetime import date, datetime
from functools import partial

from django.db import transaction

from open315.cases.models import Case, Clock
from open315.cases.services.verb import lock
from open315.core.clock import local_day
from open315.core.errors import NotFound
from open315.core.lookups import Lookup
from open315.law import queries as law
from open315.law.rules.packs import Pack
from open315.law.services import clocks as kept
from open315.law.types import LIVE, ClockState
from open315.org import queries as org

RECEIVED_BY_DEPARTMENT = "acknowledged"
"""The event of the packs of departments that starts their clocks on a referral."""
ACCEPTED_BY_DEPARTMENT = "department_accepted"
"""The event of those packs with which a department takes a complaint up for mediation."""
PACK_CHOSEN = "pack_chosen"
_ALIVE = Lookup(lambda case_id: kept.live(Clock.objects.filter(case_id=case_id)))
"""The clocks of a case that have not ended, whatever pack they belong to, the oldest first."""


def pack_of(case: Case) -> Pack:
    """The pack that governs the case, with the numbers of its place."""
    body = org.body_by_id(case.council_id)
    region = body.region_code if body else case.region_code
    return law.pack(case.pack, region, case.received_on)


def kept_by(case: Case) -> kept.Clocks[Clock]:
    """The clocks of a case by the pack that governs it; those of a department it was referred to are not among them."""
    return _clocks(case, pack_of(case))


def _clocks(case: Case, pack: Pack) -> kept.Clocks[Clock]:
    return kept.Clocks(Clock.objects.filter(case=case, pack=pack.code), partial(Clock, case=case), pack, case.kind)


def begin_at_department(case: Case, body: org.Body, *, at: datetime) -> Clock | None:
    """The department has received the case: its own clock begins by the pack of departments of that day, if one governs its sector.

    The clock it starts, None where no pack does (Order 121 Art 15 binds market and drug regulators, Consumer Protection Law Art 46
    every authority that receives a complaint).
    """
    pack = law.department_pack(case.kind, body.sector, local_day(at), body.region_code)
    if pack is None:
        return None
    alive = _ALIVE(case.pk)
    _clocks(case, pack).on_event_among(alive, RECEIVED_BY_DEPARTMENT, local_day(at))
    _show(case, alive)
    keys = [rule.key for rule in pack.starting(RECEIVED_BY_DEPARTMENT, case.kind)]
    own = [each for each in alive if each.pack == pack.code and each.key in keys and each.state in LIVE]
    return own[-1] if own else None


def accept_at_department(case: Case, *, at: datetime) -> Clock | None:
    """The department takes the complaint up: its time to decide ends and the one for mediating begins, by the pack of its receipt.

    The clock it starts, None where its pack has none.
    """
    alive = _ALIVE(case.pk)
    there = len(alive)
    _tell_departments(case, alive, ACCEPTED_BY_DEPARTMENT, at)
    _show(case, alive)
    return alive[-1] if len(alive) > there else None


def end_at_department(case: Case, event: str, *, at: datetime) -> None:
    """End what runs by the packs of departments: the body has decided. Its lateness is the department's, not the case's."""
    _tell_departments(case, _ALIVE(case.pk), event, at)


def pause_at_department(case: Case, ground: str, *, at: datetime) -> list[str]:
    """Stop what runs by the packs of departments and may stand still on this ground; the keys of the clocks, none if there is none."""
    kept_there = _of_departments(case, _ALIVE(case.pk))
    return [key for each in kept_there for key in each.pause(ground, local_day(at))]


def resume_at_department(case: Case, *, at: datetime) -> list[str]:
    """Let what stands by the packs of departments run again; the keys of the clocks, none if none stood."""
    return [key for each in _of_departments(case, _ALIVE(case.pk)) for key in each.resume(local_day(at))]


def due_at_department(case: Case) -> date | None:
    """The first last day by the packs of departments; None while their clocks stand, or none runs."""
    return kept.outlook_of(each for each in _ALIVE(case.pk) if each.pack != case.pack).due_on


def _tell_departments(case: Case, alive: list[Clock], event: str, at: datetime) -> None:
    for each in _of_departments(case, alive):
        each.on_event_among(alive, event, local_day(at))


def _of_departments(case: Case, alive: list[Clock]) -> list[kept.Clocks[Clock]]:
    codes = dict.fromkeys(each.pack for each in alive if each.pack != case.pack)
    return [_clocks(case, law.pack(code, "", case.received_on)) for code in codes]


def govern_anew(case: Case, earlier: str) -> None:
    """Count the clocks of the pack `earlier` again by the one that governs the (unsaved) case now, and judge anew what ended."""
    pack, keys = pack_of(case), {each.key for each in pack_of(case).clocks}
    for clock in Clock.objects.filter(case=case, pack=earlier).order_by("id"):
        if clock.key in keys:
            kept.derive_by(clock, pack)
        elif clock.state in LIVE:
            kept.end(clock, clock.started_on, by=PACK_CHOSEN, void=True)
    case.was_late = Clock.objects.filter(case=case, pack=case.pack, state=ClockState.LATE.value).exists()
    refresh(case)


def on_event(case: Case, event: str, *, at: datetime) -> None:
    """End the clocks that `event` ends, start those it starts, and bring the case's due date up to date."""
    alive = _ALIVE(case.pk)
    was_late = kept_by(case).on_event_among(alive, event, local_day(at))
    case.was_late = case.was_late or was_late
    _show(case, alive)


def end_all(case: Case, *, at: datetime) -> None:
    """Stop every clock: in the state it has now the case asks for nothing more; the state names what ended them.

    What was overdue by then stays late. The lateness of a department is not the case's.
    """
    alive = _ALIVE(case.pk)
    late = kept.end_each(alive, local_day(at), by=str(case.state))
    case.was_late = case.was_late or any(each.pack == case.pack for each in late)
    _show(case, alive)


def revive(case: Case, event: str) -> None:
    """Let the clocks that `event` itself ended run on: it was undone (a referral came back, a case was reopened)."""
    kept_by(case).revive(event)
    refresh(case)


def refresh(case: Case) -> None:
    """Set the earliest due date, its clock, and whether a calendar is missing, on the (unsaved) case."""
    _show(case, _ALIVE(case.pk))


def _show(case: Case, clocks: list[Clock]) -> None:
    found = kept.outlook_of(clocks)
    case.next_due_on, case.next_clock, case.calendar_unknown = found.due_on, found.key, found.calendar_unknown


def rederive_clocks(*, at: datetime) -> int:
    """Derive every live clock anew after the calendar changed; returns how many changed. Safe to run twice or to break off.

    Most stay as they are, so they are looked at without a lock; each that changes is derived again under its case's lock. Those of
    a case that is being withdrawn go with it.
    """
    there = Clock.objects.filter(case__is_leaving=False).select_related("case")
    return sum(_rederived(clock) for clock in kept.live_in_batches(there))


def _pack_of_clock(clock: Clock) -> Pack:
    case = clock.case
    return pack_of(case) if clock.pack == case.pack else law.pack(clock.pack, "", case.received_on)


def _rederived(clock: Clock) -> bool:
    if not kept.derives_anew(clock, _pack_of_clock(clock)):
        return False
    with transaction.atomic():
        try:
            case = lock(clock.case_id)
        except NotFound:  # withdrawn since it was looked at
            return False
        fresh = Clock.objects.filter(pk=clock.pk, state__in=LIVE).first()
        if fresh is None or not kept.derives_anew(fresh, _pack_of_clock(fresh)):
            return False
        fresh.was_announced = ""
        fresh.save()
        refresh(case)
        case.save(update_fields=["next_due_on", "next_clock", "calendar_unknown"])
    return True
