"""A notice on paper: which there are, what stands on it, who prints it, and that each printing is recorded."""

import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import docx
import pytest
from django.test import Client

from open315.cases import queries, services
from open315.cases.models import Case
from open315.cases.notices import paper
from open315.cases.tests.making import complaint
from open315.cases.types import Kind, PersonDetails
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.errors import NotAllowed, NotFound

CHAN = PersonDetails("陳大文", "13912340077", "", "武漢市江岸區 解放大道 123 號", "")
RECEIPT, ACCEPTED, REFERRED, ENDED = "register", "accept", "refer", "close"
REFUSED = "confirm_declination"


@pytest.fixture
def chan(cast: Any) -> Case:
    """A complaint of somebody without a mailbox."""
    done = services.register_case(complaint(cast, consumer=CHAN), actor=SYSTEM, at=cast.at)
    return Case.objects.get(pk=done.case_id)


def words(cast: Any, case: Case, verb: str, language: str = "zh-hant") -> Any:
    notice = services.print_notice(case, verb, form="pdf", actor=cast.actor("officer"), at=cast.at)
    return paper.document_of(case, notice, language=language, day=date(2026, 4, 2))


def lines(document: Any) -> list[str]:
    return [each.text for each in document.body]


def test_a_receipt_says_who_whom_what_and_until_when(cast: Any, chan: Case) -> None:
    chan.next_due_on = date(2026, 4, 9)
    document = words(cast, chan, RECEIPT)
    assert (document.title, document.issuers, document.recipients) == ("收件回執", ("武漢市消費者協會",), "陳大文")
    assert (document.day, document.note, document.names_document) == (
        date(2026, 4, 2), "寄往：武漢市江岸區 解放大道 123 號", False,
    )  # fmt: skip
    assert lines(document)[0] == f"武漢市消費者協會已收到您的案件，編號為 {chan.number}。"
    assert "2026年4月9日" in lines(document)[1]
    assert "武漢市消費者協會" not in lines(document)


def test_in_simplified_every_word_is_simplified(cast: Any, chan: Case) -> None:
    document = words(cast, chan, RECEIPT, "zh-hans")
    assert (document.title, document.issuers, document.recipients) == ("收件回执", ("武汉市消费者协会",), "陈大文")
    assert document.note == "寄往：武汉市江岸区 解放大道 123 号"
    assert lines(document)[0].startswith("武汉市消费者协会已收到您的案件")
    assert words(cast, chan, RECEIPT, "en").script == "zh-hans"


def test_a_notice_of_acceptance_and_of_the_result(cast: Any, chan: Case) -> None:
    officer = cast.actor("officer")
    services.accept_case(chan.pk, foreclosure_told=True, actor=officer, at=cast.at)
    chan.refresh_from_db()
    document = words(cast, chan, ACCEPTED)
    assert document.title == "受理通知書"
    assert f"案件 {chan.number}" in lines(document)[0]
    services.close_case(
        chan.pk,
        result="mediated",
        recovered_cents=100,
        note="退款一元。",
        actor=officer,
        at=cast.at + timedelta(days=1),
    )
    chan.refresh_from_db()
    document = words(cast, chan, ENDED)
    assert document.title == "辦結通知書"
    assert lines(document)[1] == "退款一元。"
    assert not any("年" in line for line in lines(words(cast, chan, ACCEPTED))), "its date is over"


@pytest.mark.parametrize(("result", "is_shown"), [("not_settled", True), ("mediated", False)])
def test_where_nothing_came_of_it_the_paper_names_the_other_ways_and_who_opens_them(
    cast: Any, chan: Case, result: str, is_shown: bool
) -> None:
    officer = cast.actor("officer")
    services.accept_case(chan.pk, foreclosure_told=True, actor=officer, at=cast.at)
    services.close_case(chan.pk, result=result, recovered_cents=None, note="見附頁。", actor=officer, at=cast.at)
    chan.refresh_from_db()
    printed = lines(words(cast, chan, ENDED))
    door = "全國12315平台（https://www.12315.cn/，電話12315，2026-11-29核對）"
    assert any(door in line for line in printed) is is_shown
    assert any("人民法院在線服務（https://zxfw.court.gov.cn/，電話12368" in line for line in printed) is is_shown
    assert not any(line.startswith("-") for line in printed)


