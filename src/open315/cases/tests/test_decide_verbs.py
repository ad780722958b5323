"""Every verb × state × role: what the policy says is what the checked-in table says, written by hand from the rules of the trade."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from open315.cases import policies
from open315.cases.models import Case
from open315.cases.rules import workflow
from open315.cases.types import State, Verb
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.org.roles import ROLES

PROVINCE, COUNCIL, OTHER_COUNCIL, BODY, OTHER_BODY = 1, 2, 3, 4, 5
CASE = 77


@dataclass(frozen=True)
class Expected:
    """One line of the table."""

    states: frozenset[str]
    roles: frozenset[str]
    whose: str


def table() -> dict[str, Expected]:
    with Path(__file__).with_name("expected_verbs.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["verb"]: Expected(frozenset(row["states"].split()), frozenset(row["roles"].split()), row["whose"])
            for row in csv.DictReader(file)
        }


def staff(role: str, body: int, kind: str, below: frozenset[int] = frozenset()) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        label=role,
        account_id=100 + body,
        organisation_id=body,
        organisation_kind=kind,
        organisation_ids=frozenset({body}) | below,
        roles=frozenset({role}),
        permissions=ROLES[role],
    )


def everybody() -> Iterator[tuple[str, str, Actor]]:
    """(role, where it stands, actor): the council of the case, the one above, another one, the holder, another department."""
    for role in ROLES:
        if role == "liaison":
            yield role, "holder", staff(role, BODY, "department")
            yield role, "foreign", staff(role, OTHER_BODY, "department")
        else:
            yield role, "council", staff(role, COUNCIL, "council")
            yield role, "council", staff(role, PROVINCE, "council", frozenset({COUNCIL, OTHER_COUNCIL}))
            yield role, "foreign", staff(role, OTHER_COUNCIL, "council")
    yield "consumer", "council", Actor(kind=ActorKind.CONSUMER, label="consumer", case_id=CASE)
    yield "consumer", "foreign", Actor(kind=ActorKind.CONSUMER, label="consumer", case_id=CASE + 1)
    yield "anonymous", "council", ANONYMOUS
    yield "client", "council", Actor(kind=ActorKind.CLIENT, label="api")
    yield "nobody", "council", Actor(kind=ActorKind.STAFF, label="nobody", account_id=9)


def case_in(state: State) -> Case:
    return Case(pk=CASE, state=state.value, council_id=COUNCIL, holder_id=BODY if state is State.REFERRED else COUNCIL)


def allowed(expected: Expected, role: str, where: str, state: State) -> bool:
    if role not in expected.roles or state.value not in expected.states:
        return False
    return expected.whose == "sees" or where in {"council", "holder"}


def test_the_table_knows_every_verb_and_no_other() -> None:
    assert set(table()) == {verb.value for verb in Verb}


@pytest.mark.parametrize("verb", list(Verb))
def test_a_verb_is_open_to_exactly_those_of_the_table(verb: Verb) -> None:
    expected, wrong = table()[verb.value], []
    for role, where, actor in everybody():
        for state in State:
            decision = policies.decide(actor, verb, case_in(state))
            if decision.allowed != allowed(expected, role, where, state):
                wrong.append((role, where, state.value, str(decision.reason)))
            assert decision.allowed or str(decision.reason), "a refusal gives its reason"
    assert wrong == []


@pytest.mark.parametrize("verb", list(Verb))
def test_the_system_is_held_by_the_states_alone(verb: Verb) -> None:
    for state in State:
        decision = policies.decide(SYSTEM, verb, case_in(state))
        assert decision.allowed == (state.value in table()[verb.value].states)
        assert decision.allowed or decision.by_state


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_the_workflow_leads_somewhere_exactly_where_the_verb_is_possible(verb: Verb, state: State) -> None:
    if state.value in table()[verb.value].states:
        assert workflow.next_state(verb, state) in State
    else:
        with pytest.raises(ValueError, match="not possible"):
            workflow.next_state(verb, state)


def test_the_proposer_never_signs_her_own_refusal() -> None:
    case = case_in(State.DECLINATION_PROPOSED)
    case.declination_by_id = 100 + COUNCIL
    proposer, second = (
        staff("supervisor", COUNCIL, "council"),
        staff("supervisor", PROVINCE, "council", frozenset({COUNCIL})),
    )
    assert not policies.decide(proposer, Verb.CONFIRM_DECLINATION, case).allowed
    assert policies.decide(second, Verb.CONFIRM_DECLINATION, case).allowed
    assert policies.decide(proposer, Verb.REJECT_DECLINATION, case).allowed
