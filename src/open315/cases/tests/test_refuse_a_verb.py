"""Each refusal of a verb beside its twin: one thing changed, and it is allowed. A refusal names its field and writes nothing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from open315.cases.models import Attachment, Case, Clock, Handoff, Party
from open315.cases.tests.using import TWINS, USES, Given, Twin, case, party
from open315.cases.tests.world import AT, World
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.models import Account, Organisation, RoleGrant
from tests.rows import undone

PARTS = 4
"""So that two processes share the twins; whatever is added falls into one of them."""
NOBODYS_FILE = UUID("00000000-0000-4000-8000-000000000000")


def party_of(name: str) -> Any:
    return lambda world, _case_id: world.party(name)


def _check_twins(world: World, twins: list[Twin]) -> None:
    for verb, name, wrong, field, right in twins:
        with pytest.raises(InvalidInput) as caught:
            USES[verb](world, world.case(name), **wrong)
        assert caught.value.field == field, (verb, wrong)
        assert str(caught.value.message)
        assert world.unchanged(), (verb, wrong)
        with undone():
            USES[verb](world, world.case(name), **right)
            assert not world.unchanged(), (verb, right)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_verb_is_refused_at_the_field_that_is_wrong_and_its_twin_is_done(world: World, part: int) -> None:
    _check_twins(world, TWINS[part::PARTS])


def test_no_twin_is_left_out() -> None:
    """Every verb that asks for something has a refusal."""
    asks_nothing = {
        "cancel_appointment",
        "confirm_declination",
        "acknowledge_referral",
        "accept_referral",
        "resume_clock",
        "resume_referral",
        "withdraw",
    }
    assert {each[0] for each in TWINS} == set(USES) - asks_nothing


ELSEWHERE: list[tuple[str, str, Given, Given]] = [
    # verb, case, what is not there for her, what is
    ("mark_duplicate", "registered", {"of_id": 0}, {"of_id": case("original")}),
    ("mark_duplicate", "registered", {"of_id": case("foreign")}, {"of_id": case("withdrawn")}),
    ("unmask", "registered", {"party_id": party_of("accepted")}, {"party_id": party}),
    ("unmask", "registered", {"party_id": 0}, {"party_id": None}),
    ("unmask", "wordless", {"party_id": None}, {"party_id": None, "case": "registered"}),
    ("erase_identity", "registered", {"party_id": party_of("accepted")}, {"party_id": party}),
    ("erase_identity", "wordless", {"party_id": None}, {"party_id": None, "case": "registered"}),
    ("erase_identity", "wordless", {"party_id": party}, {"party_id": party, "case": "registered"}),
]


def test_what_is_not_there_for_the_person_is_not_found_and_its_twin_is(world: World) -> None:
    for verb, name, wrong, right in ELSEWHERE:
        with pytest.raises(NotFound):
            USES[verb](world, world.case(name), **wrong)
        assert world.unchanged(), (verb, wrong)
        with undone():
            other = dict(right)
            USES[verb](world, world.case(other.pop("case", name)), **other)
            assert not world.unchanged(), (verb, right)


def test_of_one_who_was_told_at_registration_nobody_need_say_it_again(world: World) -> None:
    for told in (False, True):
        done = USES["accept"](world, world.case("told"), foreclosure_told=told)
        assert (done.state, done.consents) == ("accepted", ["foreclosure"])


def test_the_day_of_supervision_is_a_day_in_china(world: World) -> None:
    """At 00:30 in China it is still yesterday in Greenwich."""
    night = datetime(2026, 5, 8, 0, 30, tzinfo=SHANGHAI)
    with pytest.raises(InvalidInput):
        USES["supervise"](world, world.case("registered"), due_on=date(2026, 5, 7), at=night)
    USES["supervise"](world, world.case("registered"), due_on=date(2026, 5, 8), at=night)


@pytest.mark.parametrize(("length", "kept"), [(200, 200), (201, 200)])
def test_the_note_of_a_file_keeps_two_hundred_signs(world: World, length: int, kept: int) -> None:
    USES["add_evidence"](world, world.case("registered"), note="票" * length)
    assert {len(each.note) for each in Attachment.objects.filter(case_id=world.case("registered"))} == {kept}


def test_an_account_that_was_suspended_is_given_no_case(world: World) -> None:
    Account.objects.filter(pk=world.account("second_officer")).update(is_active=False)
    with pytest.raises(InvalidInput):
        USES["assign"](world, world.case("registered"))
    Account.objects.filter(pk=world.account("second_officer")).update(is_active=True)
    USES["assign"](world, world.case("registered"))


def test_a_body_that_opens_again_is_referred_to(world: World) -> None:
    """The same body, closed in the table of refusals."""
    closed = world.cast.bodies["closed"]
    Organisation.objects.filter(pk=closed.pk).update(is_active=True)
    Organisation.objects.get(pk=closed.pk).save()
    assert USES["refer"](world, world.case("registered"), to_organisation_id=closed.pk).holder_id == closed.pk


RECEIVING = ["acknowledge_referral", "accept_referral", "refuse_referral", "return_referral", "answer_referral"]


@pytest.mark.parametrize("verb", RECEIVING)
def test_where_nothing_is_sent_out_nothing_can_come_back(world: World, verb: str) -> None:
    """The row says "referred", the sending was recalled: nobody guesses which one is meant."""
    handoffs = Handoff.objects.filter(case_id=world.case("referred"))
    handoffs.update(state="recalled")
    with pytest.raises(Conflict, match="未轉"):
        USES[verb](world, world.case("referred"))
    assert Case.objects.get(pk=world.case("referred")).state == "referred"
    handoffs.update(state="sent")
    USES[verb](world, world.case("referred"))


def test_the_last_sending_is_the_one_that_is_answered(world: World) -> None:
    USES["answer_referral"](world, world.case("second_body"))
    states = Handoff.objects.filter(case_id=world.case("second_body")).order_by("id")
    assert [each.state for each in states] == ["returned", "answered"]


def test_a_clock_that_does_not_stand_does_not_run_again(world: World) -> None:
    with pytest.raises(Conflict):
        USES["resume_clock"](world, world.case("accepted"))
    assert world.unchanged()
    USES["resume_clock"](world, world.case("paused"))


def test_only_the_clocks_that_know_the_ground_stand_still(world: World) -> None:
    """The time for an answer goes on while the appraisal lasts."""
    case_id = world.case("accepted_answered")
    Case.objects.filter(pk=case_id).update(state="accepted")
    Clock.objects.filter(case_id=case_id, key="referral_reply").update(state="running")
    USES["pause_clock"](world, case_id)
    states = dict(Clock.objects.filter(case_id=case_id).values_list("key", "state"))
    assert states == {"acceptance": "met", "mediation": "paused", "referral_reply": "running"}
    assert Case.objects.get(pk=case_id).next_clock == "referral_reply"


def test_who_proposed_it_never_confirms_it_even_in_another_role(world: World) -> None:
    RoleGrant.objects.create(
        account=world.cast.accounts["officer"],
        organisation=world.cast.bodies["wuhan"],
        role="supervisor",
        granted_from=date(2020, 1, 1),
    )
    both = world.cast.actor("officer")
    with pytest.raises(NotAllowed, match="本人"):
        USES["confirm_declination"](world, world.case("declination_proposed"), actor=both)
    assert USES["confirm_declination"](world, world.case("proposed_by_supervisor"), actor=both).state == "declined"


def test_an_erased_consumer_is_not_shown_and_not_erased_again(world: World) -> None:
    USES["erase_identity"](world, world.case("registered"))
    for verb in ("unmask", "erase_identity"):
        for party_id in (world.party("registered"), None):
            with pytest.raises(NotFound):
                USES[verb](world, world.case("registered"), party_id=party_id)
    assert Party.objects.get(pk=world.party("accepted")).identity_id is not None
    USES["unmask"](world, world.case("accepted"))


def test_what_a_department_may_do_ends_with_its_answer(world: World) -> None:
    market = world.actor("market_liaison")
    USES["acknowledge_referral"](world, world.case("accepted_referred"))
    USES["unmask"](world, world.case("accepted_referred"), actor=market)
    USES["answer_referral"](world, world.case("accepted_referred"))
    with pytest.raises(NotAllowed):
        USES["unmask"](world, world.case("accepted_referred"), actor=market)
    USES["note"](world, world.case("accepted_referred"), actor=market)


def test_a_moment_is_kept_to_the_second_of_the_verb(world: World) -> None:
    late = datetime(2026, 5, 7, 23, 59, 59, tzinfo=SHANGHAI)
    done = USES["close"](world, world.case("accepted"), at=late)
    assert (done.closed_at, done.closed_on) == (late, date(2026, 5, 7))
    assert late != AT
