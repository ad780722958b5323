"""The clocks of a case: what an event starts and ends, pauses on legal grounds, and the earliest due date on the case."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Clock
from open315.cases.services.verb import lock, said, step
from open315.cases.types import Verb
from open315.core.access import Actor
from open315.core.calendar import queries as calendars
from open315.core.calendar.errors import CalendarUnknown
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.law import queries as law
from open315.law.rules import clocks as rules
from open315.law.rules.packs import Pack
from open315.law.types import ClockState
from open315.org import queries as org

LIVE = (ClockState.RUNNING.value, ClockState.PAUSED.value, ClockState.UNKNOWN.value)
CALENDAR_AGE = 5.0


def pack_of(case: Case) -> Pack:
    """The pack that governs the case, with the numbers of its place."""
    body = org.body_by_id(case.council_id)
    region = body.region_code if body else case.region_code
    return law.pack(case.pack, region, case.received_on)


def on_event(case: Case, event: str, *, at: datetime) -> None:
    """End the clocks that `event` ends, start those it starts, and bring the case's due date up to date."""
    pack, day = pack_of(case), local_day(at)
    ending = {each.key for each in pack.ended_by(event, case.kind)}
    for clock in Clock.objects.filter(case=case, key__in=ending, state__in=LIVE):
        end(case, clock, day)
    for rule in pack.starting(event, case.kind):
        clock = Clock(case=case, pack=pack.code, key=rule.key, started_on=day, state=ClockState.RUNNING.value)
        derive(clock, pack)
        clock.save()
    refresh(case)


def end(case: Case, clock: Clock, day: date, *, void: bool = False) -> None:
    """Stop a clock on `day`: on time, late, or void when it no longer matters."""
    late = clock.due_on is not None and day > clock.due_on
    clock.state = (ClockState.VOID if void else ClockState.LATE if late else ClockState.MET).value
    clock.ended_on = day
    clock.save()
    case.was_late = case.was_late or (late and not void)


def end_all(case: Case, *, at: datetime) -> None:
    """Stop every clock: the case ended in a way that asks for nothing more (withdrawn, duplicate)."""
    for clock in Clock.objects.filter(case=case, state__in=LIVE):
        end(case, clock, local_day(at), void=True)
    refresh(case)


def revive(case: Case, event: str) -> None:
    """Let the clocks that `event` ended run on: what it did was undone (a referral came back, a case was reopened)."""
    pack = pack_of(case)
    keys = {each.key for each in pack.ended_by(event, case.kind)}
    for clock in Clock.objects.filter(case=case, key__in=keys).exclude(state__in=LIVE):
        clock.ended_on, clock.state = None, ClockState.RUNNING.value
        derive(clock, pack)
        clock.save()
    refresh(case)


def derive(clock: Clock, pack: Pack) -> None:
    """Compute the due date and its trace anew. A year that is not loaded makes the clock UNKNOWN: no date is guessed."""
    pauses = [_pause(each) for each in clock.pauses]
    try:
        found = rules.due(pack, clock.key, clock.started_on, calendars.load(max_age=CALENDAR_AGE), pauses)
    except CalendarUnknown as error:
        clock.state, clock.due_on = ClockState.UNKNOWN.value, None
        clock.trace = list(rules.unknown(pack, clock.key, clock.started_on, error.year))
        return
    clock.due_on, clock.trace = found.on, list(found.trace)
    clock.state = (ClockState.RUNNING if found.on else ClockState.PAUSED).value


def refresh(case: Case) -> None:
    """Set the earliest due date, its clock, and whether a calendar is missing, on the (unsaved) case."""
    live = list(Clock.objects.filter(case=case, state__in=LIVE))
    dated = sorted((each.due_on, each.key) for each in live if each.due_on)
    case.next_due_on, case.next_clock = dated[0] if dated else (None, "")
    case.calendar_unknown = any(each.state == ClockState.UNKNOWN for each in live)


def _pause(data: dict[str, Any]) -> rules.Pause:
    until = data.get("until")
    return rules.Pause(date.fromisoformat(data["from"]), date.fromisoformat(until) if until else None, data["ground"])


def pause_clock(
    case_id: int, *, ground: str, evidence: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Stop the clocks that may pause on this legal ground. InvalidInput when none may, or nothing shows the ground."""
    with step(case_id, Verb.PAUSE_CLOCK, actor=actor, at=at, version=version) as done:
        if not evidence.strip():
            raise InvalidInput(
                _("Say what shows the ground, for example the letter that entrusts the appraisal."), field="evidence"
            )
        pack, paused = pack_of(done.row), []
        for clock in _running(done.row):
            if ground in pack.clock(clock.key).pauses:
                clock.pauses = [*clock.pauses, {"from": local_day(at).isoformat(), "until": None, "ground": ground}]
                derive(clock, pack)
                clock.save()
                paused.append(clock.key)
        if not paused:
            raise InvalidInput(_("No running clock of this case pauses on this ground."), field="ground")
        refresh(done.row)
        done.say(ground=ground, evidence=said(evidence), clocks=paused, public=True)
        return done.row


def resume_clock(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Let the paused clocks run again; the days of the pause are not counted."""
    with step(case_id, Verb.RESUME_CLOCK, actor=actor, at=at, version=version) as done:
        pack, resumed = pack_of(done.row), []
        for clock in Clock.objects.filter(case=done.row, state=ClockState.PAUSED.value):
            clock.pauses = [{**each, "until": each["until"] or local_day(at).isoformat()} for each in clock.pauses]
            derive(clock, pack)
            clock.save()
            resumed.append(clock.key)
        if not resumed:
            raise Conflict(_("No clock of this case is paused."))
        refresh(done.row)
        done.say(clocks=resumed, public=True)
        return done.row


def _running(case: Case) -> Iterable[Clock]:
    return Clock.objects.filter(case=case, state=ClockState.RUNNING.value)


BATCH = 500


def rederive_clocks(*, at: datetime) -> int:
    """Derive every live clock anew after the calendar changed; returns how many changed. Safe to run twice or to break off.

    Most stay as they are, so they are looked at without a lock; each that changes is derived again under its case's lock.
    """
    changed = last = 0
    live = Clock.objects.filter(state__in=LIVE).select_related("case").order_by("id")
    while batch := list(live.filter(id__gt=last)[:BATCH]):
        changed += sum(_rederived(clock) for clock in batch)
        last = batch[-1].pk
    return changed


def _rederived(clock: Clock) -> bool:
    if not _derived_anew(clock, clock.case):
        return False
    with transaction.atomic():
        case = lock(clock.case_id)
        fresh = Clock.objects.filter(pk=clock.pk, state__in=LIVE).first()
        if fresh is None or not _derived_anew(fresh, case):
            return False
        fresh.was_announced = ""
        fresh.save()
        refresh(case)
        case.save(update_fields=["next_due_on", "next_clock", "calendar_unknown"])
    return True


def _derived_anew(clock: Clock, case: Case) -> bool:
    before = (clock.state, clock.due_on)
    derive(clock, pack_of(case))
    return (clock.state, clock.due_on) != before
