"""The page of a case is a conversation: what was told, what the council asks, what the consumer answers, and her files (ADR 0139)."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.models import Attachment, Case, TimelineEntry
from open315.core.audit.models import AuditEntry
from open315.core.errors import NotFound
from open315.core.uploads import services as uploads
from open315.intake.tests.test_file_on_portal import PNG, begin, open_case
from open315.intake.web.code_door import let_in

ASKED = "請補充發票，並說明購買日期。"


@pytest.fixture
def visitor(cast: Any) -> Client:
    """A browser that enforces CSRF like a real one."""
    return Client(enforce_csrf_checks=True)


def _page(owner: Client) -> str:
    return owner.get("/track/case/").content.decode()


def _write(cast: Any, text: str = ASKED, until: date | None = date(2026, 5, 20)) -> Case:
    case = Case.objects.get()
    return services.write_to_consumer(case.pk, text=text, until=until, actor=cast.actor("officer"), at=cast.at)


def test_the_consumer_reads_what_she_told_with_numbers_masked(visitor: Client) -> None:
    page = _page(open_case(visitor))
    assert "您告訴我們的內容" in page
    assert "商家拒絕維修，客服電話 138****8000。" in page
    assert "13800138000" not in page
    assert "武漢示例電器行" in page
    assert "¥3,299" in page


def test_she_is_told_who_handles_it_and_how_to_call(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    assert "027-55550101" not in _page(owner)
    holder = type(cast.bodies["wuhan"]).objects.get(pk=Case.objects.get().holder_id)
    holder.phone = "027-55550101"
    holder.save()
    assert "027-55550101" in _page(owner)


def test_a_question_stands_first_with_its_day_until_she_answers(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    _write(cast)
    page = _page(owner)
    assert page.index(ASKED) < page.index("<dt>")
    assert "2026-05-20（星期三）" in page.split("<dt>")[0]
    answer = "五月一日買的，發票丟了，有付款記錄。" * 20
    assert len(answer) > 200
    assert owner.post("/track/case/evidence/", {"note": answer})["Location"] == "/track/case/?added=1"
    page = _page(owner)
    assert ASKED not in page.split("<dt>")[0]
    assert ASKED in page
    assert answer in page
    entry = TimelineEntry.objects.get(verb="add_evidence")
    assert (entry.data["note"], entry.is_public) == (answer, True)
    _write(cast, "收到，謝謝。", until=None)
    assert "收到，謝謝。" in _page(owner).split("<dt>")[0]


def test_what_the_council_adds_itself_answers_no_question(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    case = _write(cast)
    services.add_evidence(case.pk, upload_ids=[], note="來電說明", actor=cast.actor("officer"), at=cast.at)
    assert ASKED in _page(owner).split("<dt>")[0]


def test_nothing_is_asked_of_a_case_that_is_over(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    case = _write(cast)
    services.withdraw_case(case.pk, reason="和解", actor=cast.actor("officer"), at=cast.at)
    assert ASKED not in _page(owner).split("<dt>")[0]


def test_the_officer_who_wrote_is_told_of_the_answer_and_reads_it_in_the_console(
    visitor: Client, cast: Any, client: Client
) -> None:
    owner = open_case(visitor)
    case = _write(cast)
    assert case.officer_id == cast.accounts["officer"].pk
    owner.post("/track/case/evidence/", {"note": "發票在附件。"})
    client.force_login(cast.accounts["officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "發票在附件。" in client.get(f"/console/cases/{case.number}/").content.decode()


def test_a_text_that_is_too_long_is_refused_whole_and_kept(visitor: Client) -> None:
    owner = open_case(visitor)
    assert 'maxlength="2000"' not in _page(owner)
    assert owner.post("/track/case/evidence/", {"note": "票" * 2000}).status_code == 302
    answer = owner.post("/track/case/evidence/", {"note": "票" * 2001})
    assert answer.status_code == 422
    assert "票" * 2001 in answer.content.decode()


def _with_file(visitor: Client) -> tuple[Client, int]:
    owner = open_case(visitor)
    owner.post("/track/case/evidence/", {"evidence": SimpleUploadedFile("我的發票.png", PNG, content_type="image/png")})
    return owner, Attachment.objects.get().pk


def test_she_opens_the_file_she_sent_and_that_is_recorded(visitor: Client) -> None:
    owner, pk = _with_file(visitor)
    assert f'href="/track/case/files/{pk}/"' in _page(owner)
    answer = owner.get(f"/track/case/files/{pk}/")
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(event="cases.file_opened").count() == 1


def test_a_file_of_the_council_and_one_of_another_case_do_not_open(visitor: Client, cast: Any) -> None:
    owner, pk = _with_file(visitor)
    case = Case.objects.get()
    upload = uploads.receive(SimpleUploadedFile("內部.png", PNG, "image/png"), at=cast.at)
    services.add_evidence(case.pk, upload_ids=[upload.pk], actor=cast.actor("officer"), at=cast.at)
    theirs = Attachment.objects.get(upload=upload).pk
    assert owner.get(f"/track/case/files/{theirs}/").status_code == 404
    other = Client()
    second = {**begin(visitor), "title": "另一件事"}
    receipt = visitor.get(visitor.post("/complain/", {**second, "step": "submit"})["Location"]).content.decode()
    code = receipt.split('class="copy__text"')[2].split(">")[1].split("<")[0].strip()
    assert other.post("/track/", {"code": code}).status_code == 302
    assert other.get(f"/track/case/files/{pk}/").status_code == 404
    assert Client().get(f"/track/case/files/{pk}/").status_code == 302
    for actor in (cast.actor("officer"), consumer_of(case.pk + 1)):
        with pytest.raises(NotFound):
            services.open_own_file(case.pk, pk, actor=actor, at=cast.at)
    with pytest.raises(NotFound, match="沒有此案件"):
        services.open_own_file(case.pk + 1000, pk, actor=consumer_of(case.pk + 1000), at=cast.at)


def test_a_file_that_was_erased_does_not_open(visitor: Client, cast: Any) -> None:
    owner, pk = _with_file(visitor)
    uploads.drop([Attachment.objects.get().upload_id], at=cast.at)
    assert owner.get(f"/track/case/files/{pk}/").status_code == 404


def _now(owner: Client, language: str = "zh-hant") -> str:
    """The list of what can be done now, as it stands on the page."""
    page = owner.get("/track/case/", headers={"accept-language": language}).content.decode()
    return page[page.index('id="now"') : page.index("</section>", page.index('id="now"'))]


def test_the_page_says_first_what_she_can_do_now_and_leads_to_the_very_place(
    visitor: Client, cast: Any, time_machine: Any
) -> None:
    time_machine.move_to(cast.at)
    owner = open_case(visitor)
    now = _now(owner)
    assert "請等候：受理決定，最遲2026-05-21（星期四）" in now
    for place in ("id_evidence", "id_note", "keep", "withdraw"):
        assert f'href="#{place}"' in now
        assert f'id="{place}"' in _page(owner)
    assert "回覆" not in now
    assert _page(owner).index('id="now"') < _page(owner).index("<dt>")
    _write(cast)
    assert _now(owner).index("請在2026-05-20（星期三）前回覆消費者組織的詢問") < _now(owner).index("請等候")


def test_the_day_after_the_last_she_is_told_to_call_with_number_and_hours(
    visitor: Client, cast: Any, time_machine: Any
) -> None:
    time_machine.move_to(cast.at)
    open_case(visitor)
    body = cast.bodies["wuhan"]
    body.phone, body.hours = "027-55550101", "工作日 9:00–12:00"
    body.save()
    case = Case.objects.get()
    for day, told in (
        ("2026-05-21", "請等候"),
        ("2026-05-22", "請來電詢問：期限已過（受理決定，2026-05-21（星期四））"),
    ):
        time_machine.move_to(f"{day}T01:00:00+00:00")
        client = Client(headers={"accept-language": "zh-hant"})
        client.cookies.update(let_in(HttpResponse(), case.pk).cookies)
        assert told in _now(client)
    assert 'href="tel:027-55550101"' in _now(client)
    assert "工作日 9:00–12:00" in _now(client)


def test_where_a_department_has_no_telephone_she_calls_the_council(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    case = Case.objects.get()
    wuhan, market = cast.bodies["wuhan"], cast.bodies["market"]
    wuhan.phone = "027-55550101"
    wuhan.save()
    services.refer_case(case.pk, to_organisation_id=market.pk, reason="請查處", actor=cast.actor("officer"), at=cast.at)
    assert "027-55550101" in _now(owner)
    market.phone = "027-55550202"
    market.save()
    assert "027-55550202" in _now(owner)
    assert "027-55550101" not in _now(owner)


def test_a_complaint_that_is_elsewhere_a_refused_and_a_withdrawn_one_have_their_own_lists(
    visitor: Client, cast: Any
) -> None:
    owner = open_case(visitor)
    case = Case.objects.get()
    assert 'id="routes"' not in _page(owner)
    services.refer_case(
        case.pk, to_organisation_id=cast.bodies["market"].pk, reason="請查處", actor=cast.actor("officer"), at=cast.at
    )
    assert "選擇其他5種途徑之一" in _now(owner)
    assert 'id="routes"' in _page(owner)
    services.withdraw_case(case.pk, reason="和解", actor=cast.actor("officer"), at=cast.at)
    assert 'href="/complain/"' in _now(owner)
    assert "withdraw" not in _now(owner)
