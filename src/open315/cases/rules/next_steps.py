"""What a consumer can do now, in the order in which it stands on the page of her case (ADR 0154). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from open315.cases.types import OPEN_STATES, State


class NextStep(StrEnum):
    ANSWER = "answer"
    """The council asked something and has no answer yet."""
    MEET = "meet"
    """A time was appointed."""
    CALL = "call"
    """What was to be done by a day was not done by then."""
    WAIT = "wait"
    ADD = "add"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    TURN = "turn"
    """One of the further routes."""
    KEEP = "keep"
    OBJECT = "object"
    """Against how it ended, while the period runs."""
    RATE = "rate"
    """She has not said yet how it was handled."""
    FILE_ANEW = "file_anew"


@dataclass(frozen=True, slots=True)
class Possible:
    """A step, and the day that belongs to it: answer until, wait until, come on, object until."""

    step: NextStep
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What of a case decides what its consumer can do. `today` is the day in China."""

    state: State
    today: date
    is_asked: bool = False
    asked_until: date | None = None
    due_on: date | None = None
    may_add: bool = False
    may_withdraw: bool = False
    meets_on: date | None = None
    """The day of the next appointment she comes to."""
    has_routes: bool = False
    has_papers: bool = False
    may_rate: bool = False
    may_object: bool = False
    object_until: date | None = None


def next_steps(now: Situation) -> tuple[Possible, ...]:
    """Everything that is open to her, the most pressing first."""
    return tuple(_steps(now))


def _steps(now: Situation) -> Iterator[Possible]:
    if now.is_asked and now.may_add:
        yield Possible(NextStep.ANSWER, now.asked_until)
    if now.meets_on is not None and now.state in OPEN_STATES:
        yield Possible(NextStep.MEET, now.meets_on)
    if now.state in OPEN_STATES:
        yield _waiting(now)
    if now.may_object:
        yield Possible(NextStep.OBJECT, now.object_until)
    further = {
        NextStep.TURN: now.has_routes,
        NextStep.ADD: now.may_add,
        NextStep.CORRECT: now.may_add,
        NextStep.KEEP: now.has_papers,
        NextStep.RATE: now.may_rate,
        NextStep.WITHDRAW: now.may_withdraw,
        NextStep.FILE_ANEW: now.state in {State.WITHDRAWN, State.DECLINED},
    }
    yield from (Possible(step) for step, is_open in further.items() if is_open)


def _waiting(now: Situation) -> Possible:
    if now.due_on is not None and now.due_on < now.today:
        return Possible(NextStep.CALL, now.due_on)
    return Possible(NextStep.WAIT, now.due_on)
