"""Where a verb leads: states and the way back. Pure.

`SAME` keeps the state, `RESUME` leads back to where the object stood before it was handed over or ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SAME = "same"
RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a verb is possible, and to which it leads; `remembers` says that RESUME leads back to the one before."""

    before: frozenset[str]
    to: str = SAME
    remembers: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of an object. `resumes_at` names, for a state to which nobody returns, the one that is remembered instead."""

    states: frozenset[str]
    first: str
    open: frozenset[str]
    final: frozenset[str] = frozenset()
    """States that no verb leaves; every other one is left by some verb."""
    brought: frozenset[str] = frozenset()
    """States in which an object can only come in: no verb leads there."""
    resumes_at: Mapping[str, str] = field(default_factory=dict)

    def after(self, move: Move, state: str, resume: str = "") -> str:
        """The state after the move. ValueError when it is not possible from `state`; `resume` is where RESUME leads (default the first)."""
        if state not in move.before:
            raise ValueError(f"not possible in state {state}")
        if move.to == SAME:
            return state
        return (resume or self.first) if move.to == RESUME else move.to

    def remembered(self, move: Move, state: str) -> str:
        """The state to remember when the move hands the object over or ends it; "" when there is nothing to remember."""
        return self.resumes_at.get(state, state) if move.remembers else ""


def is_result(move: Move, state: str) -> bool:
    """Whether an object in `state` may be what the move made of it."""
    if move.to == SAME:
        return state in move.before
    return state not in move.before if move.to == RESUME else state == move.to
