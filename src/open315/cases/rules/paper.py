"""Which notices of a case can be printed: those of the steps that still hold, in the order in which they were written.

A notice that a later step took back is not printed again: of a case that was reopened there is no result to tell. Who reported a breach
is told that the report came and nothing more by itself (Order 121, Article 36), as with letters by mail; a case that came in as history
was told of by whoever handled it then.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from open315.cases.types import Kind, State


class Told(Protocol):
    """What of a case decides it."""

    kind: str
    state: str
    is_history: bool
    accepted_at: datetime | None
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


DATED = {
    "register": frozenset({State.REGISTERED, State.DECLINATION_PROPOSED}),
    "accept": frozenset({State.ACCEPTED}),
}


def tells_the_date(case: Told, verb: str) -> bool:
    """Whether the next date of the case is the one that this notice speaks of: that of a later step is another promise."""
    return case.state in DATED.get(verb, ())
