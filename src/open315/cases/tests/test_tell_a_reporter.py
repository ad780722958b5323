"""A report is answered with what the law lets a reporter be told, and runs on the department's own time (Order 121 Art 15, 36)."""

from datetime import date, timedelta
from typing import Any

import pytest

from open315.cases import queries, services
from open315.cases.actors import consumer_of
from open315.cases.models import Case, Clock, Handoff
from open315.cases.queries.case_file import timeline
from open315.cases.tests.using import USES
from open315.cases.tests.world import AT, World
from open315.core.errors import Conflict


def seen(world: World, case: str) -> Any:
    found = queries.consumer_view(consumer_of(world.case(case)), AT)
    assert found
    return found


def close(world: World, **given: str) -> None:
    services.close_case(
        world.case("report_accepted"),
        result="verified",
        note="已罰款",
        actor=world.actor("officer"),
        at=world.at,
        **given,
    )


def test_the_tracking_page_tells_a_reporter_neither_result_nor_note(world: World) -> None:
    close(world)
    shown = seen(world, "report_accepted")
    assert (shown.result_words, shown.result_note, shown.result_law) == ("", "", "")
    assert "只在法律、法規、規章有規定時告知" in str(shown.state_help)
    last = shown.timeline[-1]
    assert (last.words, last.detail) == ("處理結束", "")


def test_a_law_that_is_named_lets_the_reporter_be_told(world: World) -> None:
    close(world, told_by=" 食品安全法第一百一十五條 ")
    shown = seen(world, "report_accepted")
    assert (str(shown.result_words), shown.result_note) == ("線索查證屬實", "已罰款")
    assert shown.result_law == "食品安全法第一百一十五條"
    assert "線索查證屬實" in shown.timeline[-1].words


@pytest.mark.parametrize(("first", "then"), [("", "某法第一條"), ("某法第一條", ""), ("某法第一條", "某法第二條")])
def test_after_a_second_end_the_reporter_is_told_what_the_law_named_there_lets_her_be_told(
    world: World, first: str, then: str
) -> None:
    close(world, told_by=first)
    services.reopen_case(world.case("report_accepted"), reason="新線索", actor=world.actor("supervisor"), at=world.at)
    close(world, told_by=then)
    shown = seen(world, "report_accepted")
    told = ("線索查證屬實", "已罰款", then) if then else ("", "", "")
    assert (str(shown.result_words), shown.result_note, shown.result_law) == told


def test_a_complainant_is_told_the_result_as_ever_whatever_law_is_named(world: World) -> None:
    services.close_case(
        world.case("accepted"),
        result="mediated",
        note="已退款",
        told_by="某法",
        actor=world.actor("officer"),
        at=world.at,
    )
    shown = seen(world, "accepted")
    assert (str(shown.result_words), shown.result_note, shown.result_law) == ("調解成功", "已退款", "")


def test_staff_read_the_result_of_a_report_all_the_same(world: World) -> None:
    close(world)
    case = services.add_note(world.case("report_accepted"), text="歸檔", actor=world.actor("officer"), at=world.at)
    assert "線索查證屬實" in timeline(case)[-2].words


def test_grounds_that_belong_to_complaints_are_not_offered_for_a_report(world: World) -> None:
    asked = {"actor": world.actor("officer"), "at": world.at, "statement": "無"}
    services.propose_declination(world.case("report"), grounds=["materials"], **asked)


def test_a_referral_to_a_market_regulator_runs_on_its_own_seven_working_days_from_its_receipt(world: World) -> None:
    """What the user saw: 15 local days. Acknowledged on 05-07: 05-08, Saturday 05-09, 05-11, 12, 13, 14, 15."""
    USES["acknowledge_referral"](world, world.case("referred"))
    clock = Clock.objects.get(case_id=world.case("referred"), key="department_acceptance")
    assert (clock.pack, clock.started_on, clock.due_on) == ("samr-121", date(2026, 5, 7), date(2026, 5, 15))
    assert Handoff.objects.get(case_id=world.case("referred")).reply_due_on == date(2026, 5, 15)
    USES["answer_referral"](world, world.case("referred"))
    clock.refresh_from_db()
    assert (clock.state, clock.ended_by) == ("met", "answered")


