"""A query code that was lost: issued anew by the council, or sent to the address given when filing (review of the portal, 16)."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from open315.cases import queries, services
from open315.cases.actors import consumer_of
from open315.cases.models import Case, TimelineEntry
from open315.cases.query_codes import query_code
from open315.cases.tests.making import complaint
from open315.core import clock
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.errors import NotAllowed
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.intake.tests.test_file_on_portal import begin, filed
from open315.intake.tests.test_go_on_by_redirect import CODE
from open315.intake.web.submission import receipt_token
from open315.notify.models import Message
from open315.notify.wording import text_words
from open315.org.models import Organisation
from open315.org.queries import forget

pytestmark = pytest.mark.django_db
ADDRESS = " Consumer@Example.org"


def work() -> None:
    """Run the outbox until it is empty (a handler that asks for a mail emits an event itself)."""
    while drain(clock.now() + timedelta(days=400)):
        pass


@pytest.fixture
def case(cast: Any, time_machine: Any) -> Case:
    time_machine.move_to(cast.at, tick=False)
    done = services.register_case(complaint(cast), actor=SYSTEM, at=cast.at)
    work()
    mail.outbox.clear()
    return Case.objects.get(pk=done.case_id)


def opens(code: str) -> bool:
    return Client().post("/track/", {"code": code}).status_code == 302


def renew(cast: Any, case: Case, reason: str = "回撥登記電話核對") -> str:
    return services.renew_code(case.pk, reason=reason, actor=cast.actor("officer"), at=cast.at).query_code


def ask(number: str, address: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/track/lost/", {"number": number, "address": address})


def test_the_first_code_is_what_it_was_before_codes_could_be_renewed(case: Case) -> None:
    assert query_code(case.pk) == query_code(case.pk, 0)
    assert len({query_code(case.pk, each) for each in range(4)}) == 4
    assert query_code(case.pk, 1) != query_code(case.pk + 1, 1)
    assert opens(query_code(case.pk))


def test_a_new_code_opens_the_case_and_every_one_before_opens_nothing(cast: Any, case: Case) -> None:
    first, second, third = query_code(case.pk), renew(cast, case), renew(cast, case)
    assert [opens(each) for each in (first, second, third)] == [False, False, True]


def test_a_browser_in_which_the_old_code_opened_the_case_asks_for_the_new_one(cast: Any, case: Case) -> None:
    thief = Client()
    thief.post("/track/", {"code": query_code(case.pk)})
    assert thief.get("/track/case/").status_code == 200
    code = renew(cast, case)
    assert thief.get("/track/case/")["Location"] == "/track/"
    assert thief.post("/track/case/withdraw/", {"reason": "算了", "sure": "on"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "registered"
    owner = Client()
    owner.post("/track/", {"code": code})
    assert owner.get("/track/case/").status_code == 200
    renew(cast, case)
    assert owner.get("/track/case/").status_code == 302


def test_no_receipt_shows_a_code_that_was_issued_later(cast: Any) -> None:
    visitor = Client()
    address = filed(visitor, begin(visitor))
    case = Case.objects.get()
    assert visitor.get(address).status_code == 200
    code = renew(cast, case)
    for each in (address, f"/complain/receipt/{receipt_token(case.pk)}/"):
        page = visitor.get(each)
        assert page.status_code == 410
        assert code not in page.content.decode()
        assert not re.findall(CODE, page.content.decode())
    assert visitor.get(f"{address}receipt.png").status_code == 404
    assert visitor.post(f"{address}case/")["Location"] == "/track/", "nor does it open the case any more"


def test_staff_who_may_see_the_person_issue_a_code_on_the_page_of_the_case(cast: Any, case: Case) -> None:
    client = Client()
    client.force_login(cast.accounts["officer"])
    page = f"/console/cases/{case.number}/"
    assert "do/renew_code/" in client.get(page).content.decode()
    assert client.post(f"{page}do/renew_code/", {"reason": "無"}).status_code == 422
    shown = client.post(f"{page}do/renew_code/", {"reason": "核對姓名和電話末四位"}).content.decode()
    code = query_code(case.pk, 1)
    assert code in shown
    assert code not in client.get(page).content.decode(), "shown once"
    assert "核對姓名和電話末四位" in client.get(page).content.decode()
    clerk = Client()
    clerk.force_login(cast.accounts["clerk"])
    assert "do/renew_code/" not in clerk.get(page).content.decode()


def test_the_trail_tells_that_and_why_and_never_the_code(cast: Any, case: Case) -> None:
    code = renew(cast, case, reason="回撥 13900139000 核對")
    entry = AuditEntry.objects.get(event="cases.code_renewed")
    assert entry.data["generation"] == 1
    step = TimelineEntry.objects.get(verb="renew_code")
    assert step.data == {"reason": "回撥 139****9000 核對", "generation": 1, "by": ""}
    assert not step.is_public
    kept = f"{entry.data} {[each.payload for each in OutboxEvent.objects.all()]}"
    assert code not in kept
    assert "13900139000" not in kept


def test_whoever_names_number_and_address_gets_a_new_code_there(case: Case) -> None:
    answer = ask(case.number, ADDRESS)
    assert (answer.status_code, answer["Location"]) == (302, "/track/lost/?sent=1")
    work()
    (letter,) = mail.outbox
    code = re.findall(CODE, str(letter.body))[0]
    assert letter.to == ["consumer@example.org"]
    assert code == query_code(case.pk, 1)
    assert not opens(query_code(case.pk))
    assert opens(code)
    owner = Client()
    owner.post("/track/", {"code": code})
    assert "換發查詢碼，已發送至消費者所留的聯繫方式" in owner.get("/track/case/").content.decode()
    stored = f"{list(Message.objects.values())} {list(OutboxEvent.objects.values('payload'))}"
    assert code not in stored
    assert "example.org" not in stored


@pytest.mark.parametrize("wrong", ["address", "number", "both", "nothing"])
def test_the_answer_is_the_same_whether_they_belong_together_or_not(case: Case, wrong: str) -> None:
    """Who asks learns neither whether there is such a case nor whose it is; what is done for it is the same, too."""
    right = ask(case.number, ADDRESS)
    events = OutboxEvent.objects.filter(name="cases.code_asked").count()
    work()
    mail.outbox.clear()
    before = Case.objects.get().code_generation
    number = "武漢消2026-99999" if wrong in ("number", "both") else case.number
    address = "other@example.org" if wrong in ("address", "both") else ADDRESS
    other = ask(number, address, Client(REMOTE_ADDR="203.0.113.9"))
    assert (other.status_code, other["Location"]) == (right.status_code, right["Location"])
    assert OutboxEvent.objects.filter(name="cases.code_asked").count() == events + 1
    work()
    renewed = Case.objects.get().code_generation != before
    assert (renewed, len(mail.outbox)) == ((wrong == "nothing"), int(wrong == "nothing"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("武消2026-00001", "武消2026-00001"),
        (" 武消 2026-1 ", "武消2026-00001"),
        ("武消２０２６－０００１", "武消2026-00001"),
        ("黄消2026-7", "黃消2026-00007"),
        ("某消2026-7", "某消2026-00007"),
        ("某" * 12 + "2026-7", "某" * 12 + "2026-00007"),
        ("WH-2026-00001", "武消2026-00001"),
        ("wh 2026 1", "武消2026-00001"),
        ("ＷＨ２０２６１", "武消2026-00001"),
        ("420100-2026-00001", "武消2026-00001"),
        ("420100 2026 1", "武消2026-00001"),
        ("4201002026100000", "武消2026-100000"),
        ("WX-2026-00001", "WX-2026-00001"),
        ("420900-2026-00001", "420900-2026-00001"),
    ],
)
def test_the_number_is_read_however_it_was_written(case: Case, typed: str, kept: str) -> None:
    Organisation.objects.filter(region_id="420100", kind="council").update(case_letters="WH")
    forget()
    assert queries.number_as_kept(typed) == kept


@pytest.mark.parametrize("typed", ["", "abc", "武漢消26-1", "2026", "武漢消2026-1234567", "某" * 13 + "2026-7"])
def test_what_is_no_number_is_said_at_its_field(case: Case, typed: str) -> None:
    assert queries.number_as_kept(typed) == ""
    assert ask(typed, ADDRESS).status_code == 422
    assert not OutboxEvent.objects.filter(name="cases.code_asked").exists()


def test_of_a_report_nothing_is_sent(case: Case) -> None:
    """Whoever reads the reporter's mails might be the one reported."""
    Case.objects.update(kind="report")
    assert ask(case.number, ADDRESS)["Location"] == "/track/lost/?sent=1"
    work()
    assert mail.outbox == []
    assert Case.objects.get().code_generation is None


