"""The same step once more: by the same person it is one step, by another or with another outcome it is refused; stale forms."""

from typing import Any

import pytest

from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Open315Error
from open315.core.uploads.models import Upload
from tests.rows import everything, stored

REPEATS = [
    # verb, case, by, the other person who tries the same, and what she hears
    ("accept", "registered", "officer", "second_officer", Conflict),
    ("propose_declination", "registered", "officer", "second_officer", Conflict),
    ("confirm_declination", "declination_proposed", "supervisor", "province_supervisor", Conflict),
    ("reject_declination", "declination_proposed", "supervisor", "province_supervisor", Conflict),
    ("refer", "registered", "officer", "second_officer", Conflict),
    ("acknowledge_referral", "referred", "market_liaison", "system", Conflict),
    ("accept_referral", "acknowledged", "market_liaison", "system", Conflict),
    ("refuse_referral", "referred", "market_liaison", "system", Conflict),
    ("return_referral", "accepted_referred", "market_liaison", "system", Conflict),
    ("answer_referral", "acknowledged", "market_liaison", "system", Conflict),
    ("close", "accepted", "officer", "second_officer", Conflict),
    ("reopen", "closed", "supervisor", "province_supervisor", Conflict),
    ("uphold", "objected", "province_supervisor", "supervisor", Conflict),
    ("withdraw", "registered", "officer", "second_officer", Conflict),
    ("withdraw", "registered", "consumer:registered", "officer", Conflict),
    ("mark_duplicate", "registered", "clerk", "officer", Conflict),
    ("assign", "registered", "clerk", "analyst", NotAllowed),
]
OTHERWISE: list[tuple[str, str, dict[str, Any]]] = [
    # verb, case, what the same person then wants instead
    ("propose_declination", "registered", {"grounds": ["other_law"]}),
    ("propose_declination", "registered", {"grounds": ["materials", "other_law"]}),
    ("refer", "registered", {"to_organisation_id": lambda world, _case: world.body("health")}),
    ("close", "accepted", {"result": "settled"}),
    ("close", "accepted", {"recovered_cents": 329_899}),
    ("close", "accepted", {"recovered_cents": None}),
    ("mark_duplicate", "registered", {"of_id": lambda world, _case: world.case("accepted")}),
]


@pytest.mark.parametrize(("verb", "case", "by", "other", "refusal"), REPEATS)
def test_a_second_click_is_one_step_and_another_persons_is_none(
    world: World, verb: str, case: str, by: str, other: str, refusal: type[Open315Error]
) -> None:
    case_id = world.case(case)
    version = Case.objects.get(pk=case_id).version
    first = USES[verb](world, case_id, actor=world.actor(by), version=version)
    once = stored()
    for form in ({}, {"version": version}):
        again = USES[verb](world, case_id, actor=world.actor(by), **form)
        assert (again.pk, again.state, again.version) == (case_id, first.state, version + 1)
    with pytest.raises(refusal):
        USES[verb](world, case_id, actor=world.actor(other))
    assert stored() == once


@pytest.mark.parametrize(("verb", "case", "wanted"), OTHERWISE)
def test_a_repeat_with_another_outcome_is_refused(world: World, verb: str, case: str, wanted: dict[str, Any]) -> None:
    USES[verb](world, world.case(case))
    once = stored()
    with pytest.raises(Conflict):
        USES[verb](world, world.case(case), **wanted)
    assert stored() == once


@pytest.mark.parametrize(("verb", "case", "by", "_other", "_refusal"), REPEATS)
def test_an_old_form_of_somebody_else_is_no_second_click(
    world: World, verb: str, case: str, by: str, _other: str, _refusal: type[Open315Error]
) -> None:
    """Nor is one's own, once a colleague did something after the first."""
    case_id = world.case(case)
    version = Case.objects.get(pk=case_id).version
    USES[verb](world, case_id, actor=world.actor(by), version=version)
    with pytest.raises(Conflict):
        USES[verb](world, case_id, actor=world.actor("system"), version=version)
    USES["note"](world, case_id, actor=world.actor("officer"))
    with pytest.raises((Conflict, NotAllowed)):
        USES[verb](world, case_id, actor=world.actor(by), version=version)


def test_a_second_form_that_gives_the_case_to_another_officer_is_told_that_it_is_old(world: World) -> None:
    case_id = world.case("registered")
    version = Case.objects.get(pk=case_id).version
    USES["assign"](world, case_id, version=version)
    with pytest.raises(Conflict, match="期間有人修改"):
        USES["assign"](world, case_id, account_id=world.account("officer"), version=version)


@pytest.mark.parametrize(("verb", "case"), [("accept", "registered"), ("close", "accepted"), ("reopen", "declined")])
def test_a_repeat_after_a_colleague_did_something_is_refused(world: World, verb: str, case: str) -> None:
    USES[verb](world, world.case(case))
    USES["note"](world, world.case(case))
    with pytest.raises(Conflict):
        USES[verb](world, world.case(case))


def test_a_body_that_answered_cannot_refuse_afterwards(world: World) -> None:
    USES["answer_referral"](world, world.case("referred"))
    with pytest.raises(NotAllowed):
        USES["refuse_referral"](world, world.case("referred"))


