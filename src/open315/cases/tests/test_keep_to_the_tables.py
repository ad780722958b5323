"""Every verb in every state and by everybody, through the services: what happens is what `expected/verbs.txt` says, by hand.

Nothing here is asked from the product: not the workflow, not the policies, not the permissions of a role.
"""

from typing import Any

import pytest

from open315.cases.models import Case
from open315.cases.rules.workflow import ROOM
from open315.cases.tests.tables import table
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Open315Error
from open315.core.verbs import of_room
from tests.rows import undone

PROPOSED = "declination_proposed"
INSTEAD = {
    ("accepted", "resume_clock"): "paused",
    ("closed", "uphold"): "objected",
    ("declined", "uphold"): "declined_objected",
    ("referred", "pause_referral"): "taken_up",
    ("referred", "resume_referral"): "paused_referral",
}
"""The case to use where the shortest way into a state does not bring what the verb needs."""
REFUSALS: dict[str, type[Exception]] = {
    "no": NotAllowed,
    "unseen": NotFound,
    "later": Conflict,
    "input": InvalidInput,
}
PEOPLE = {
    "supervis": "supervisor",
    "hs_clerk": "huangshi_clerk",
    "hs_offic": "huangshi_officer",
    "market": "market_liaison",
    "health": "health_liaison",
    "secretar": "secretariat",
    "admin": "administrator",
    "p_superv": "province_supervisor",
    "other": "consumer:original",
    "visitor": "anonymous",
}
"""What a heading of the table of roles shortens."""


def states() -> dict[str, dict[str, str]]:
    """State → verb → where it leads."""
    head, *lines = [line for line in table("states") if len(line) > 3]
    columns = [PROPOSED if each == "proposed" else each for each in head[1:]]
    cells = {line[0]: [PROPOSED if each == "proposed" else each for each in line[2:]] for line in lines}
    return {state: {verb: row[at] for verb, row in cells.items()} for at, state in enumerate(columns)}


def ways_back() -> list[list[str]]:
    return [line for line in table("states") if len(line) == 3][1:]


def roles() -> list[tuple[str, str, dict[str, str]]]:
    """(verb, case, person → outcome)."""
    head, *lines = table("roles")
    people = [PEOPLE.get(each, each) for each in head[2:]]
    return [(verb, case, dict(zip(people, cells, strict=True))) for verb, case, *cells in lines]


def test_the_tables_leave_no_declared_verb_out() -> None:
    declared = {each.name for each in of_room(ROOM) if not each.makes}
    (named,) = {frozenset(verbs) for verbs in states().values()}
    assert named == declared
    assert len(states()) == 10
    assert {verb for verb, _case, _people in roles()} == declared
    assert set(USES) == declared


def test_a_verb_leads_where_the_table_says_or_is_refused_and_writes_nothing(world: World) -> None:
    for state, verbs in states().items():
        for verb, target in verbs.items():
            case_id = world.case(INSTEAD.get((state, verb), state))
            if target == "-":
                # By the system, which may do everything: so the refusal is for the state alone.
                with pytest.raises(Conflict, match="案件目前的狀態不能進行此步驟。"):
                    USES[verb](world, case_id, actor=world.actor("system"))
                continue
            with undone():
                USES[verb](world, case_id)
                reached = Case.objects.get(pk=case_id).state
                assert reached == (state if target == "same" else target), (state, verb)
        assert world.unchanged(), state


@pytest.mark.parametrize(("verb", "start", "target"), ways_back())
def test_a_case_goes_back_to_where_it_stood(world: World, verb: str, start: str, target: str) -> None:
    USES[verb](world, world.case(start))
    assert Case.objects.get(pk=world.case(start)).state == target


PARTS = 4
"""So that two processes share the lines; whatever is added falls into one of them."""


@pytest.mark.parametrize("part", range(PARTS))
def test_a_verb_is_open_to_exactly_those_of_the_table(world: World, part: int) -> None:
    for verb, case, people in roles()[part::PARTS]:
        _try_all(world, verb, case, people)
    assert world.unchanged()


def _try_all(world: World, verb: str, case: str, people: dict[str, str]) -> None:
    for who, outcome in people.items():
        actor = world.actor(f"consumer:{case}" if who == "consumer" else who)
        if outcome in REFUSALS:
            assert _outcome(verb, world, case, actor) == outcome, (verb, case, who)
        else:
            with undone():
                assert _outcome(verb, world, case, actor) == outcome, (verb, case, who)


def _outcome(verb: str, world: World, case: str, actor: Any) -> str:
    try:
        USES[verb](world, world.case(case), actor=actor)
    except tuple(REFUSALS.values()) as refusal:
        return next(name for name, kind in REFUSALS.items() if type(refusal) is kind)
    return "yes"


REASONS = [
    # verb, case, who, what she is told
    ("accept", "registered", "consumer:registered", "此步驟由消費者組織進行。"),
    ("accept", "registered", "clerk", "您的角色沒有此項權限。"),
    ("accept", "registered", "anonymous", "您的角色沒有此項權限。"),
    ("add_evidence", "referred", "market_liaison", "只有案件所屬的消費者組織可以進行。"),
    ("add_evidence", "registered", "consumer:original", "此步驟由消費者組織進行。"),
    ("answer_referral", "second_body", "health_liaison", "只有被轉辦的單位可以進行。"),
    ("confirm_declination", "proposed_by_supervisor", "supervisor", "不予受理須由另一人覆核：此意見由您本人提出。"),
    ("unmask", "answered", "market_liaison", "只有案件所屬的消費者組織或者正在承辦的單位可以辦理。"),
    ("unmask", "report_acknowledged", "market_liaison", "舉報人信息不向其他單位提供，請向消費者組織了解。"),
    ("unmask", "referred", "market_liaison", "請先簽收此轉辦件。"),
    ("unmask", "registered", "clerk", "您的角色沒有此項權限。"),
    ("unmask", "registered", "consumer:registered", "此步驟由消費者組織進行。"),
    ("note", "registered", "analyst", "您的角色沒有此項權限。"),
    ("note", "registered", "consumer:registered", "此步驟由消費者組織進行。"),
]


def test_a_refusal_says_why(world: World) -> None:
    for verb, case, who, words in REASONS:
        with pytest.raises(Open315Error) as caught:
            USES[verb](world, world.case(case), actor=world.actor(who))
        assert str(caught.value.message) == words, (verb, case, who)
