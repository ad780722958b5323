"""Which notices of a case can be printed: those of the steps that still hold, in the order in which they were written.

A notice that a later step took back is not printed again: of a case that was reopened there is no result to tell. Who reported a breach
is told that the report came and nothing more by itself (Order 121, Article 36), as with letters by mail; a case that came in as history
was told of by whoever handled it then.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol

from open315.cases.types import Kind, State
from open315.core.clock import local_day

ISSUING = ("issue_letter", "write_to_trader")
"""The verbs by which a letter goes out on paper; those of one case are numbered together."""


class Named(Protocol):
    """What of a case decides whether its trader may be written to."""

    kind: str
    trader_name: str


def may_be_written_to(case: Named) -> bool:
    """Whether there is a trader, and he may hear of it: whom somebody reported is told nothing by the council (Order 121, Article 36)."""
    return bool(case.trader_name) and case.kind != Kind.REPORT


class Told(Protocol):
    """What of a case decides it."""

    kind: str
    state: str
    is_history: bool
    accepted_at: datetime | None
    received_on: date
    closed_on: date | None
    council_id: int
    holder_id: int


def notices_that_hold(case: Told) -> tuple[str, ...]:
    """The names of the verbs whose letters can be printed."""
    return () if case.is_history else tuple(_names(case))


def _names(case: Told) -> Iterator[str]:
    yield "register"
    if case.kind == Kind.REPORT:
        return
    if case.accepted_at is not None:
        yield "accept"
    if case.holder_id != case.council_id:
        yield "refer"
    if case.state == State.DECLINED:
        yield "confirm_declination"
    if case.state == State.CLOSED:
        yield "close"


def day_of(case: Told, verb: str) -> date:
    """The day on which what the notice tells was done."""
    if verb == "accept" and case.accepted_at is not None:
        return local_day(case.accepted_at)
    if verb in {"close", "confirm_declination"} and case.closed_on is not None:
        return case.closed_on
    return case.received_on


DATED = {
    "register": frozenset({State.REGISTERED, State.DECLINATION_PROPOSED}),
    "accept": frozenset({State.ACCEPTED}),
}


def tells_the_date(case: Told, verb: str) -> bool:
    """Whether the next date of the case is the one that this notice speaks of: that of a later step is another promise."""
    return case.state in DATED.get(verb, ())
