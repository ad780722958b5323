"""Where a move leads from each state, and where the way back ends."""

import pytest

from open315.core.verbs.rules import RESUME, SAME, Move, Workflow, is_result

FLOW = Workflow(
    states=frozenset({"new", "taken", "away", "back", "shut"}),
    first="new",
    open=frozenset({"new", "taken", "away", "back"}),
    resumes_at={"back": "taken"},
)
EVERYWHERE = frozenset({"new", "taken"})


@pytest.mark.parametrize(
    ("move", "state", "resume", "after"),
    [
        (Move(EVERYWHERE, "shut"), "new", "", "shut"),
        (Move(EVERYWHERE, "shut"), "taken", "new", "shut"),
        (Move(EVERYWHERE, SAME), "taken", "new", "taken"),
        (Move(frozenset({"away"}), RESUME), "away", "taken", "taken"),
        (Move(frozenset({"away"}), RESUME), "away", "", "new"),
    ],
)
def test_a_move_leads_to_its_state_stays_or_goes_back(move: Move, state: str, resume: str, after: str) -> None:
    assert FLOW.after(move, state, resume) == after


def test_a_move_from_another_state_is_refused() -> None:
    with pytest.raises(ValueError, match="not possible in state away"):
        FLOW.after(Move(EVERYWHERE, "shut"), "away")


@pytest.mark.parametrize(
    ("remembers", "state", "remembered"),
    [(True, "new", "new"), (True, "back", "taken"), (False, "new", ""), (False, "back", "")],
)
def test_what_is_remembered_is_where_one_returns_to(remembers: bool, state: str, remembered: str) -> None:
    assert FLOW.remembered(Move(frozenset({"new", "back"}), "shut", remembers), state) == remembered


@pytest.mark.parametrize(
    ("to", "state", "result"),
    [
        ("shut", "shut", True),
        ("shut", "new", False),
        (RESUME, "new", True),
        (RESUME, "shut", False),
        (SAME, "new", True),
        (SAME, "shut", False),
    ],
)
def test_an_object_may_be_what_the_move_made_of_it(to: str, state: str, result: bool) -> None:
    assert is_result(Move(frozenset({"shut"} if to == RESUME else {"new"}), to), state) is result
