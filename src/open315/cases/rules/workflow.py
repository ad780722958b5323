"""The workflow as one table: which verb is possible in which state, and where it leads. Pure.

`SAME` keeps the state, `RESUME` leads back to where the case stood before it was handed over (or closed).
"""

from open315.cases.types import OPEN_STATES, State, Verb

SAME = "same"
RESUME = "resume"

_ALL = frozenset(State)
_HANDLED = frozenset({State.REGISTERED, State.ACCEPTED, State.ANSWERED})

TRANSITIONS: dict[Verb, tuple[frozenset[State], State | str]] = {
    Verb.ACCEPT: (frozenset({State.REGISTERED}), State.ACCEPTED),
    Verb.PROPOSE_DECLINATION: (frozenset({State.REGISTERED}), State.DECLINATION_PROPOSED),
    Verb.CONFIRM_DECLINATION: (frozenset({State.DECLINATION_PROPOSED}), State.DECLINED),
    Verb.REJECT_DECLINATION: (frozenset({State.DECLINATION_PROPOSED}), State.REGISTERED),
    Verb.REFER: (_HANDLED, State.REFERRED),
    Verb.ACKNOWLEDGE_REFERRAL: (frozenset({State.REFERRED}), SAME),
    Verb.REFUSE_REFERRAL: (frozenset({State.REFERRED}), RESUME),
    Verb.RETURN_REFERRAL: (frozenset({State.REFERRED}), RESUME),
    Verb.ANSWER_REFERRAL: (frozenset({State.REFERRED}), State.ANSWERED),
    Verb.ASSIGN: (OPEN_STATES, SAME),
    Verb.NOTE: (_ALL, SAME),
    Verb.ADD_EVIDENCE: (OPEN_STATES, SAME),
    Verb.PAUSE_CLOCK: (frozenset({State.ACCEPTED}), SAME),
    Verb.RESUME_CLOCK: (frozenset({State.ACCEPTED}), SAME),
    Verb.SUPERVISE: (OPEN_STATES, SAME),
    Verb.CLOSE: (frozenset({State.ACCEPTED, State.ANSWERED}), State.CLOSED),
    Verb.REOPEN: (frozenset({State.CLOSED, State.DECLINED, State.DUPLICATE}), RESUME),
    Verb.WITHDRAW: (OPEN_STATES, State.WITHDRAWN),
    Verb.MARK_DUPLICATE: (frozenset({State.REGISTERED, State.ACCEPTED}), State.DUPLICATE),
    Verb.OVERRIDE_COMPETENCE: (OPEN_STATES, SAME),
    Verb.UNMASK: (_ALL, SAME),
    Verb.ERASE_IDENTITY: (_ALL, SAME),
}


def possible(verb: Verb, state: State) -> bool:
    """Whether the table knows the verb in this state."""
    return state in TRANSITIONS[verb][0]


def next_state(verb: Verb, state: State, resume: State | None = None) -> State:
    """The state after the verb. ValueError when the table does not allow it; `resume` is where RESUME leads (default REGISTERED)."""
    allowed, target = TRANSITIONS[verb]
    if state not in allowed:
        raise ValueError(f"{verb} is not possible in state {state}")
    if target == SAME:
        return state
    if target == RESUME:
        return resume or State.REGISTERED
    return State(target)


def resume_after(verb: Verb, state: State) -> State | None:
    """The state to remember when the verb hands the case over or ends it; None when there is nothing to remember."""
    if verb is Verb.REFER:
        return State.ACCEPTED if state is State.ANSWERED else state
    if verb in {Verb.CLOSE, Verb.MARK_DUPLICATE}:
        return State.ACCEPTED if state is State.ANSWERED else state
    if verb is Verb.CONFIRM_DECLINATION:
        return State.REGISTERED
    return None
