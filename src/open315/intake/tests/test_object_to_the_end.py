"""The consumer objects to how her case ended: once, in time, where the council takes objections; another person answers (ADR 0165)."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from open315.cases import queries, services
from open315.cases.actors import consumer_of
from open315.cases.models import Attachment, Case, TimelineEntry
from open315.cases.queries.inbox import InboxFilters, counts_of, filtered
from open315.cases.queries.objections import objecting
from open315.cases.tests.making import complaint
from open315.cases.tests.test_open_files import photo as photo_bytes
from open315.cases.types import PersonDetails
from open315.core import clock
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.clock import local_day
from open315.core.errors import Conflict, NotAllowed
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.intake.web.code_door import let_in
from open315.law.services import end_local_option, set_local_option
from open315.law.services.tables import NewOption

pytestmark = pytest.mark.django_db
ADDRESS = "/track/case/objection/"
WORDS = "發票上寫的是全額，只退了一半，電話13800138000"
MASKED = "發票上寫的是全額，只退了一半，電話138****8000"


@pytest.fixture
def case(cast: Any, time_machine: Any) -> Case:
    time_machine.move_to(cast.at, tick=False)
    person = PersonDetails(name="測試消費者甲", phone="13800138000", email="c@example.org")
    made = services.register_case(complaint(cast, consumer=person, language="zh-hant"), actor=SYSTEM, at=cast.at)
    return Case.objects.get(pk=made.case_id)


def client_of(case: Case) -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.cookies.update(let_in(HttpResponse(), case.pk).cookies)
    return client


def page(owner: Client, query: str = "") -> str:
    return owner.get(f"/track/case/{query}").content.decode()


def close(cast: Any, case: Case, *, at: Any = None) -> None:
    officer = cast.actor("officer")
    if Case.objects.get(pk=case.pk).state == "registered":
        services.accept_case(case.pk, actor=officer, at=at or cast.at, foreclosure_told=True)
    services.close_case(
        case.pk, result="not_settled", recovered_cents=None, note="未能達成一致", actor=officer, at=at or cast.at
    )


def refuse(cast: Any, case: Case) -> None:
    grounds = {"grounds": ["materials"], "statement": "沒有票據"}
    services.propose_declination(case.pk, **grounds, actor=cast.actor("officer"), at=cast.at)
    services.confirm_declination(case.pk, actor=cast.actor("supervisor"), at=cast.at)


def object_to(case: Case, words: str = WORDS, *, at: Any) -> None:
    services.object_to_end(case.pk, words=words, actor=consumer_of(case.pk), at=at)


def works() -> None:
    while drain(clock.now() + timedelta(days=400)):
        pass


def test_nothing_is_asked_while_the_case_is_open_nor_of_a_question_or_a_report(cast: Any, case: Case) -> None:
    today = local_day(cast.at)
    assert objecting(case, today) is None
    assert 'id="objection"' not in page(client_of(case))
    close(cast, case)
    case.refresh_from_db()
    assert objecting(case, today) is not None
    for changes in ({"kind": "enquiry"}, {"kind": "report"}, {"is_history": True}, {"state": "withdrawn"}):
        other = Case.objects.get(pk=case.pk)
        for name, value in changes.items():
            setattr(other, name, value)
        assert objecting(other, today) is None, changes


def test_her_words_and_files_arrive_masked_are_told_and_stand_on_today(cast: Any, case: Case, client: Client) -> None:
    services.assign_case(case.pk, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    close(cast, case)
    owner, supervisor = client_of(case), cast.actor("supervisor")
    html = page(owner)
    assert "您可以在2026-05-27（星期三）前提出一次異議" in html
    assert 'href="#objection"' in html
    assert "不同意處理結果的，可以在2026-05-27（星期三）前提出異議" in html
    works()
    mail.outbox.clear()
    photo = BytesIO(photo_bytes())
    photo.name = "invoice.jpg"
    answer = owner.post(ADDRESS, {"words": WORDS, "evidence": photo})
    assert answer["Location"] == "/track/case/?objected=1"
    case.refresh_from_db()
    assert (case.state, case.news_from) == ("closed", "objection")
    entry = TimelineEntry.objects.get(verb="object")
    assert (entry.data, entry.is_public, entry.actor_kind) == ({"files": 1, "note": MASKED}, True, "consumer")
    assert Attachment.objects.get(case=case, added_by_kind="consumer").note == MASKED
    assert AuditEntry.objects.filter(event="cases.objected", data__has_key="note").count() == 0
    assert AuditEntry.objects.filter(event="cases.objected").count() == 1
    assert OutboxEvent.objects.filter(name="cases.objected").count() == 1
    html = page(owner, "?objected=1")
    assert "您的異議已收到。" in html
    assert "您已於2026-05-12提出異議" in html
    assert ADDRESS not in html
    works()
    assert [each.subject for each in mail.outbox] == [f"您對案件 {case.number} 的異議已收到"]
    assert "13800138000" not in mail.outbox[0].body
    assert "發票" not in mail.outbox[0].body
    wanted = {"objections": InboxFilters(view="objections"), "news": InboxFilters(view="news")}
    assert counts_of(supervisor, wanted) == {"objections": "1", "news": ""}
    client.force_login(cast.accounts["supervisor"])
    client.cookies["django_language"] = "zh-hant"
    first = client.get("/console/").content.decode()
    assert "待答覆的異議" in first
    assert "view=objections" in first
    assert MASKED in client.get(f"/console/cases/{case.number}/").content.decode()
    client.force_login(cast.accounts["clerk"])
    assert "待答覆的異議" not in client.get("/console/").content.decode()


def test_other_steps_leave_it_on_today_until_it_is_answered(cast: Any, case: Case) -> None:
    close(cast, case)
    object_to(case, at=cast.at)
    services.add_note(case.pk, text="先看票據", actor=cast.actor("officer"), at=cast.at)
    services.rate_case(case.pk, stars=2, actor=consumer_of(case.pk), at=cast.at)
    assert Case.objects.get(pk=case.pk).news_from == "objection"
    services.uphold_result(case.pk, reason="票據已核對", actor=cast.actor("supervisor"), at=cast.at)
    services.add_note(case.pk, text="已寄出", actor=cast.actor("officer"), at=cast.at)
    assert Case.objects.get(pk=case.pk).news_from is None


def test_the_result_stands_and_she_reads_why(cast: Any, case: Case) -> None:
    close(cast, case)
    object_to(case, at=cast.at)
    works()
    mail.outbox.clear()
    later = cast.at + timedelta(days=3)
    services.uphold_result(case.pk, reason="票據已核對，金額無誤", actor=cast.actor("supervisor"), at=later)
    works()
    assert [each.subject for each in mail.outbox] == [f"您對案件 {case.number} 的異議已複查"]
    html = page(client_of(case))
    assert "您的異議已於2026-05-15複查，維持原處理結果" in html
    assert "票據已核對，金額無誤" in html
    assert ADDRESS not in html
    assert not filtered(cast.actor("supervisor"), InboxFilters(view="objections")).exists()
    with pytest.raises(Conflict, match="您已於2026-05-12提出異議"):
        object_to(case, "還是不同意", at=later)


def test_opening_again_answers_it_and_the_next_end_is_objected_to_anew(cast: Any, case: Case) -> None:
    close(cast, case)
    object_to(case, at=cast.at)
    works()
    mail.outbox.clear()
    services.reopen_case(case.pk, reason="漏看一張發票", actor=cast.actor("supervisor"), at=cast.at)
    works()
    assert [each.subject for each in mail.outbox] == [f"您的案件 {case.number} 已重新辦理"]
    assert Case.objects.get(pk=case.pk).news_from is None
    assert 'id="objection"' not in page(client_of(case))
    close(cast, case, at=cast.at + timedelta(days=5))
    object_to(case, "這次也少了", at=cast.at + timedelta(days=20))
    assert Case.objects.get(pk=case.pk).news_from == "objection"
    assert TimelineEntry.objects.filter(verb="object").count() == 2


@pytest.mark.parametrize(("day", "is_in_time"), [(15, True), (16, False)])
def test_the_last_day_is_in_time_and_the_next_is_not(
    cast: Any, case: Case, day: int, is_in_time: bool, time_machine: Any
) -> None:
    close(cast, case)
    time_machine.move_to(cast.at + timedelta(days=day), tick=False)
    html = page(client_of(case))
    assert (ADDRESS in html) is is_in_time
    answer = client_of(case).post(ADDRESS, {"words": WORDS})
    assert answer.status_code == (302 if is_in_time else 422)
    if not is_in_time:
        assert "提出異議的期限為2026-05-27，已經屆滿" in html
        assert WORDS not in html
        assert not TimelineEntry.objects.filter(verb="object").exists()


def test_without_words_it_is_refused_at_its_field_and_too_many_are_kept(cast: Any, case: Case) -> None:
    close(cast, case)
    owner = client_of(case)
    assert owner.post(ADDRESS, {"words": " "}).status_code == 422
    answer = owner.post(ADDRESS, {"words": "錯" * 2001})
    assert answer.status_code == 422
    assert "錯" * 2001 in answer.content.decode()
    assert owner.post(ADDRESS, {"words": "錯" * 2000}).status_code == 302


def test_a_second_click_is_one_objection_and_other_words_are_refused(cast: Any, case: Case) -> None:
    close(cast, case)
    for _click in range(2):
        object_to(case, at=cast.at)
    assert TimelineEntry.objects.filter(verb="object").count() == 1
    with pytest.raises(Conflict, match="您已於2026-05-12提出異議"):
        object_to(case, "別的話", at=cast.at)


def test_whoever_signed_a_refusal_judges_no_objection_to_it(cast: Any, case: Case) -> None:
    refuse(cast, case)
    object_to(case, at=cast.at)
    own, above = cast.actor("supervisor"), cast.actor("province_supervisor")
    for verb in (services.uphold_result, services.reopen_case):
        with pytest.raises(NotAllowed, match="須由其他人員答覆"):
            verb(case.pk, reason="理由", actor=own, at=cast.at)
    shown = queries.get_case(own, case.number)
    assert not {"uphold", "reopen"} & queries.available_verbs(own, shown)
    assert {"uphold", "reopen"} <= queries.available_verbs(above, queries.get_case(above, case.number))
    services.uphold_result(case.pk, reason="理由", actor=above, at=cast.at)
    assert "reopen" in queries.available_verbs(own, queries.get_case(own, case.number))


def option(cast: Any, amount: int) -> Any:
    new = NewOption(
        pack="council-2024", clock="objection", region_code="420100", amount=amount, unit="days", roll="none",
        basis="市消協異議規則第二條", valid_from=date(2026, 5, 1),
    )  # fmt: skip
    return set_local_option(new, actor=cast.actor("administrator"), at=cast.at)


def test_a_place_sets_its_own_days_and_one_without_objections_says_so(cast: Any, case: Case, settings: Any) -> None:
    close(cast, case)
    option(cast, 3)
    assert "您可以在2026-05-15（星期五）前提出一次異議" in page(client_of(case))
    settings.OBJECTIONS = False
    assert "您可以在2026-05-15（星期五）前提出一次異議" in page(client_of(case))


def test_none_are_taken_where_a_place_says_0_or_the_install_says_no(cast: Any, case: Case, settings: Any) -> None:
    close(cast, case)
    none = option(cast, 0)
    html = page(client_of(case))
    assert "本會不設異議程序（法律未作要求）" in html
    assert ADDRESS not in html
    with pytest.raises(Conflict, match="不設異議程序"):
        object_to(case, at=cast.at)
    assert client_of(case).post(ADDRESS, {"words": WORDS}).status_code == 422
    end_local_option(
        none.pk, valid_until=date(2026, 5, 1), reason="改設", actor=cast.actor("administrator"), at=cast.at
    )
    assert ADDRESS in page(client_of(case))
    settings.OBJECTIONS = False
    assert ADDRESS not in page(client_of(case))


def test_what_was_typed_after_the_half_hour_comes_back(cast: Any, case: Case, time_machine: Any) -> None:
    close(cast, case)
    owner = client_of(case)
    of = page(owner).split('name="of" value="')[1].split('"')[0]
    time_machine.move_to(cast.at + timedelta(minutes=31), tick=False)
    answer = owner.post(ADDRESS, {"words": WORDS, "of": of})
    assert answer["Location"] == "/track/?late=kept"
    owner.cookies.update(let_in(HttpResponse(), case.pk).cookies)
    assert WORDS in page(owner)
