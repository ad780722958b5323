"""Which clocks run on when a case is opened again or a sending comes back: those that the undone step ended, and no others.

Received on Wednesday 2026-04-29, brought into its state on 04-30: acceptance is due on 05-12, the answer of a body on 05-25, the
handling on 06-29 (how they are counted: `test_run_the_clocks`).
"""

from datetime import date
from importlib import import_module
from typing import Any

from django.apps import apps

from open315.cases.models import Case, Clock
from open315.cases.tests.looking import case_of, clock_of, evening
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from tests.rows import undone


def reopened(world: World, name: str, *before: str) -> tuple[dict[str, Any], Case]:
    """The clocks (state, last day, day of their end) and the case after these verbs and reopening on 05-20."""
    for verb in before:
        USES[verb](world, world.case(name), at=evening(5, 8))
    USES["reopen"](world, world.case(name), at=evening(5, 20))
    found = {row.key: (row.state, row.due_on, row.ended_on) for row in Clock.objects.filter(case_id=world.case(name))}
    return found, case_of(world, name)


ACCEPTANCE_MET = ("met", date(2026, 5, 12), date(2026, 4, 30))
MEDIATION_RUNS = ("running", date(2026, 6, 29), None)
REPLY_MET = ("met", date(2026, 5, 25), date(2026, 4, 30))


def test_after_reopening_an_accepted_case_only_its_handling_is_due(world: World) -> None:
    """Accepted and closed on 04-30, reopened on 05-20: the last day for accepting, 05-12, is long gone and does not matter."""
    found, case = reopened(world, "closed")
    assert found == {"acceptance": ACCEPTANCE_MET, "mediation": MEDIATION_RUNS}
    assert (case.state, case.next_due_on, case.next_clock) == ("accepted", date(2026, 6, 29), "mediation")


def test_after_reopening_an_answered_case_neither_acceptance_nor_the_answer_is_due(world: World) -> None:
    """Referred without being accepted, answered and closed on one day."""
    found, case = reopened(world, "closed_answered")
    assert found == {"acceptance": ACCEPTANCE_MET, "referral_reply": REPLY_MET}
    assert (case.state, case.next_due_on, case.next_clock, case.was_late) == ("accepted", None, "", False)


def test_after_reopening_what_was_accepted_and_answered_only_its_handling_is_due(world: World) -> None:
    found, case = reopened(world, "accepted_answered", "close")
    assert found == {"acceptance": ACCEPTANCE_MET, "referral_reply": REPLY_MET, "mediation": MEDIATION_RUNS}
    assert (case.next_due_on, case.next_clock) == (date(2026, 6, 29), "mediation")


def test_after_reopening_an_accepted_case_that_was_no_duplicate_only_its_handling_is_due(world: World) -> None:
    found, case = reopened(world, "accepted_duplicate")
    assert found == {"acceptance": ACCEPTANCE_MET, "mediation": MEDIATION_RUNS}
    assert (case.next_due_on, case.next_clock) == (date(2026, 6, 29), "mediation")


def test_an_accepted_case_is_not_late_for_acceptance_when_it_is_closed_a_second_time(world: World) -> None:
    """Closed again on 06-29, the last day of the handling."""
    reopened(world, "closed")
    USES["close"](world, world.case("closed"), at=evening(6, 29))
    assert clock_of(world, "closed", "acceptance").state == clock_of(world, "closed", "mediation").state == "met"
    assert not case_of(world, "closed").was_late
    found, _case = reopened(world, "closed")
    assert found == {"acceptance": ACCEPTANCE_MET, "mediation": MEDIATION_RUNS}


def test_a_second_body_that_sends_back_what_a_first_had_answered_restarts_nothing(world: World) -> None:
    """Referred, answered and referred again on 04-30, refused or returned on 05-07."""
    for verb in ("refuse_referral", "return_referral"):
        with undone():
            USES[verb](world, world.case("answered_referred"))
            case = case_of(world, "answered_referred")
            assert (case.state, case.next_due_on, case.next_clock) == ("accepted", None, "")
            assert clock_of(world, "answered_referred", "acceptance").ended_on == date(2026, 4, 30)


def test_an_enquiry_that_comes_back_is_owed_its_answer_again(world: World) -> None:
    """Accepted on 04-30, referred on 05-07: another body is to answer, until it does not. Five working days end on 05-09."""
    for verb in ("refuse_referral", "return_referral"):
        with undone():
            USES["refer"](world, world.case("enquiry_accepted"))
            assert clock_of(world, "enquiry_accepted", "enquiry_answer").state == "met"
            USES[verb](world, world.case("enquiry_accepted"))
            case = case_of(world, "enquiry_accepted")
            assert (case.state, case.next_due_on, case.next_clock) == ("accepted", date(2026, 5, 9), "enquiry_answer")


def test_an_enquiry_that_another_body_answered_is_owed_no_second_answer_when_reopened(world: World) -> None:
    for verb, given in (
        ("refer", {}),
        ("answer_referral", {}),
        ("close", {"result": "answered", "recovered_cents": None}),
    ):
        USES[verb](world, world.case("enquiry"), **given)
    case = reopened(world, "enquiry")[1]
    assert clock_of(world, "enquiry", "enquiry_answer").ended_on == date(2026, 5, 7)
    assert (case.state, case.next_due_on, case.next_clock) == ("accepted", None, "")


def test_cases_that_ended_or_went_out_before_clocks_remembered_why_go_on_alike(world: World) -> None:
    """The migration finds what ended each clock that may run on."""
    USES["close"](world, world.case("enquiry_accepted"), result="answered", recovered_cents=None)
    may_run_on = {
        "closed": {"mediation": "closed"},
        "closed_answered": {},
        "enquiry_accepted": {"enquiry_answer": "closed"},
        "declined": {"acceptance": "declined"},
        "duplicate": {"acceptance": "duplicate"},
        "accepted_duplicate": {"mediation": "duplicate"},
        "referred": {"acceptance": "referred"},
        "second_body": {"acceptance": "referred"},
        "answered_referred": {},
        "accepted_referred": {},
        "withdrawn": {},
        "accepted": {},
    }
    Clock.objects.update(ended_by="")
    import_module("open315.cases.migrations.0008_what_ended_a_clock").tell(apps, None)
    for name, expected in may_run_on.items():
        told = Clock.objects.filter(case_id=world.case(name)).exclude(ended_by="").values_list("key", "ended_by")
        assert dict(told) == expected, name
