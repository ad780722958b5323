"""The number of a case in Latin letters: beside the official one, read wherever a number is, and no key to anything (ADR 0164)."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from open315.cases import queries
from open315.cases.models import Case
from open315.cases.notices import paper
from open315.cases.queries.found import is_number
from open315.cases.queries.inbox import InboxFilters, filtered, with_words
from open315.cases.query_codes import query_code
from open315.cases.services.paper import PaperNotice
from open315.cases.tests.conftest import Register
from open315.cases.types import PersonDetails
from open315.core import clock
from open315.core.errors import NotFound
from open315.core.outbox.pump import drain
from open315.org.models import Organisation
from open315.org.queries import forget

pytestmark = pytest.mark.django_db


def name(body: Organisation, **changes: Any) -> None:
    Organisation.objects.filter(pk=body.pk).update(**changes)
    forget()


@pytest.fixture
def case(cast: Any, register: Register, time_machine: Any) -> Case:
    time_machine.move_to(cast.at, tick=False)
    made = register(
        consumer=PersonDetails(name="測試消費者甲", phone="13800138000", email="c@example.org"), language="en"
    )
    assert made.number == "武消2026-00001"
    return made


def test_letters_or_else_the_code_of_the_place_stand_for_the_prefix(cast: Any, case: Case) -> None:
    assert queries.spoken_number(case.number) == "420100-2026-00001"
    name(cast.bodies["wuhan"], case_letters="WH")
    assert queries.spoken_number(case.number) == "WH-2026-00001"
    assert queries.spoken_number("武消2026-123456") == "WH-2026-123456"
    assert queries.both_ways(case.number) == "武消2026-00001 (WH-2026-00001)"
    name(cast.bodies["wuhan"], is_active=False)
    assert queries.spoken_number(case.number) == "WH-2026-00001"


def test_a_number_that_would_not_be_read_back_has_no_other_way(cast: Any, case: Case) -> None:
    name(cast.bodies["wuhan"], case_letters="WH")
    assert queries.spoken_number("某消2026-00001") == ""
    assert queries.spoken_number("C12-2026-00001") == ""
    name(cast.bodies["wuhan"], case_prefix="漢消")
    assert queries.spoken_number(case.number) == ""
    assert queries.spoken_number("漢消2026-00002") == "WH-2026-00002"
    name(cast.bodies["huangshi"], case_prefix="黃消", region_id="420100")
    assert queries.spoken_number("黃消2026-00002") == ""


def test_what_is_official_is_read_as_that(cast: Any, case: Case) -> None:
    """A prefix in Latin letters comes before the letters of another council."""
    name(cast.bodies["wuhan"], case_letters="WH")
    name(cast.bodies["huangshi"], case_prefix="WH")
    assert queries.number_as_kept("wh-2026-1") == "WH2026-00001"
    assert queries.number_of_spoken("wh-2026-1") == ""
    name(cast.bodies["huangshi"], case_prefix="黃消")
    assert queries.number_as_kept("wh-2026-1") == "武消2026-00001"
    assert queries.number_of_spoken("武消2026-00001") == ""


@pytest.mark.parametrize("typed", ["WH-2026-00001", "wh 2026 1", "420100-2026-00001", "420100 2026 00001"])
def test_it_is_found_wherever_a_number_is_typed(cast: Any, client: Client, case: Case, typed: str) -> None:
    name(cast.bodies["wuhan"], case_letters="WH")
    actor = cast.actor("clerk")
    assert not is_number(typed)
    assert [each.pk for each in filtered(actor, InboxFilters(view="all", q=typed))] == [case.pk]
    assert with_words(actor, typed, 5) == [(case.number, case.title)]
    assert queries.id_of(actor, typed) == case.pk
    assert queries.get_case(actor, typed).case.pk == case.pk
    client.force_login(cast.accounts["clerk"])
    page = client.get("/console/go/", {"q": typed}).content.decode()
    assert "武消2026-00001 (WH-2026-00001)" in page


def test_it_grants_nothing(cast: Any, client: Client, case: Case) -> None:
    name(cast.bodies["wuhan"], case_letters="WH")
    foreign = cast.actor("huangshi_clerk")
    assert not filtered(foreign, InboxFilters(view="all", q="WH-2026-00001")).exists()
    assert with_words(foreign, "WH-2026-00001", 5) == []
    with pytest.raises(NotFound):
        queries.get_case(foreign, "WH-2026-00001")
    said = client.post("/track/", {"code": "WH-2026-00001"})
    assert said.status_code == 422
    assert "這是案件編號" in said.content.decode()


def test_the_consumer_is_told_it_where_her_language_needs_it(cast: Any, client: Client, case: Case) -> None:
    name(cast.bodies["wuhan"], case_letters="WH")
    while drain(clock.now()):
        pass
    assert "武消2026-00001 (WH-2026-00001)" in mail.outbox[0].body
    client.post("/track/", {"code": query_code(case.pk)})
    assert "WH-2026-00001" in client.get("/track/case/").content.decode()
    shown = queries.receipt_of(case.pk)
    assert shown is not None
    assert (shown.number, shown.spoken) == ("武消2026-00001", "WH-2026-00001")


def test_paper_bears_the_official_number_and_says_the_other_below(cast: Any, case: Case) -> None:
    name(cast.bodies["wuhan"], case_letters="WH")
    name(cast.bodies["wuhan"], phone="")
    with translation.override("zh-hant"):
        silent = paper.document_of(case, PaperNotice("register", ()), language="zh-hant", day=case.received_on)
    assert "讀作" not in silent.note
    name(cast.bodies["wuhan"], phone="027-0000 0001")
    with translation.override("zh-hant"):
        document = paper.document_of(case, PaperNotice("register", ()), language="zh-hant", day=case.received_on)
    assert document.reference == "武消2026-00001"
    assert "編號在電話中可讀作WH-2026-00001" in document.note
