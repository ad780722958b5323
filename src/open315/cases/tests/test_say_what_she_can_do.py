"""What a consumer can do now: by state, the most pressing first, with its day (review of the portal, 13 and 14)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from open315.cases.rules.next_steps import NextStep, Possible, Situation, next_steps
from open315.cases.types import State

TODAY = date(2026, 5, 20)
OPEN = {"may_add": True, "may_withdraw": True, "has_papers": True}
OVER = {"has_papers": True}


def steps(state: State, **given: Any) -> str:
    return " ".join(each.step for each in next_steps(Situation(state, TODAY, **given)))


@pytest.mark.parametrize(
    ("state", "given", "said"),
    [
        (State.REGISTERED, OPEN, "wait add correct keep withdraw"),
        (State.DECLINATION_PROPOSED, OPEN, "wait add correct keep withdraw"),
        (State.ACCEPTED, OPEN, "wait add correct keep withdraw"),
        (State.REFERRED, {**OPEN, "has_routes": True}, "wait turn add correct keep withdraw"),
        (State.ANSWERED, OPEN, "wait add correct keep withdraw"),
        (State.ACCEPTED, {**OPEN, "is_asked": True}, "answer wait add correct keep withdraw"),
        (State.ACCEPTED, {**OPEN, "meets_on": TODAY}, "meet wait add correct keep withdraw"),
        (State.ACCEPTED, {**OPEN, "is_asked": True, "meets_on": TODAY}, "answer meet wait add correct keep withdraw"),
        (State.CLOSED, {**OVER, "meets_on": TODAY}, "keep"),
        (State.CLOSED, OVER, "keep"),
        (State.CLOSED, {**OVER, "has_routes": True}, "turn keep"),
        (State.DECLINED, {**OVER, "has_routes": True}, "turn keep file_anew"),
        (State.WITHDRAWN, OVER, "keep file_anew"),
        (State.DUPLICATE, OVER, "keep"),
        (State.ON_RECORD, {}, ""),
        (State.CLOSED, {**OVER, "has_routes": True, "may_rate": True}, "turn keep rate"),
        (State.WITHDRAWN, {"may_rate": True}, "rate file_anew"),
    ],
)
def test_each_state_has_its_own_steps(state: State, given: dict[str, Any], said: str) -> None:
    assert steps(state, **given) == said


def test_nobody_is_asked_for_an_answer_that_could_not_be_given() -> None:
    assert steps(State.CLOSED, is_asked=True) == ""


def test_an_answer_and_the_wait_have_their_days() -> None:
    until, due = date(2026, 5, 22), date(2026, 5, 29)
    asked = Situation(State.ACCEPTED, TODAY, is_asked=True, asked_until=until, due_on=due, may_add=True)
    assert next_steps(asked)[:2] == (Possible(NextStep.ANSWER, until), Possible(NextStep.WAIT, due))


@pytest.mark.parametrize(("due", "step"), [(TODAY, NextStep.WAIT), (date(2026, 5, 19), NextStep.CALL)])
def test_on_its_last_day_she_waits_and_on_the_day_after_she_calls(due: date, step: NextStep) -> None:
    now = Situation(State.REFERRED, TODAY, due_on=due)
    assert next_steps(now) == (Possible(step, due),)
    assert next_steps(replace(now, state=State.CLOSED)) == ()
