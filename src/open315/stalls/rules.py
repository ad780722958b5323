"""What a stall, a shift and a press must satisfy, and when a stall has nobody or is silent; pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from open315.core.spans import Span, covers
from open315.stalls.types import Counter, KitPlan, Pressed, ShiftPlan, StallPlan

MOST_STALLS, MOST_PEOPLE = 500, 200
BODY_LENGTH, OFFERS_LENGTH, POSITION_LENGTH = 120, 200, 80
OFFICE_LENGTH, WHAT_LENGTH, AMOUNT_LENGTH = 120, 120, 40
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,40}")
EARLY = timedelta(hours=3)
"""So long before the beginning stalls are set up, and the first people ask."""
LATE = timedelta(hours=12)
"""So long after the end what was done that day can still be pressed."""
SENT_WITHIN = timedelta(days=7)
"""For so long a telephone that had no network may send what was pressed."""
SILENT_AFTER = timedelta(minutes=30)
"""A manned stall that counted nothing for so long is asked what is the matter."""
AT_ONCE: dict[str, tuple[int, ...]] = {
    Counter.ENQUIRIES: (1,),
    Counter.COMPLAINTS: (1,),
    Counter.SETTLED: (1,),
    Counter.LEAFLETS: (1, 10, 50),
}
"""How many one press can count: leaflets go in handfuls."""
COUNTER_OF = {"complaint": Counter.COMPLAINTS.value, "enquiry": Counter.ENQUIRIES.value}
"""What a case that was taken at a stall counts as, by its kind; a report has no button."""


def stall_faults(plan: StallPlan) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a stall; nothing for a sound one."""
    if not 1 <= plan.number <= MOST_STALLS:
        yield "number", "number_out_of_range"
    if not plan.body.strip():
        yield "body", "body_missing"
    elif len(plan.body.strip()) > BODY_LENGTH:
        yield "body", "body_too_long"
    if len(plan.offers.strip()) > OFFERS_LENGTH:
        yield "offers", "offers_too_long"
    if len(plan.position.strip()) > POSITION_LENGTH:
        yield "position", "position_too_long"


def shift_faults(plan: ShiftPlan, day: Span) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a shift at an activity of this time."""
    if not plan.office.strip():
        yield "office", "office_missing"
    elif len(plan.office.strip()) > OFFICE_LENGTH:
        yield "office", "office_too_long"
    if not 1 <= plan.people <= MOST_PEOPLE:
        yield "people", "people_out_of_range"
    if plan.ends_at <= plan.starts_at:
        yield "ends_at", "ends_before_start"
    elif plan.starts_at >= day.ends_at or plan.ends_at <= day.starts_at:
        yield "starts_at", "outside_of_day"


def kit_faults(plan: KitPlan) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a thing of the kit list."""
    if not plan.what.strip():
        yield "what", "what_missing"
    elif len(plan.what.strip()) > WHAT_LENGTH:
        yield "what", "what_too_long"
    if len(plan.amount.strip()) > AMOUNT_LENGTH:
        yield "amount", "amount_too_long"
    if len(plan.brings.strip()) > BODY_LENGTH:
        yield "brings", "body_too_long"


def is_manned(shifts: Iterable[Span], day: Span, at: datetime) -> bool:
    """Whether somebody is at the stall by the roster; outside of the day nobody has to be."""
    if not day.starts_at <= at < day.ends_at:
        return True
    return covers(shifts, at)


def is_token(text: str) -> bool:
    """Whether it can be the token of a press: a few letters and digits, as browsers and pages make them."""
    return TOKEN.fullmatch(text) is not None


def press_fault(pressed: Pressed) -> str:
    """The code of what is wrong with a press; "" for a sound one."""
    if not is_token(pressed.token):
        return "no_token"
    if pressed.number not in AT_ONCE.get(pressed.counter, ()):
        return "unknown_counter"
    return ""


def moment_of(pressed_at: datetime | None, at: datetime) -> datetime:
    """When it was pressed: what a telephone says, unless it goes ahead of us or was away for too long."""
    if pressed_at is None or not at - SENT_WITHIN <= pressed_at <= at:
        return at
    return pressed_at


def counts_at(moment: datetime, day: Span) -> bool:
    """Whether something that happened at this moment is of the day: from setting up on, until that evening."""
    return day.starts_at - EARLY <= moment <= day.ends_at + LATE


def is_silent(last: datetime | None, day: Span, at: datetime) -> bool:
    """Whether a stall should have counted something by now: while the day runs, nothing for half an hour, or not since it began."""
    if not day.starts_at <= at < day.ends_at:
        return False
    return at - max(last or day.starts_at, day.starts_at) >= SILENT_AFTER
