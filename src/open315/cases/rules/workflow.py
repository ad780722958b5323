"""The states of a case and the way back. Which verb leads where is declared beside its function (`cases.services`). Pure."""

from open315.cases.types import OPEN_STATES, State, Verb
from open315.core.verbs.registry import named
from open315.core.verbs.rules import Move, Workflow

ROOM = "cases"
WORKFLOW = Workflow(
    states=frozenset(State),
    first=State.REGISTERED,
    open=OPEN_STATES,
    final=frozenset({State.WITHDRAWN}),
    resumes_at={State.ANSWERED: State.ACCEPTED, State.DECLINATION_PROPOSED: State.REGISTERED},
)


def possible(verb: Verb, state: State) -> bool:
    """Whether the verb fits this state."""
    return state in _move(verb).before


def next_state(verb: Verb, state: State, resume: State | None = None) -> State:
    """The state after the verb. ValueError when it does not fit; `resume` is where RESUME leads (default REGISTERED)."""
    return State(WORKFLOW.after(_move(verb), state, resume or ""))


def _move(verb: Verb) -> Move:
    move = named(ROOM, verb).move
    assert move is not None, f"{verb} says no states"
    return move