def test_giving_a_case_to_whom_it_belongs_writes_nothing_whoever_does_it(world: World) -> None:
    first = USES["assign"](world, world.case("registered"))
    once = stored()
    for who in ("clerk", "officer"):
        again = USES["assign"](world, world.case("registered"), actor=world.actor(who))
        assert (again.officer_id, again.version) == (first.officer_id, first.version)
    assert stored() == once


@pytest.mark.parametrize(
    ("verb", "case"),
    [
        ("note", "registered"),
        ("write_to_consumer", "registered"),
        ("contact_trader", "registered"),
        ("make_appointment", "registered"),
        ("ask_other_time", "registered"),
        ("issue_letter", "registered"),
        ("write_to_trader", "registered"),
        ("supervise", "registered"),
        ("override_competence", "registered"),
        ("unmask", "registered"),
        ("renew_code", "registered"),
    ],
)
def test_what_may_be_meant_twice_is_done_twice(world: World, verb: str, case: str) -> None:
    for _turn in range(2):
        USES[verb](world, world.case(case))
    entries = [
        row
        for row in (each for _id, each in sorted(everything()["cases.TimelineEntry"].items()))
        if row["case_id"] == world.case(case)
    ]
    assert [row["verb"] for row in entries] == ["register", verb, verb]


@pytest.mark.parametrize(
    ("verb", "case", "refusal"),
    [
        ("add_evidence", "registered", InvalidInput),
        ("pause_clock", "accepted", InvalidInput),
        ("resume_clock", "paused", Conflict),
        ("pause_referral", "taken_up", InvalidInput),
        ("resume_referral", "paused_referral", Conflict),
        ("erase_identity", "registered", NotFound),
    ],
)
def test_what_can_happen_once_is_refused_the_second_time(
    world: World, verb: str, case: str, refusal: type[Open315Error]
) -> None:
    USES[verb](world, world.case(case))
    once = stored()
    with pytest.raises(refusal):
        USES[verb](world, world.case(case))
    assert stored() == once


STALE = [
    ("accept", "registered"), ("propose_declination", "registered"), ("confirm_declination", "declination_proposed"),
    ("reject_declination", "declination_proposed"), ("refer", "registered"), ("acknowledge_referral", "referred"),
    ("accept_referral", "acknowledged"), ("refuse_referral", "referred"), ("return_referral", "referred"), ("answer_referral", "referred"),
    ("assign", "registered"), ("pause_clock", "accepted"), ("resume_clock", "paused"),
    ("pause_referral", "taken_up"), ("resume_referral", "paused_referral"), ("supervise", "registered"),
    ("close", "accepted"), ("reopen", "closed"), ("withdraw", "registered"), ("mark_duplicate", "registered"),
    ("override_competence", "registered"), ("erase_identity", "registered"), ("classify", "closed"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "case"), STALE)
def test_a_stale_form_is_told_so_and_a_fresh_one_is_taken(world: World, verb: str, case: str) -> None:
    version = Case.objects.get(pk=world.case(case)).version
    for wrong in (version - 1, version + 1):
        with pytest.raises(Conflict, match="期間有人修改"):
            USES[verb](world, world.case(case), version=wrong)
    assert world.unchanged()
    USES[verb](world, world.case(case), version=version)
    assert Case.objects.get(pk=world.case(case)).version == version + 1


@pytest.mark.parametrize(
    "verb",
    [
        "note",
        "write_to_consumer",
        "contact_trader",
        "issue_letter",
        "write_to_trader",
        "add_evidence",
        "unmask",
        "renew_code",
    ],
)
def test_what_overwrites_nothing_asks_for_no_version(world: World, verb: str) -> None:
    USES[verb](world, world.case("registered"), version=0)


def test_a_stale_form_of_somebody_who_may_not_says_that_she_may_not(world: World) -> None:
    with pytest.raises(NotAllowed):
        USES["accept"](world, world.case("registered"), actor=world.actor("clerk"), version=0)


def test_a_case_that_never_was_is_not_found(world: World) -> None:
    for verb in ("accept", "note", "unmask", "withdraw"):
        given = {"party_id": 1} if verb == "unmask" else {}
        with pytest.raises(NotFound):
            USES[verb](world, 10**12, actor=world.actor("system"), **given)
    assert world.unchanged()


def test_many_cases_are_given_at_once_and_each_that_cannot_be_says_why(world: World) -> None:
    names = ("assigned", "registered", "closed", "at_huangshi", "foreign")
    done, errors = services.assign_cases(
        [world.case(name) for name in names],
        account_id=world.account("officer"),
        actor=world.actor("clerk"),
        at=world.at,
    )
    assert [each.pk for each in done] == sorted(world.case(name) for name in ("assigned", "registered", "at_huangshi"))
    assert {each.officer_id for each in done} == {world.account("officer")}
    assert [(number, type(error)) for number, error in errors] == [(world.number("closed"), Conflict)]
    assert Upload.objects.filter(claimed_at=None).count() == 2
