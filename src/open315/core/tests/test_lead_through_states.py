"""Where a verb leads: the tables of moves on a small workflow, each answer by hand."""

import pytest

from open315.core.verbs.rules import RESUME, SAME, Move, Workflow, is_result

FLOW = Workflow(
    states=frozenset({"new", "taken", "away", "back", "over"}),
    first="new",
    open=frozenset({"new", "taken"}),
    final=frozenset({"over"}),
    resumes_at={"back": "taken"},
)
BOTH = frozenset({"new", "taken"})
TO, STAY, AGAIN = Move(BOTH, "away"), Move(BOTH), Move(frozenset({"away"}), RESUME)
AFTER = [
    # move, state, remembered, the state after it
    (TO, "new", "", "away"),
    (TO, "taken", "new", "away"),
    (STAY, "new", "", "new"),
    (STAY, "taken", "new", "taken"),
    (AGAIN, "away", "", "new"),
    (AGAIN, "away", "taken", "taken"),
]
NOT_POSSIBLE = [(TO, "away"), (STAY, "over"), (AGAIN, "new")]


def test_a_move_leads_where_it_says() -> None:
    assert [(move, state, resume, FLOW.after(move, state, resume)) for move, state, resume, _ in AFTER] == AFTER
    assert FLOW.after(AGAIN, "away") == "new", "nothing remembered is the first state"


def test_a_move_that_does_not_fit_the_state_is_refused_with_its_name() -> None:
    for move, state in NOT_POSSIBLE:
        with pytest.raises(ValueError, match=f"^not possible in state {state}$"):
            FLOW.after(move, state)


def test_what_hands_over_or_ends_remembers_where_the_object_stood() -> None:
    remembering = Move(BOTH, "away", remembers=True)
    assert [FLOW.remembered(remembering, state) for state in ("new", "taken", "back")] == ["new", "taken", "taken"]
    assert [FLOW.remembered(TO, state) for state in ("new", "taken", "back")] == ["", "", ""]


RESULTS = [
    # move, state, whether the object may be what the move made of it
    (TO, "away", True),
    (TO, "new", False),
    (TO, "over", False),
    (STAY, "new", True),
    (STAY, "away", False),
    (AGAIN, "new", True),
    (AGAIN, "taken", True),
    (AGAIN, "away", False),
]


def test_an_object_may_be_the_result_of_a_move() -> None:
    assert [(move, state, is_result(move, state)) for move, state, _ in RESULTS] == RESULTS


def test_what_is_not_said_stays_plain() -> None:
    assert (STAY.to, STAY.remembers, SAME, RESUME) == ("same", False, "same", "resume")
    plain = Workflow(frozenset({"new"}), "new", frozenset({"new"}))
    assert (plain.final, plain.resumes_at) == (frozenset(), {})
