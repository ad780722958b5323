"""When a statutory clock is due, and why. Pure: the pack, the calendar and the pauses are given (ADR 0021).

The day of the starting event is not counted. Days that a pause covers are not counted either; like every period a pause
leaves out its own first day, so one that begins and ends on the same day costs nothing. The result carries a trace: plain
steps that `law.derivation.explain` puts into words in the reader's language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from open315.core.calendar.errors import CalendarUnknown
from open315.core.calendar.rules import ONE_DAY, WorkingCalendar
from open315.law.rules.pack_types import ClockRule, Pack, Roll, Unit
from open315.law.types import ClockState

Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `from_on` until `until_on`; None while it still stands."""

    from_on: date
    until_on: date | None
    ground: str

    def covers(self, day: date) -> bool:
        """Whether `day` does not count because of this pause."""
        return self.from_on < day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class DueDate:
    """The last day of a period and how it was found. `on` is None while the clock stands still."""

    on: date | None
    trace: tuple[Step, ...]


def due(
    pack: Pack,
    clock_key: str,
    started_on: date,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    *,
    extended: bool = False,
) -> DueDate:
    """The last day of the clock `clock_key` of `pack` started on `started_on`.

    Raises CalendarUnknown when a day that decides is not loaded, LookupError for an unknown clock, ValueError for a pause
    on a ground that the clock does not allow.
    """
    clock = pack.clock(clock_key)
    if foreign := {each.ground for each in pauses} - set(clock.pauses):
        raise ValueError(f"clock {clock_key} does not pause for {sorted(foreign)}")
    return _due(pack.code, clock, started_on, calendar, tuple(sorted(pauses, key=lambda each: each.from_on)), extended)


def unknown(pack: Pack, clock_key: str, started_on: date, year: int) -> tuple[Step, ...]:
    """The trace of a clock whose end nobody can know yet, because the calendar of `year` is not loaded."""
    head, tail = _ends(pack.code, pack.clock(clock_key), started_on, extended=False)
    return (*head, {"step": "unknown", "year": year}, tail)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock that has not ended stands: running with its last day, paused, or unknown, with the trace."""

    state: ClockState
    due_on: date | None
    trace: tuple[Step, ...]


def standing(
    pack: Pack, clock_key: str, started_on: date, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()
) -> Standing:
    """As `due`, with a year that is not loaded as an answer: no date is guessed."""
    try:
        found = due(pack, clock_key, started_on, calendar, pauses)
    except CalendarUnknown as error:
        return Standing(ClockState.UNKNOWN, None, unknown(pack, clock_key, started_on, error.year))
    return Standing(ClockState.RUNNING if found.on else ClockState.PAUSED, found.on, found.trace)


def is_late(due_on: date | None, on: date) -> bool:
    """Whether what ends on the day `on` ends after its last day; the last day itself is in time."""
    return due_on is not None and on > due_on


@lru_cache(maxsize=4096)
def _due(
    pack: str, clock: ClockRule, started_on: date, calendar: WorkingCalendar, pauses: tuple[Pause, ...], extended: bool
) -> DueDate:
    amount = clock.amount + (clock.extension if extended else 0)
    head, tail = _ends(pack, clock, started_on, extended=extended)
    reached = _count(clock.unit, amount, started_on, calendar, pauses)
    if reached is None:
        return _standing(head, pauses, tail)
    due_on = _roll(clock.roll, reached, calendar, pauses)
    if due_on is None:
        return _standing(head, pauses, tail)
    steps = [*head, *_passed(clock, started_on, due_on, calendar), *_stood(pauses, started_on, due_on)]
    if due_on != reached:
        steps.append(
            {
                "step": "rolled",
                "from": reached.isoformat(),
                "on": due_on.isoformat(),
                "roll": clock.roll.value,
                "name": calendar.name_of(reached),
            }
        )
    return DueDate(due_on, (*steps, {"step": "due", "on": due_on.isoformat()}, tail))


def _ends(pack: str, clock: ClockRule, started_on: date, *, extended: bool) -> tuple[list[Step], Step]:
    """The first and the last step of every trace: from when how much, and by which article."""
    amount = clock.amount + (clock.extension if extended else 0)
    start = {"step": "start", "on": started_on.isoformat(), "event": clock.start, "n": amount, "unit": clock.unit.value}
    basis = {"step": "basis", "pack": pack, "clock": clock.key}
    if clock.by_option:
        basis["article"] = clock.article.zh_hant
    return [start, *([{"step": "extended", "n": clock.extension}] if extended and clock.extension else [])], basis


def _standing(head: list[Step], pauses: tuple[Pause, ...], tail: Step) -> DueDate:
    pause = next(each for each in pauses if each.until_on is None)
    return DueDate(None, (*head, {"step": "standing", "from": pause.from_on.isoformat(), "ground": pause.ground}, tail))


def _count(unit: Unit, amount: int, start: date, calendar: WorkingCalendar, pauses: tuple[Pause, ...]) -> date | None:
    """The day on which the `amount`th counted day falls; None if a pause without an end comes first."""
    if not pauses:
        if unit is Unit.WORKING_DAYS:
            return calendar.add_working_days(start, amount)
        return start + timedelta(days=amount)
    day, left = start, amount
    while left:
        day += ONE_DAY
        standing = next((each for each in pauses if each.covers(day)), None)
        if standing is None:
            left -= unit is Unit.DAYS or not calendar.is_off(day)
        elif standing.until_on is None:
            return None
    return day


def _roll(roll: Roll, day: date, calendar: WorkingCalendar, pauses: tuple[Pause, ...]) -> date | None:
    """The first day from `day` on which the period may end; None if the clock stands still by then."""
    if roll is Roll.NONE:
        return day
    while calendar.rolls_over(day, roll.value) or any(each.covers(day) for each in pauses):
        day += ONE_DAY
        if any(each.until_on is None and each.covers(day) for each in pauses):
            return None
    return day


def _passed(clock: ClockRule, start: date, until: date, calendar: WorkingCalendar) -> list[Step]:
    """What the calendar did between start and end: holidays and make-up days, for clocks that count working days."""
    if clock.unit is Unit.DAYS:
        return []
    steps: list[Step] = []
    weekends = 0
    for offset in range(1, (until - start).days + 1):
        day = start + timedelta(days=offset)
        if calendar.is_makeup(day):
            steps.append({"step": "makeup", "on": day.isoformat(), "name": calendar.name_of(day)})
        elif calendar.is_statutory_holiday(day):
            _add_holiday(steps, day, calendar.name_of(day))
        elif calendar.is_off(day):
            weekends += 1
    first = calendar.next_working(start + ONE_DAY)
    counted = [{"step": "first", "on": first.isoformat()}]
    return [*counted, *steps, *([{"step": "weekends", "n": weekends}] if weekends else [])]


def _add_holiday(steps: list[Step], day: date, name: str) -> None:
    before = (day - ONE_DAY).isoformat()
    if steps and steps[-1]["step"] == "holiday" and steps[-1]["until"] == before and steps[-1]["name"] == name:
        steps[-1]["until"] = day.isoformat()
    else:
        steps.append({"step": "holiday", "from": day.isoformat(), "until": day.isoformat(), "name": name})


def _stood(pauses: Iterable[Pause], start: date, until: date) -> list[Step]:
    """The pauses that moved the end."""
    return [
        {"step": "paused", "from": each.from_on.isoformat(), "until": each.until_on.isoformat(), "ground": each.ground}
        for each in pauses
        if each.until_on is not None and each.until_on > max(each.from_on, start) and each.from_on < until
    ]
