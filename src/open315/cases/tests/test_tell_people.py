"""Who is told what: mails to the consumer, lines in the console to those who act next; nothing personal in either."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.models import Case, Party, TimelineEntry
from open315.cases.notices import undelivered
from open315.cases.queries.case_file import timeline
from open315.cases.tasks import sweep_deadlines
from open315.cases.tests.making import complaint
from open315.cases.types import Kind, PersonDetails
from open315.core.access import ANONYMOUS
from open315.core.outbox import Event
from open315.core.outbox.models import HandledEvent, OutboxEvent
from open315.core.outbox.pump import drain
from open315.notify import queries as messages
from open315.notify.models import Message
from open315.notify.wording import notice_words

Register = Callable[..., int]


@pytest.fixture
def register(cast: Any, settings: Any) -> Register:
    settings.SITE_URL = "https://open315.example"

    def make(**changes: Any) -> int:
        return services.register_case(complaint(cast, **changes), actor=ANONYMOUS, at=cast.at).case_id

    return make


def deliver(cast: Any) -> list[Any]:
    """Run the outbox until it is empty (a handler that asks for a mail emits an event itself)."""
    while drain(cast.at + timedelta(days=400)):
        pass
    return mail.outbox


def told(cast: Any, who: str) -> list[str]:
    return [str(notice_words(row.template, row.data)) for row in messages.notices_of(cast.actor(who)).order_by("-pk")]


def test_the_receipt_names_the_number_and_never_the_code_or_the_person(cast: Any, register: Register) -> None:
    receipt = services.register_case(complaint(cast, language="en"), actor=ANONYMOUS, at=cast.at)
    (sent,) = deliver(cast)
    (html, kind) = sent.alternatives[0]
    assert sent.to == ["consumer@example.org"]
    assert receipt.number in sent.subject
    assert kind == "text/html"
    for text in (sent.subject, sent.body, html):
        assert receipt.query_code not in text
        assert receipt.query_code.replace("-", "") not in text
        assert "測試消費者" not in text
        assert "2026-05-21" in sent.body


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "收到"), ("zh-hans", "收到"), ("en", "We have received")])
def test_the_mail_speaks_the_language_the_consumer_wrote_in(
    cast: Any, register: Register, language: str, words: str
) -> None:
    register(language=language)
    assert words in deliver(cast)[0].subject


def test_a_refusal_names_grounds_articles_and_the_other_routes(cast: Any, register: Register) -> None:
    case_id = register(language="zh-hant")
    services.propose_declination(
        case_id, grounds=["materials"], statement="沒有購物憑證", actor=cast.actor("officer"), at=cast.at
    )
    assert len(deliver(cast)) == 1, "a proposal is told to nobody outside"
    assert told(cast, "supervisor") != []
    services.confirm_declination(case_id, actor=cast.actor("supervisor"), at=cast.at)
    refusal = deliver(cast)[-1]
    for words in ("沒有購物憑證", "本會受理投訴的規則（本地）", "仲裁", "https://zxfw.court.gov.cn/，電話12368"):
        assert words in refusal.body
        assert words in refusal.alternatives[0][0]
    assert told(cast, "officer") != []


@pytest.mark.parametrize(("result", "is_told"), [("not_settled", True), ("mediated", False)])
def test_who_got_nothing_is_told_the_other_routes_and_who_opens_them(
    cast: Any, register: Register, result: str, is_told: bool
) -> None:
    case_id = register(language="en")
    services.accept_case(case_id, foreclosure_told=True, actor=cast.actor("officer"), at=cast.at)
    services.close_case(case_id, result=result, note="none", actor=cast.actor("officer"), at=cast.at)
    (ended,) = [each for each in deliver(cast) if "among them arbitration and court" in each.body]
    for body in (ended.body, ended.alternatives[0][0]):
        assert ("https://www.12315.cn/, telephone 12315, checked on 2026-11-29" in body) is is_told


def test_the_reporter_of_a_breach_gets_the_receipt_and_nothing_else(cast: Any, register: Register) -> None:
    case_id = register(kind=Kind.REPORT, claims=())
    services.accept_case(case_id, actor=cast.actor("officer"), at=cast.at)
    services.close_case(case_id, result="verified", note="查證屬實", actor=cast.actor("officer"), at=cast.at)
    assert len(deliver(cast)) == 1


def test_who_left_no_address_gets_no_mail(cast: Any, register: Register) -> None:
    register(consumer=PersonDetails(name="測試消費者", phone="13900139000"))
    assert deliver(cast) == []
    assert not Message.objects.exists()


def test_letters_of_many_cases_are_written_together_each_in_its_own_language(cast: Any, register: Register) -> None:
    register(language="en", consumer=PersonDetails(name="測試消費者", phone="13900139000", email="first@example.org"))
    register(kind=Kind.REPORT, claims=(), language="zh-hant")
    for _ in range(3):
        register(consumer=PersonDetails(name="測試消費者", phone="13900139000"))
    with CaptureQueriesContext(connection) as statements:
        sent = deliver(cast)
    assert sorted((letter.to[0], "We have received" in letter.subject) for letter in sent) == [
        ("consumer@example.org", False),
        ("first@example.org", True),
    ]
    assert list(Message.objects.order_by("id").values_list("template", "language", "state", "created_at")) == [
        ("cases.registered", "en", "sent", cast.at),
        ("cases.registered", "zh-hant", "sent", cast.at),
    ]
    parties = [each["sql"] for each in statements if 'FROM "cases_party"' in each["sql"]]
    assert len(parties) == 1, "the five cases are looked at together"


def test_a_letter_noted_as_written_by_the_release_before_is_not_written_again(cast: Any, register: Register) -> None:
    register()
    event = OutboxEvent.objects.get(name="cases.registered")
    HandledEvent.objects.create(event_id=event.pk, handler="open315.cases.notices.consumer.write_letter")
    assert deliver(cast) == []


def test_who_was_erased_meanwhile_gets_no_mail(cast: Any, register: Register) -> None:
    case_id = register()
    services.erase_identity(
        case_id, party_id=Party.objects.get().pk, reason="本人要求刪除", actor=cast.actor("administrator"), at=cast.at
    )
    assert deliver(cast) == []


def test_a_referral_is_told_to_its_body_and_its_answer_to_the_officer(cast: Any, register: Register) -> None:
    case_id, officer = register(), cast.actor("officer")
    services.assign_case(case_id, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    services.refer_case(
        case_id, to_organisation_id=cast.bodies["market"].pk, reason="請查處", actor=officer, at=cast.at
    )
    deliver(cast)
    assert len(told(cast, "market_liaison")) == 1
    assert told(cast, "health_liaison") == []
    services.answer_referral(case_id, reply="已責令改正", actor=cast.actor("market_liaison"), at=cast.at)
    deliver(cast)
    assert len(told(cast, "officer")) == 2


def test_nobody_is_told_of_her_own_step(cast: Any, register: Register) -> None:
    services.assign_case(register(), account_id=cast.accounts["officer"].pk, actor=cast.actor("officer"), at=cast.at)
    deliver(cast)
    assert told(cast, "officer") == []


def test_a_consumers_step_is_told_to_the_officer(cast: Any, register: Register) -> None:
    case_id = register()
    services.assign_case(case_id, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    me = consumer_of(case_id)
    services.withdraw_case(case_id, reason="已解決", actor=me, at=cast.at)
    deliver(cast)
    assert len(told(cast, "officer")) == 2


def test_what_is_nearly_due_is_told_once_and_what_is_late_once_more(cast: Any, register: Register) -> None:
    case_id = register()
    services.assign_case(case_id, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    for days in (1, 8, 8, 9, 10, 10, 11):
        sweep_deadlines(cast.at + timedelta(days=days))
    deliver(cast)
    assert len(told(cast, "officer")) == 3
    assert len(told(cast, "supervisor")) == 1


def test_a_mornings_deadlines_are_told_together(cast: Any, register: Register) -> None:
    """Thirty-six thousand after an import took four minutes, one transaction each."""
    mine, nobodys = register(), register()
    services.assign_case(mine, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    deliver(cast)
    for days in (8, 11):
        sweep_deadlines(cast.at + timedelta(days=days))
    with CaptureQueriesContext(connection) as statements:
        deliver(cast)
    numbers = dict(Case.objects.values_list("pk", "number"))
    due = "2026-05-21"
    assert sorted(words for words in told(cast, "officer") if due in words) == [
        f"案件 {numbers[mine]} 將於 {due} 到期。",
        f"案件 {numbers[mine]} 應於 {due} 完成，現已逾期。",
    ]
    assert [words for words in told(cast, "supervisor") if numbers[mine] in words] == [
        f"案件 {numbers[mine]} 應於 {due} 完成，現已逾期。"
    ]
    assert len([words for words in told(cast, "supervisor") if numbers[nobodys] in words]) == 2
    written = [each["sql"] for each in statements if each["sql"].startswith('INSERT INTO "notify_message"')]
    asked = [each["sql"] for each in statements if 'FROM "org_rolegrant"' in each["sql"]]
    assert (len(written), len(asked)) == (2, 2), "one of each for what is soon due and for what is late"


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that knows no receiver."""

    def refuse(outgoing: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({outgoing.address: (550, b"5.1.1 no such user")})

    monkeypatch.setattr("open315.notify.channels.email.smtp._send", refuse)


def test_a_mail_that_never_arrives_stands_in_the_timeline_and_is_told_to_the_officer(
    cast: Any, register: Register, refusing: None
) -> None:
    case_id = register(language="en")
    case = Case.objects.get(pk=case_id)
    services.assign_case(case_id, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    deliver(cast)
    (entry,) = [each for each in timeline(case) if "收件回執" in each.words]
    assert "郵件未送達" in entry.words
    assert entry.who == "系統"
    assert [words for words in told(cast, "officer") if "未能送達消費者" in words]
    assert not [each for each in timeline(case, for_consumer=True) if "郵件" in each.words]
    written = f"{list(TimelineEntry.objects.values())} {list(OutboxEvent.objects.values())}"
    assert "consumer@example.org" not in written


def test_a_lost_mail_of_a_case_that_nobody_has_is_told_to_the_supervisors(
    cast: Any, register: Register, refusing: None
) -> None:
    register()
    deliver(cast)
    assert len(told(cast, "supervisor")) == 1


def test_of_a_lost_mail_to_an_erased_consumer_nobody_is_told(cast: Any, register: Register, refusing: None) -> None:
    case_id = register()
    event = Event("notify.mail_failed", {"identity": "", "template": "cases.registered", "why": "no_address"}, cast.at)
    undelivered.note_lost_message(event)
    services.erase_identity(
        case_id, party_id=Party.objects.get().pk, reason="本人要求刪除", actor=cast.actor("administrator"), at=cast.at
    )
    deliver(cast)
    assert told(cast, "supervisor") == []
    assert not TimelineEntry.objects.filter(verb="mail_failed").exists()


def test_a_message_lost_on_another_channel_is_named_by_it(cast: Any, register: Register) -> None:
    case_id = register()
    party = Party.objects.get()
    payload = {
        "channel": "pigeon",
        "kind": "consumer",
        "key": party.identity_id.hex,
        "template": "cases.registered",
        "why": "bounced",
    }
    undelivered.note_lost_message(Event("notify.undelivered", payload, cast.at))
    (entry,) = TimelineEntry.objects.filter(case_id=case_id, verb="mail_failed")
    assert entry.data == {"mail": "cases.registered", "why": "bounced", "channel": "pigeon"}
    (words,) = (
        each.words for each in timeline(Case.objects.get(), for_consumer=False) if each.words.startswith("pigeon")
    )
    assert words.endswith("：被退回")
    assert [each for each in told(cast, "supervisor") if "通知未能送達消費者" in each]


@pytest.mark.parametrize("kind", ["staff", "trader"])
def test_a_message_lost_to_other_people_is_not_the_case_s(cast: Any, register: Register, kind: str) -> None:
    register()
    key = Party.objects.get().identity_id.hex
    payload = {"channel": "sms", "kind": kind, "key": key, "template": "cases.registered", "why": "bounced"}
    undelivered.note_lost_message(Event("notify.undelivered", payload, cast.at))
    assert not TimelineEntry.objects.filter(verb="mail_failed").exists()
