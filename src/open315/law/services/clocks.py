"""Keeping statutory clocks, whatever they belong to: start, end, pause, resume, revive, derive anew.

    kept = Clocks(rows=Clock.objects.filter(case=case), new=partial(Clock, case=case), pack=pack, kind=case.kind)
    kept.on_event("accepted", day)
    case.next_due_on = outlook(kept.rows).due_on

The room that keeps them locks the thing they belong to, calls this inside its verb's transaction, and copies `outlook`
to where its lists look for it. Days are days in China.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from open315.core import bulk
from open315.core.calendar import queries as calendars
from open315.law.kept_clock import KeptClock
from open315.law.rules import clocks as rules
from open315.law.rules.packs import Pack
from open315.law.types import LIVE, ClockState

K = TypeVar("K", bound=KeptClock)
CALENDAR_AGE = 5.0
"""How many seconds a calendar in memory may lag behind a correction made by another process."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is due next: the earliest last day with its clock (None and "" if none), and whether a calendar is missing."""

    due_on: date | None
    key: str
    calendar_unknown: bool


@dataclass(frozen=True, slots=True)
class Clocks(Generic[K]):
    """The clocks of one thing. `rows` are its rows, `new` makes an unsaved one, `pack` governs it, `kind` is its kind in the pack."""

    rows: QuerySet[K]
    new: Callable[..., K]
    pack: Pack
    kind: str

    def on_event(self, event: str, on: date) -> bool:
        """End the clocks that `event` ends, start those it starts. True if one of the ended was late."""
        return self.on_event_among(list(live(self.rows)), event, on)

    def on_event_among(self, alive: list[K], event: str, on: date) -> bool:
        """The same where the clocks that have not ended were read already, those of other packs too; what it starts is added to them."""
        ending = {each.key for each in self.pack.ended_by(event, self.kind)}
        mine = [each for each in alive if each.pack == self.pack.code and each.key in ending and each.state in LIVE]
        late = [end(clock, on, by=event) for clock in mine]
        for rule in self.pack.starting(event, self.kind):
            started = self.new(pack=self.pack.code, key=rule.key, started_on=on)
            self._save(started)
            alive.append(started)
        return any(late)

    def revive(self, event: str) -> None:
        """Let the clocks that `event` itself ended run on from their old beginning: what it did was undone.

        What another event had ended before stays ended, though this one could have ended it too.
        """
        for clock in self.rows.filter(ended_by=event).order_by("id"):
            clock.ended_on, clock.ended_by = None, ""
            self._save(clock)

    def pause(self, ground: str, on: date) -> list[str]:
        """Stop the running clocks that may pause on this ground; their keys, none if there is no such clock."""
        paused = []
        for clock in self.rows.filter(state=ClockState.RUNNING.value).order_by("id"):
            if ground in self.pack.clock(clock.key).pauses:
                clock.pauses = [*clock.pauses, {"from": on.isoformat(), "until": None, "ground": ground}]
                self._save(clock)
                paused.append(clock.key)
        return paused

    def resume(self, on: date) -> list[str]:
        """Let the paused clocks run again: `on` is the last day that does not count. Their keys, none if none was paused."""
        resumed = []
        for clock in self.rows.filter(state=ClockState.PAUSED.value).order_by("id"):
            clock.pauses = [{**each, "until": each["until"] or on.isoformat()} for each in clock.pauses]
            self._save(clock)
            resumed.append(clock.key)
        return resumed

    def _save(self, clock: K) -> None:
        derive(clock, self.pack)
        clock.save()


def derive(clock: KeptClock, pack: Pack) -> None:
    """Set state, last day and trace of a (not yet ended) clock as they are now; saves nothing."""
    found = rules.standing(
        pack, clock.key, clock.started_on, calendars.load(max_age=CALENDAR_AGE), [_pause(each) for each in clock.pauses]
    )
    clock.state, clock.due_on, clock.trace = found.state.value, found.due_on, list(found.trace)


def derives_anew(clock: KeptClock, pack: Pack) -> bool:
    """Derive the clock again and say whether its state or last day became another; saves nothing."""
    before = (clock.state, clock.due_on)
    derive(clock, pack)
    return (clock.state, clock.due_on) != before


def derive_by(clock: KeptClock, pack: Pack) -> None:
    """Let `pack` govern the clock from now on, and store it: a live one is derived again, one that ended is judged by its new last day.

    Pauses on grounds that the new pack does not allow fall away; what was announced may be announced again.
    """
    allowed = set(pack.clock(clock.key).pauses)
    clock.pack, clock.pauses = pack.code, [each for each in clock.pauses if each["ground"] in allowed]
    if clock.state in LIVE:
        derive(clock, pack)
        clock.was_announced = ""
    else:
        in_time = ClockState.MET if _was_met(clock, pack) else ClockState.VOID
        derive(clock, pack)
        late = clock.ended_on is not None and rules.is_late(clock.due_on, clock.ended_on)
        clock.state = (ClockState.LATE if late else in_time).value
    clock.save()


def _was_met(clock: KeptClock, pack: Pack) -> bool:
    """Whether what ended the clock was what it asked for; of clocks that ended before that was noted, their state tells."""
    if not clock.ended_by:
        return clock.state != ClockState.VOID
    return clock.ended_by in pack.clock(clock.key).ends


def end(clock: KeptClock, on: date, *, by: str, void: bool = False) -> bool:
    """Stop a clock on the day `on` by an event: late, whatever the event; else in time, or void when it no longer matters.

    True if it was late.
    """
    late = rules.is_late(clock.due_on, on)
    clock.state = (ClockState.LATE if late else ClockState.VOID if void else ClockState.MET).value
    clock.ended_on, clock.ended_by = on, by
    bulk.change(clock, ("state", "ended_on", "ended_by"))
    return late


def end_all(rows: QuerySet[K], on: date, *, by: str) -> list[K]:
    """Stop every clock of `rows` that has not ended, since after the event `by` nothing more is owed; those that were late by then."""
    return end_each(list(live(rows)), on, by=by)


def end_each(alive: Iterable[K], on: date, *, by: str) -> list[K]:
    """The same where those that have not ended were read already."""
    return [clock for clock in alive if end(clock, on, by=by, void=True)]


def live(rows: QuerySet[K]) -> QuerySet[K]:
    """Those that have not ended, the oldest first."""
    return rows.filter(state__in=LIVE).order_by("id")


def outlook(rows: QuerySet[K]) -> Outlook:
    """What is due next of `rows`."""
    return outlook_of(live(rows))


def outlook_of(clocks: Iterable[KeptClock]) -> Outlook:
    """What is due next of clocks that were read already; those that have ended since do not count."""
    found = [each for each in clocks if each.state in LIVE]
    dated = sorted((each.due_on, each.key) for each in found if each.due_on)
    due_on, key = dated[0] if dated else (None, "")
    return Outlook(due_on, key, any(each.state == ClockState.UNKNOWN for each in found))


def live_in_batches(rows: QuerySet[K]) -> Iterator[K]:
    """Every clock of a large table that has not ended: what is done with one may take its time."""
    last = 0
    while batch := list(live(rows).filter(id__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _pause(data: dict[str, Any]) -> rules.Pause:
    until = data.get("until")
    return rules.Pause(date.fromisoformat(data["from"]), date.fromisoformat(until) if until else None, data["ground"])
