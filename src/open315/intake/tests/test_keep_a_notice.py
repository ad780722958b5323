"""At the end a consumer has the result, a document to keep, and further routes (review of the portal, 15)."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.models import Case
from open315.cases.rules.paper import day_of
from open315.cases.tests.making import complaint
from open315.core.access import SYSTEM
from open315.core.errors import NotFound
from open315.intake.web.code_door import let_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Any, time_machine: Any) -> Case:
    time_machine.move_to(cast.at)
    done = services.register_case(complaint(cast), actor=SYSTEM, at=cast.at)
    return Case.objects.get(pk=done.case_id)


@pytest.fixture
def owner(case: Case) -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.cookies.update(let_in(HttpResponse(), case.pk).cookies)
    return client


def page(owner: Client) -> str:
    return owner.get("/track/case/").content.decode()


def accept(cast: Any, case: Case) -> None:
    services.accept_case(case.pk, actor=cast.actor("officer"), at=cast.at, foreclosure_told=True)


def close(cast: Any, case: Case, result: str) -> None:
    accept(cast, case)
    services.close_case(
        case.pk, result=result, recovered_cents=None, note="各執一詞。", actor=cast.actor("officer"), at=cast.at
    )


def words_of(answer: Any) -> str:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return (
        "".join(each.extract_text() for each in PdfReader(BytesIO(answer.content)).pages)
        .replace("\n", "")
        .replace(" ", "")
    )


def test_a_case_that_was_registered_has_its_receipt_to_keep(owner: Client, case: Case) -> None:
    html = page(owner)
    assert "/track/case/notices/register.pdf" in html
    assert "/track/case/notices/close.pdf" not in html
    words = words_of(owner.get("/track/case/notices/register.pdf"))
    assert case.number in words
    assert "測試消費者" not in words, "whoever holds the code may hold it for somebody else"


def test_a_notice_that_does_not_hold_is_not_there(owner: Client, cast: Any, case: Case) -> None:
    for name in ("accept", "close", "confirm_declination", "refer", "erase_identity", "none"):
        assert owner.get(f"/track/case/notices/{name}.pdf").status_code == 404
    accept(cast, case)
    assert owner.get("/track/case/notices/accept.pdf").status_code == 200
    assert owner.get("/track/case/notices/close.pdf").status_code == 404


def test_where_nothing_was_agreed_the_result_the_document_and_the_further_routes_stand_together(
    owner: Client, cast: Any, case: Case
) -> None:
    close(cast, case, "not_settled")
    html = page(owner)
    assert "調解不成" in html
    assert "您還可以選擇的途徑" in html
    assert "仲裁" in html
    assert "人民法院" in html
    assert 'href="https://www.12315.cn/"' in html
    assert 'href="tel:12368"' in html
    assert "2026-11-29 查對" in html
    assert "選擇其他5種途徑之一" in html
    assert "各執一詞" in words_of(owner.get("/track/case/notices/close.pdf"))


def test_a_dispute_that_was_settled_leads_nowhere_else(owner: Client, cast: Any, case: Case) -> None:
    close(cast, case, "mediated")
    html = page(owner)
    assert "調解成功" in html
    assert "人民法院" not in html
    assert "種途徑" not in html


def test_a_refusal_shows_the_facts_on_which_it_rests(owner: Client, cast: Any, case: Case) -> None:
    """The officer's facts were not shown."""
    services.propose_declination(
        case.pk,
        grounds=["materials"],
        statement="未提供購買憑證，電話13800138000。",
        actor=cast.actor("officer"),
        at=cast.at,
    )
    assert "未提供購買憑證" not in page(owner), "a proposal is no decision"
    services.confirm_declination(case.pk, actor=cast.actor("supervisor"), at=cast.at)
    html = page(owner)
    assert "未提供購買憑證" in html
    assert "13800138000" not in html
    assert "人民法院" in html


def test_only_the_consumer_of_the_case_has_it(case: Case, cast: Any) -> None:
    shown, notice = services.own_notice("register", actor=consumer_of(case.pk))
    assert (shown.pk, notice.verb, notice.to) == (case.pk, "register", ())
    for actor in (consumer_of(case.pk + 1), cast.actor("officer"), SYSTEM):
        with pytest.raises(NotFound):
            services.own_notice("register", actor=actor)


def test_a_document_is_set_so_many_times_an_hour(
    owner: Client, case: Case, settings: Any, time_machine: Any, cast: Any
) -> None:
    settings.TRACKINGS_PER_HOUR = 2
    answers = [owner.get("/track/case/notices/register.pdf").status_code for _turn in range(3)]
    assert answers == [200, 200, 429]


def test_a_notice_bears_the_day_of_what_it_tells(cast: Any, case: Case) -> None:
    services.accept_case(case.pk, actor=cast.actor("officer"), at=cast.at + timedelta(days=2), foreclosure_told=True)
    services.close_case(
        case.pk, result="mediated", recovered_cents=None, note="已退款", actor=cast.actor("officer"),
        at=cast.at + timedelta(days=3),
    )  # fmt: skip
    case.refresh_from_db()
    days = {verb: day_of(case, verb) for verb in ("register", "accept", "close", "refer")}
    assert days == {
        "register": date(2026, 5, 12),
        "accept": date(2026, 5, 14),
        "close": date(2026, 5, 15),
        "refer": date(2026, 5, 12),
    }


def test_an_english_reader_sees_english_brackets(owner: Client, cast: Any, case: Case) -> None:
    close(cast, case, "not_settled")
    html = owner.get("/track/case/", headers={"accept-language": "en"}).content.decode()
    assert "Sue in the people&#x27;s court (Consumer Protection Law Art 39 (5))" in html
    assert "（Consumer" not in html
