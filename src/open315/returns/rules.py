"""What a call must satisfy, what a value is held against, and which returns count; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from open315.activities.outputs.rules import HUNDREDTHS, Value
from open315.core.quantities import Bound, InWords, Quantity, certainly_more
from open315.returns.types import AnswerKind, CallPlan

FIRST_DAY = date(1983, 1, 1)
"""World Consumer Rights Day was first observed in 1983."""
LONGEST = timedelta(days=366)
FAR = 3
"""A value of three times last year's, or a third of it, asks for a reason."""
ZERO = Quantity(Decimal(0))


def faults(plan: CallPlan, *, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with what is asked; nothing for a sound call."""
    if not plan.title.strip():
        yield "title", "title_missing"
    if plan.first < FIRST_DAY:
        yield "first", "first_too_early"
    if plan.last < plan.first:
        yield "last", "days_reversed"
    elif plan.last - plan.first > LONGEST:
        yield "last", "too_long"
    if plan.due_on < max(today, plan.last):
        yield "due_on", "due_too_early"
    if not plan.indicators:
        yield "indicators", "no_indicators"
    if not plan.council_ids:
        yield "councils", "no_councils"


def overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two spans of days, their last days included, share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


class Doubt(StrEnum):
    """Why a value asks for a reason."""

    LESS_THAN_ROWS = "less_than_rows"
    FAR_ABOVE = "far_above"
    FAR_BELOW = "far_below"


def doubt(value: Value | None, *, rows: Quantity | None, before: Value | None) -> Doubt | None:
    """What is doubtful about a value beside what the rows of the body come to and what it signed last year.

    Less than the rows is so only if it cannot be otherwise ("80餘" may be 90). Far from last year's is measured by the plain numbers.
    """
    if certainly_more(rows, value):
        return Doubt.LESS_THAN_ROWS
    if not isinstance(value, Quantity) or not isinstance(before, Quantity) or not before.value:
        return None
    if value.value >= before.value * FAR:
        return Doubt.FAR_ABOVE
    if value.value * FAR <= before.value:
        return Doubt.FAR_BELOW
    return None


class Beside(StrEnum):
    """What a reported number is beside the one that was computed from rows."""

    SAME = "same"
    MORE = "more"
    """More was reported than the rows show: not everything stands in the system."""
    LESS = "less"
    """Less was reported than the rows show: both cannot be true."""
    FITS = "fits"
    """The two differ, and may both be true: one of them is approximate."""
    OPEN = "open"
    """One of the two is not known."""


def beside(reported: Value | None, computed: Quantity | None) -> Beside:
    """How what was reported stands to what the rows come to."""
    if not isinstance(reported, Quantity) or computed is None:
        return Beside.OPEN
    if reported == computed:
        return Beside.SAME
    if certainly_more(computed, reported):
        return Beside.LESS
    return Beside.MORE if certainly_more(reported, computed) else Beside.FITS


@dataclass(frozen=True, slots=True)
class Signed:
    """Something signed: the place of its body in the line by which bodies report, the days it tells of, and when it was signed."""

    key: int
    path: str
    first: date
    last: date
    signed_at: datetime


def counting(signed: Iterable[Signed]) -> list[Signed]:
    """What of it counts, so that no day of any place is told twice: a body's own before those below it, and of one body's what was signed last."""
    taken: list[Signed] = []
    latest_first = sorted(signed, key=lambda each: (each.signed_at, each.key), reverse=True)
    for each in sorted(latest_first, key=lambda each: len(each.path)):
        if not any(_tells_of(above, each) for above in taken):
            taken.append(each)
    return taken


def _tells_of(above: Signed, each: Signed) -> bool:
    days = overlap((above.first, above.last), (each.first, each.last))
    return days and each.path.startswith(above.path)


def as_value(kind: str, hundredths: int | None, bound: str, said: str) -> Value | None:
    """A stored value: nothing to report is zero, not known is none."""
    if kind == AnswerKind.NOTHING:
        return ZERO
    if kind == AnswerKind.UNKNOWN:
        return None
    return InWords(said) if hundredths is None else Quantity(Decimal(hundredths) / HUNDREDTHS, Bound(bound))