def test_of_a_person_who_was_erased_nothing_is_known(cast: Any, case: Case) -> None:
    party = case.parties.get().pk
    services.erase_identity(case.pk, party_id=party, reason="本人要求", actor=cast.actor("administrator"), at=cast.at)
    ask(case.number, ADDRESS)
    work()
    assert mail.outbox == []


def test_a_telephone_is_no_address_where_no_gateway_is_named(case: Case) -> None:
    ask(case.number, "13900139000")
    work()
    assert Case.objects.get().code_generation is None


def test_a_telephone_gets_the_code_as_a_short_message(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("open315.cases.notices.codes.is_on", lambda name: True)
    monkeypatch.setattr("open315.cases.notices.codes.notify.send", lambda to, **given: sent.append(given))
    ask(case.number, "+86 139-0013-9000")
    work()
    (given,) = sent
    assert given["channel"] == "sms"
    assert text_words("cases.new_code", given["data"], "zh-hant").endswith(f"{query_code(case.pk, 1)}。")


def test_so_many_codes_a_day_for_a_case_an_address_and_a_visitor(case: Case, settings: Any, time_machine: Any) -> None:
    settings.NEW_CODES_PER_DAY = settings.TRACKINGS_PER_HOUR = 2

    def turns(number: str, address: str, visitor: str) -> bool:
        return bool(ask(number, address, Client(REMOTE_ADDR=visitor)).status_code == 302)

    for turn in range(3):
        assert turns(case.number, f"a{turn}@example.org", f"203.0.113.{turn}") is (turn < 2), "one case"
        assert turns(f"武漢消2026-5{turn}", "b@example.org", f"203.0.114.{turn}") is (turn < 2), "one address"
        assert turns(f"武漢消2026-6{turn}", f"c{turn}@example.org", "203.0.115.1") is (turn < 2), "one visitor"
    assert not turns("武漢消2026-70", " B@Example.ORG", "203.0.116.1"), "however it is written"
    time_machine.shift(timedelta(days=1))
    assert turns(case.number, ADDRESS, "203.0.113.1")


def test_a_consumer_of_another_case_renews_nothing(cast: Any, case: Case) -> None:
    with pytest.raises(NotAllowed):
        services.renew_code(case.pk, reason="", by="email", actor=consumer_of(case.pk + 1), at=cast.at)


def test_who_left_an_address_is_told_that_staff_issued_a_code_and_not_which(cast: Any, case: Case) -> None:
    """Somebody talked a member of staff into it: she learns of it, and whom to call."""
    code = renew(cast, case)
    work()
    (letter,) = mail.outbox
    assert letter.to == ["consumer@example.org"]
    assert case.number in letter.subject
    assert code not in str(letter.body)
    assert not re.findall(CODE, str(letter.body))
    assert "武漢" in str(letter.body), "whom to call"


def test_a_reporter_is_not_written_to_when_staff_issue_a_code(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(cast.at, tick=False)
    made = services.register_case(complaint(cast, kind="report"), actor=SYSTEM, at=cast.at)
    work()
    mail.outbox.clear()
    renew(cast, Case.objects.get(pk=made.case_id))
    work()
    assert mail.outbox == []


def test_who_registers_the_same_once_more_gets_no_code_that_opens_nothing(cast: Any) -> None:
    command, who = complaint(cast), cast.actor("clerk")
    first = services.register_case(command, actor=who, at=cast.at, idempotency="the same twice")
    again = services.register_case(command, actor=who, at=cast.at, idempotency="the same twice")
    assert (again.query_code, again.created) == (first.query_code, False)
    renew(cast, Case.objects.get())
    late = services.register_case(command, actor=who, at=cast.at, idempotency="the same twice")
    assert (late.case_id, late.number, late.query_code, late.created) == (first.case_id, first.number, "", False)
    assert Case.objects.count() == 1


def test_a_row_that_comes_once_more_gets_no_code_that_opens_nothing(cast: Any) -> None:
    wanted = [replace(complaint(cast), source="sheet", source_ref=ref) for ref in ("1", "2")]
    first = services.register_cases(wanted, actor=SYSTEM, at=cast.at)
    renew(cast, Case.objects.get(source_ref="1"))
    again = services.register_cases(wanted, actor=SYSTEM, at=cast.at)
    assert [getattr(each, "query_code", None) for each in again] == ["", getattr(first[1], "query_code", None)]
