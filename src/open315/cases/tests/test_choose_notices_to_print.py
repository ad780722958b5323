"""Which notices of a case can be printed, state by state, and what a refusal and a referral say on paper."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from open315.cases import services
from open315.cases.models import Case
from open315.cases.notices import paper
from open315.cases.rules.paper import notices_that_hold, tells_the_date
from open315.cases.tests.using import USES
from open315.cases.tests.world import AT, World
from open315.cases.types import Kind, State
from open315.core.documents.official.types import Paragraph

RECEIPT, ACCEPTED, REFERRED, REFUSED, ENDED = "register", "accept", "refer", "confirm_declination", "close"
HELD = {
    "registered": (RECEIPT,),
    "declination_proposed": (RECEIPT,),
    "declined": (RECEIPT, REFUSED),
    "accepted": (RECEIPT, ACCEPTED),
    "referred": (RECEIPT, REFERRED),
    "accepted_referred": (RECEIPT, ACCEPTED, REFERRED),
    "sent_back": (RECEIPT,),
    "closed": (RECEIPT, ACCEPTED, ENDED),
    "withdrawn": (RECEIPT,),
    "on_record": (),
    "report": (RECEIPT,),
    "report_accepted": (RECEIPT,),
    "enquiry_accepted": (RECEIPT, ACCEPTED),
}


def case_of(world: World, name: str) -> Case:
    return Case.objects.get(pk=world.case(name))


@pytest.mark.parametrize("name", HELD)
def test_what_was_told_and_still_holds_can_be_printed(world: World, name: str) -> None:
    assert notices_that_hold(case_of(world, name)) == HELD[name]


def test_of_a_case_that_was_reopened_there_is_no_result_to_tell(world: World) -> None:
    USES["reopen"](world, world.case("closed"))
    assert notices_that_hold(case_of(world, "closed")) == (RECEIPT, ACCEPTED)


@dataclass
class Bare:
    kind: str = Kind.COMPLAINT
    state: str = State.REGISTERED
    is_history: bool = False
    accepted_at: datetime | None = None
    received_on: date = date(2026, 4, 29)
    closed_on: date | None = None
    council_id: int = 1
    holder_id: int = 1


def test_a_notice_names_the_next_date_only_where_it_is_the_one_it_speaks_of() -> None:
    dated = {
        (verb, state.value)
        for verb in (RECEIPT, ACCEPTED, REFERRED, REFUSED, ENDED)
        for state in State
        if tells_the_date(Bare(state=state), verb)
    }
    assert dated == {
        ("register", "registered"),
        ("register", "declination_proposed"),
        ("accept", "accepted"),
    }


def test_a_refusal_names_grounds_and_routes_without_dashes(world: World) -> None:
    case = case_of(world, "declined")
    notice = services.print_notice(case, REFUSED, form="pdf", actor=world.actor("officer"), at=AT)
    document = paper.document_of(case, notice, language="zh-hant", day=date(2026, 5, 7))
    lines = [each.text for each in document.body if isinstance(each, Paragraph)]
    assert document.title == "不予受理通知書"
    assert any(line.endswith("）") for line in lines)
    assert not any(line.startswith("-") for line in lines)


def test_a_referral_names_the_body_that_deals_with_it(world: World) -> None:
    case = case_of(world, "referred")
    notice = services.print_notice(case, REFERRED, form="pdf", actor=world.actor("officer"), at=AT)
    document = paper.document_of(case, notice, language="zh-hant", day=date(2026, 5, 7))
    lines = [each.text for each in document.body if isinstance(each, Paragraph)]
    assert document.title == "轉辦通知書"
    assert "武漢市市場監督管理局" in lines[0]