def test_a_refusal_on_paper_names_who_opens_each_way(cast: Any, chan: Case) -> None:
    services.propose_declination(
        chan.pk, grounds=["materials"], statement="沒有票據。", actor=cast.actor("officer"), at=cast.at
    )
    services.confirm_declination(chan.pk, actor=cast.actor("supervisor"), at=cast.at)
    chan.refresh_from_db()
    printed = lines(words(cast, chan, REFUSED))
    assert any("：全國12315平台（https://www.12315.cn/，電話12315，2026-11-29核對）；" in line for line in printed)
    (agreed,) = [line for line in printed if line.startswith("與經營者協商")]
    assert "核對" not in agreed, "nobody opens it"


def test_whoever_left_no_name_is_called_consumer(cast: Any) -> None:
    done = services.register_case(
        complaint(cast, kind=Kind.ENQUIRY, consumer=PersonDetails(), claims=()), actor=SYSTEM, at=cast.at
    )
    document = words(cast, Case.objects.get(pk=done.case_id), RECEIPT)
    assert (document.recipients, document.note) == ("消費者", "")


def test_each_printing_is_recorded_and_says_not_what_was_seen(cast: Any, chan: Case) -> None:
    services.print_notice(chan, RECEIPT, form="docx", actor=cast.actor("officer"), at=cast.at)
    entry = AuditEntry.objects.filter(event="cases.notice_printed").get()
    assert (entry.object_type, entry.object_id) == ("case", str(chan.pk))
    assert entry.data == {"notice": "register", "form": "docx"}
    assert entry.account_id == cast.accounts["officer"].pk
    assert entry.at == cast.at


def test_a_clerk_and_another_body_print_none_and_see_no_link(cast: Any, chan: Case) -> None:
    market = cast.bodies["market"].pk
    services.refer_case(chan.pk, to_organisation_id=market, reason="查明", actor=cast.actor("officer"), at=cast.at)
    services.acknowledge_referral(chan.pk, actor=cast.actor("market_liaison"), at=cast.at)
    chan.refresh_from_db()
    for who in ("clerk", "market_liaison"):
        with pytest.raises(NotAllowed):
            services.print_notice(chan, RECEIPT, form="pdf", actor=cast.actor(who), at=cast.at)
        assert queries.get_case(cast.actor(who), chan.number).papers == []
    shown = queries.get_case(cast.actor("supervisor"), chan.number).papers
    assert [(each.verb, str(each.name)) for each in shown] == [(RECEIPT, "收件回執"), (REFERRED, "轉辦通知")]
    assert not AuditEntry.objects.filter(event="cases.notice_printed").exists()


def test_a_notice_that_does_not_hold_is_not_there(cast: Any, chan: Case) -> None:
    with pytest.raises(NotFound):
        services.print_notice(chan, ENDED, form="pdf", actor=cast.actor("officer"), at=cast.at)
    assert not AuditEntry.objects.filter(event="cases.notice_printed").exists()


def test_the_page_links_both_forms_and_each_comes_as_a_file(client: Client, cast: Any, chan: Case) -> None:
    client.force_login(cast.accounts["officer"])
    page = client.get(f"/console/cases/{chan.number}/").content.decode()
    address = f"/console/cases/{quote(chan.number)}/notices/register"
    assert all(f'href="{address}.{form}"' in page for form in ("pdf", "docx"))
    answer = client.get(f"{address}.docx")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%94%B6%E4%BB%B6%E5%9B%9E%E5%9F%B7")
    assert "no-store" in answer["Cache-Control"]
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "陳大文：" in text
    assert "文件" not in text
    pdf = client.get(f"{address}.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"{address}.html").status_code == 404
    assert client.get(f"/console/cases/{chan.number}/notices/close.pdf").status_code == 404
    assert client.get(f"/console/cases/{chan.number}/notices/nothing.pdf").status_code == 404
