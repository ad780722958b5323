"""Every verb × state × role: what the policy says is what the checked-in table says, written by hand from the rules of the trade."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from open315.cases import policies
from open315.cases.actors import consumer_of
from open315.cases.models import Case
from open315.cases.rules.objecting import Standing
from open315.cases.rules.workflow import ROOM, WORKFLOW
from open315.cases.tests.tables import lines
from open315.cases.types import State
from open315.core import verbs
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.org.roles import all_roles, permissions_of

VERBS = [each.name for each in verbs.of_room(ROOM) if not each.makes]
PROVINCE, COUNCIL, OTHER_COUNCIL, BODY, OTHER_BODY, ABOVE = 1, 2, 3, 4, 5, 6
CASE = 77


@dataclass(frozen=True)
class Expected:
    """One line of the table."""

    states: frozenset[str]
    roles: frozenset[str]
    whose: str


def table() -> dict[str, list[Expected]]:
    found: dict[str, list[Expected]] = {}
    for line in lines("policies")[1:]:
        verb, whose, roles, states_of = (each.strip() for each in line.split("|"))
        found.setdefault(verb, []).append(Expected(frozenset(states_of.split()), frozenset(roles.split()), whose))
    return found


def states(verb: str) -> frozenset[str]:
    return frozenset().union(*(line.states for line in table()[verb]))


def staff(role: str, body: int, kind: str, below: frozenset[int] = frozenset()) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        label=role,
        account_id=100 + body,
        organisation_id=body,
        organisation_kind=kind,
        organisation_ids=frozenset({body}) | below,
        roles=frozenset({role}),
        permissions=permissions_of(role),
    )


def everybody() -> Iterator[tuple[str, str, Actor]]:
    """(role, where it stands, actor): the council of the case, the one above, another one, the holder, the body above it, another department."""
    for role in all_roles():
        if role == "liaison":
            yield role, "holder", staff(role, BODY, "department")
            yield role, "holder", staff(role, ABOVE, "department", frozenset({BODY, OTHER_BODY}))
            yield role, "foreign", staff(role, OTHER_BODY, "department")
        else:
            yield role, "council", staff(role, COUNCIL, "council")
            yield role, "council", staff(role, PROVINCE, "council", frozenset({COUNCIL, OTHER_COUNCIL}))
            yield role, "foreign", staff(role, OTHER_COUNCIL, "council")
    yield "consumer", "council", consumer_of(CASE)
    yield "consumer", "foreign", consumer_of(CASE + 1)
    yield "anonymous", "council", ANONYMOUS
    yield "client", "council", Actor(kind=ActorKind.CLIENT, label="api")
    yield "nobody", "council", Actor(kind=ActorKind.STAFF, label="nobody", account_id=9)


def case_in(state: State, kind: str = "complaint") -> Case:
    holder = BODY if state is State.REFERRED else COUNCIL
    return Case(pk=CASE, state=state.value, kind=kind, council_id=COUNCIL, holder_id=holder)


def allowed(expected: Expected, role: str, where: str, state: State, acknowledged: bool) -> bool:
    if role not in expected.roles or state.value not in expected.states:
        return False
    if expected.whose == "holder_of_acknowledged":
        return where == "holder" and acknowledged
    return expected.whose == "sees" or where in {"council", "holder"}


def test_the_table_knows_every_verb_and_no_other() -> None:
    assert set(table()) == set(VERBS)


@pytest.fixture(autouse=True)
def objected(monkeypatch: pytest.MonkeyPatch) -> None:
    """An objection waits, against an end in which nobody here had a part."""
    monkeypatch.setattr(policies, "standing_of", lambda _case: Standing(objected_on=date(2026, 5, 6)))


@pytest.fixture
def acknowledged(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> bool:
    """Whether the body that holds the case has acknowledged it."""
    monkeypatch.setattr(policies, "_is_acknowledged", lambda _case: request.param)
    return bool(request.param)


@pytest.mark.parametrize("acknowledged", [False, True], indirect=True)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_open_to_exactly_those_of_the_table(verb: str, acknowledged: bool) -> None:
    expected, wrong = table()[verb], []
    for role, where, actor in everybody():
        for state in State:
            decision = policies.decide(actor, verb, case_in(state))
            if decision.allowed != any(allowed(line, role, where, state, acknowledged) for line in expected):
                wrong.append((role, where, state.value, str(decision.reason)))
            assert decision.allowed or str(decision.reason), "a refusal gives its reason"
    assert wrong == []


@pytest.mark.parametrize("verb", VERBS)
def test_the_system_is_held_by_the_states_alone(verb: str) -> None:
    for state in State:
        decision = policies.decide(SYSTEM, verb, case_in(state))
        assert decision.allowed == (state.value in states(verb))
        assert decision.allowed or decision.by_state


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(State))
def test_the_workflow_leads_somewhere_exactly_where_the_verb_is_possible(verb: str, state: State) -> None:
    move = verbs.named(ROOM, verb).move
    if state.value in states(verb):
        assert WORKFLOW.after(move, state) in set(State)
    else:
        with pytest.raises(ValueError, match="not possible"):
            WORKFLOW.after(move, state)


@pytest.mark.parametrize("verb", ["uphold", "reopen"])
@pytest.mark.parametrize(("objected_on", "is_held"), [(date(2026, 5, 6), True), (None, False)])
def test_whoever_ended_the_case_decides_nothing_while_an_objection_waits(
    verb: str, objected_on: date | None, is_held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, other = staff("supervisor", COUNCIL, "council"), staff("supervisor", PROVINCE, "council", frozenset({COUNCIL}))
    found = Standing(objected_on=objected_on, ended_by=frozenset({100 + COUNCIL}))
    monkeypatch.setattr(policies, "standing_of", lambda _case: found)
    case = case_in(State.CLOSED)
    wants = verb == "reopen" or objected_on is not None
    assert policies.decide(who, verb, case).allowed is (wants and not is_held)
    assert policies.decide(other, verb, case).allowed is wants


def test_the_proposer_never_signs_her_own_refusal() -> None:
    case = case_in(State.DECLINATION_PROPOSED)
    case.declination_by_id = 100 + COUNCIL
    proposer, second = (
        staff("supervisor", COUNCIL, "council"),
        staff("supervisor", PROVINCE, "council", frozenset({COUNCIL})),
    )
    assert not policies.decide(proposer, "confirm_declination", case).allowed
    assert policies.decide(second, "confirm_declination", case).allowed
    assert policies.decide(proposer, "reject_declination", case).allowed


@pytest.mark.parametrize("acknowledged", [True], indirect=True)
def test_who_reported_a_breach_is_told_to_no_other_body(acknowledged: bool) -> None:
    report = case_in(State.REFERRED, kind="report")
    assert not policies.decide(staff("liaison", BODY, "department"), "unmask", report).allowed
    above = staff("liaison", ABOVE, "department", frozenset({BODY, OTHER_BODY}))
    assert not policies.decide(above, "unmask", report).allowed
    assert policies.decide(staff("officer", COUNCIL, "council"), "unmask", report).allowed