def test_a_department_that_no_order_binds_runs_on_the_seven_working_days_of_the_law(world: World) -> None:
    """What the user saw: a referral to the health authority ran on the council's 15 local days. Implementing Regulation Art 46 (2)."""
    services.refer_case(
        world.case("registered"),
        to_organisation_id=world.body("health"),
        reason="查處",
        actor=world.actor("officer"),
        at=world.at,
    )
    services.acknowledge_referral(world.case("registered"), actor=world.actor("health_liaison"), at=world.at)
    clock = Clock.objects.get(case_id=world.case("registered"), key="department_acceptance")
    assert (clock.pack, clock.started_on, clock.due_on) == ("department-2024", date(2026, 5, 7), date(2026, 5, 15))
    assert Handoff.objects.get(case_id=world.case("registered")).reply_due_on == date(2026, 5, 15)


def mediating(world: World, name: str) -> Clock:
    return Clock.objects.get(case_id=world.case(name), key="department_mediation")


def test_the_days_of_mediation_run_from_the_departments_acceptance_not_from_its_receipt(world: World) -> None:
    """Order 121 Art 23 (1)(5). Received 05-07, accepted on 05-12: 60 days end on Saturday 07-11, which does not move the end."""
    USES["acknowledge_referral"](world, world.case("referred"))
    assert not Clock.objects.filter(case_id=world.case("referred"), key="department_mediation").exists()
    USES["accept_referral"](world, world.case("referred"), at=world.at + timedelta(days=5))
    clock = mediating(world, "referred")
    assert (clock.pack, clock.started_on, clock.due_on) == ("samr-121", date(2026, 5, 12), date(2026, 7, 11))
    assert Handoff.objects.get(case_id=world.case("referred")).reply_due_on == date(2026, 7, 11)
    USES["answer_referral"](world, world.case("referred"), at=world.at + timedelta(days=70))
    clock.refresh_from_db()
    assert (clock.state, clock.ended_by) == ("late", "answered")
    assert (
        Clock.objects.get(case_id=world.case("referred"), key="department_acceptance").ended_by == "department_accepted"
    )


def test_a_department_that_no_order_binds_has_sixty_days_from_acceptance_too(world: World) -> None:
    """Implementing Regulation Art 46 (3): accepted at once on 05-07, which is receipt as well; 07-06 is a Monday."""
    by, at = world.actor("health_liaison"), world.at
    asked = {"to_organisation_id": world.body("health"), "reason": "查處"}
    services.refer_case(world.case("registered"), **asked, actor=world.actor("officer"), at=at)
    services.accept_referral(world.case("registered"), actor=by, at=at)
    sent = Handoff.objects.get(case_id=world.case("registered"))
    assert (sent.state, sent.acknowledged_at, sent.accepted_at) == ("acknowledged", at, at)
    assert sent.reply_due_on == date(2026, 7, 6)
    clocks = Clock.objects.filter(case_id=world.case("registered"), pack="department-2024").order_by("id")
    assert [(each.key, each.state, each.due_on) for each in clocks] == [
        ("department_acceptance", "met", date(2026, 5, 15)),
        ("department_mediation", "running", date(2026, 7, 6)),
    ]


def test_a_report_is_not_accepted_for_mediation_and_a_complaint_once(world: World) -> None:
    with pytest.raises(Conflict, match=r"只有投訴可以受理並調解。"):
        USES["accept_referral"](world, world.case("report_acknowledged"))
    USES["accept_referral"](world, world.case("acknowledged"))
    with pytest.raises(Conflict, match=r"您的單位已受理此投訴。"):
        USES["accept_referral"](world, world.case("acknowledged"), actor=world.actor("system"))
    assert Clock.objects.filter(case_id=world.case("acknowledged"), key="department_mediation").count() == 1


def test_what_a_department_accepted_and_then_sent_back_runs_no_more(world: World) -> None:
    USES["accept_referral"](world, world.case("acknowledged"))
    USES["return_referral"](world, world.case("acknowledged"))
    assert (mediating(world, "acknowledged").state, mediating(world, "acknowledged").ended_by) == ("met", "returned")
    USES["refer"](world, world.case("acknowledged"))
    sent = Handoff.objects.filter(case_id=world.case("acknowledged")).order_by("-id")[0]
    assert (sent.accepted_at, sent.reply_due_on) == (None, date(2026, 5, 27))


def test_the_case_page_says_since_when_it_is_accepted(world: World) -> None:
    USES["accept_referral"](world, world.case("acknowledged"))
    file = queries.get_case(world.actor("officer"), Case.objects.get(pk=world.case("acknowledged")).number)
    assert [each.accepted_at for each in file.handoffs] == [AT]
