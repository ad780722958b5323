"""The consumer objects to how her case ended: when she may, and how one knows from the timeline where that stands (ADR 0165). Pure.

An objection is open while the last of `object`, `uphold` and `reopen` is `object`; nothing else is kept of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from open315.cases.types import Kind, State

OBJECT, UPHOLD, REOPEN = "object", "uphold", "reopen"
ENDING = frozenset({"close", "confirm_declination"})
"""By which verbs a council ends a case against which somebody may object."""
PROPOSING = "propose_declination"
"""Who proposed a refusal has a part in it."""
TURNS = (*sorted(ENDING), PROPOSING, OBJECT, UPHOLD, REOPEN)
OBJECTED_STATES = frozenset({State.CLOSED, State.DECLINED})
CLOCK = "objection"
"""The period in the rule packs of councils."""
LONGEST = 2000
"""Signs of an objection."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the timeline that concerns objections: which, by which account, on which day."""

    verb: str
    by: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the objection of a case stands: raised since its last end, not answered yet, who had a part in that end."""

    objected_on: date | None = None
    answered_on: date | None = None
    ended_by: frozenset[int] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether somebody has to answer it."""
        return self.objected_on is not None and self.answered_on is None


def standing(turns: Sequence[Turn]) -> Standing:
    """Where the objection to the last end stands, from the turns in their order."""
    found, people = Standing(), set[int]()
    for turn in turns:
        if turn.verb == REOPEN:
            found, people = Standing(), set()
        elif turn.verb == OBJECT:
            found = Standing(turn.on, None, frozenset(people))
        elif turn.verb == UPHOLD:
            found = Standing(found.objected_on, turn.on, found.ended_by)
        elif turn.by is not None:
            people.add(turn.by)
    return found if found.objected_on else Standing(ended_by=frozenset(people))


def concerns(kind: str, state: str, *, is_history: bool) -> bool:
    """Whether a case has an end against which one can object at all: a dispute that a council here closed or refused.

    A question is asked again; what came of a report its reporter is mostly not told.
    """
    return kind == Kind.COMPLAINT and state in OBJECTED_STATES and not is_history


def is_in_time(today: date, until: date | None) -> bool:
    """Whether the period still runs; the last day itself is in it. Without a last day (no calendar) nobody is shut out."""
    return until is None or today <= until
