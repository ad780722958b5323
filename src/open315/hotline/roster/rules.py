"""Who is on duty, when nobody is, and who is at two lines at once: pure functions of duties and leave."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations, pairwise

from open315.core.clock import SHANGHAI, midnight
from open315.core.spans import Span, covers, gaps, shared
from open315.hotline.roster.types import Away, ColumnPlan, Double, DutyPlan, Hours, On, Stretch

DAY = timedelta(days=1)
DAYS = 7
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=24)
AHEAD = timedelta(days=366)
"""So far ahead a roster is entered."""
WORDS_LENGTH = 1000
AFTERWARDS = timedelta(hours=12)
"""So long after the end of a duty what is handed over can still be written."""
LONGEST_LEAVE = timedelta(days=400)
BETWEEN_NAMES = re.compile(r"[、,，;；/\t]+|\s{2,}")


def present(duties: Iterable[On], away: Iterable[Away]) -> list[On]:
    """The duties as far as their people are there: leave is cut out of them."""
    absent: dict[int, list[Span]] = {}
    for each in away:
        absent.setdefault(each.person, []).append(Span(midnight(each.starts_on), midnight(each.ends_on + DAY)))
    return [On(duty.person, duty.line, piece, duty.key) for duty in duties for piece in gaps(duty.span, absent.get(duty.person, ()))]  # fmt: skip


def people_at(duties: Iterable[On], at: datetime) -> frozenset[int]:
    """Who is on duty at this moment; each person once, however many rows say so."""
    return frozenset(each.person for each in duties if covers([each.span], at))


def stretches(window: Span, duties: Collection[On]) -> list[Stretch]:
    """The window in pieces in each of which the same people are on duty: they follow each other without a hole, and no minute stands in two."""
    inside = [part for each in duties if (part := shared(each.span, window))]
    cuts = {window.starts_at, window.ends_at, *(span.starts_at for span in inside), *(span.ends_at for span in inside)}
    found: list[Stretch] = []
    for starts_at, ends_at in pairwise(sorted(cuts)):
        people = people_at(duties, starts_at)
        if found and found[-1].people == people:
            found[-1] = Stretch(Span(found[-1].span.starts_at, ends_at), people)
        else:
            found.append(Stretch(Span(starts_at, ends_at), people))
    return found


def slot(day: date, since: time, until: time) -> Span:
    """A slot that begins on this day in China; an end up to the beginning is on the next."""
    ends_on = day if until > since else day + DAY
    return Span(datetime.combine(day, since, SHANGHAI), datetime.combine(ends_on, until, SHANGHAI))


def to_be_manned(hours: Hours, day: date) -> Span | None:
    """When somebody is to be there of the hours that begin on this day; None on a day without."""
    is_there = hours.opens_on <= day and (hours.closes_on is None or day <= hours.closes_on)
    return slot(day, hours.since, hours.until) if is_there and str(day.isoweekday()) in hours.weekdays else None


def doubles(duties: Iterable[On]) -> list[Double]:
    """Who is at two lines at once, in the order of time."""
    by_person: dict[int, list[On]] = {}
    for each in duties:
        by_person.setdefault(each.person, []).append(each)
    found = [
        Double(one.person, both, (one.key, other.key))
        for own in by_person.values()
        for one, other in combinations(own, 2)
        if one.line != other.line and (both := shared(one.span, other.span))
    ]
    return sorted(found, key=lambda each: (each.span.starts_at, each.person, each.keys))


def duty_faults(plan: DutyPlan, at: datetime) -> Iterator[tuple[str, str]]:
    """What is wrong with a duty that somebody enters at this moment: who was on duty before is not made up afterwards."""
    if plan.ends_at - plan.starts_at < SHORTEST or plan.ends_at - plan.starts_at > LONGEST:
        yield "ends_at", "length"
    elif plan.ends_at <= at:
        yield "starts_at", "past"
    elif plan.starts_at > at + AHEAD:
        yield "starts_at", "far"


def is_away(account_id: int, span: Span, away: Iterable[Away]) -> bool:
    """Whether she is on leave during any of it."""
    mine = (each for each in away if each.person == account_id)
    return any(shared(span, Span(midnight(each.starts_on), midnight(each.ends_on + DAY))) for each in mine)


def is_there_already(account_id: int, span: Span, duties: Iterable[On]) -> bool:
    """Whether a row of the same line has her on duty during any of it."""
    return any(each.person == account_id and shared(span, each.span) for each in duties)


def leave_faults(starts_on: date, ends_on: date, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with days of leave: those that are over stay as they were."""
    if ends_on < starts_on or ends_on - starts_on > LONGEST_LEAVE:
        yield "ends_on", "leave_days"
    if starts_on < today:
        yield "starts_on", "leave_past"


def column(plan: ColumnPlan, known: Mapping[str, Sequence[int]]) -> tuple[list[DutyPlan], list[tuple[str, str]]]:
    """The duties of a pasted column, and each name that is nobody's or several people's, with which of the two it is."""
    found: list[DutyPlan] = []
    wrong: list[tuple[str, str]] = []
    lines = [] if not plan.names.strip() else plan.names.rstrip().splitlines()
    for place, line in enumerate(lines):
        span = slot(plan.first + place * DAY, plan.since, plan.until)
        for name in filter(None, (each.strip() for each in BETWEEN_NAMES.split(line))):
            ids = known.get(name, ())
            if len(ids) == 1:
                found.append(DutyPlan(ids[0], span.starts_at, span.ends_at))
            else:
                wrong.append((name, "several" if ids else "nobody"))
    return found, wrong


def days_pasted(names: str) -> int:
    """For how many days a column says something."""
    return len(names.rstrip().splitlines()) if names.strip() else 0


def moved(day: date, span: Span) -> Span:
    """The same hours of China's day, begun on this one."""
    local = span.starts_at.astimezone(SHANGHAI)
    starts_at = datetime.combine(day, local.time(), SHANGHAI)
    return Span(starts_at, starts_at + (span.ends_at - span.starts_at))


def may_read(writer: int, reader: int, on_duty: Collection[int], next_one: int | None) -> bool:
    """Whether somebody takes over what the writer hands over: who is on duty now or next; where nobody else is, anybody else."""
    others = {*on_duty, *([next_one] if next_one else [])} - {writer}
    return reader != writer and (reader in others or not others)
