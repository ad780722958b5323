"""Appointments on a case: what making one leaves behind, who is told, two at one time, her Today and her list, the paper, and other calendars (ADR 0166)."""

import io
from datetime import datetime, timedelta
from typing import Any

import docx
import pytest
import vobject
from django.core import mail
from django.test import Client, override_settings

from open315.cases import queries, services
from open315.cases.actors import consumer_of
from open315.cases.console.waiting import counted_appointments
from open315.cases.models import Appointment, AppointmentFeed, Case, TimelineEntry
from open315.cases.queries.appointments import appointments_of, colliding
from open315.cases.rules.appointments import collide
from open315.cases.services import calendars
from open315.cases.tests.conftest import Register
from open315.cases.types import Kind
from open315.core import clock
from open315.core.audit.models import AuditEntry
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.notify import queries as messages
from open315.notify.wording import notice_words

NOW = datetime(2026, 5, 7, 9, 30, tzinfo=SHANGHAI)
HALF_PAST_TWO = datetime(2026, 5, 20, 14, 30, tzinfo=SHANGHAI)
HOME = "武漢市洪山區某路 13900139000"


@pytest.fixture(autouse=True)
def _that_morning(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    cast.at = NOW


def make(cast: Any, case: Case, who: str = "officer", **changes: Any) -> Appointment:
    given = {
        "meeting": "mediation",
        "starts_at": HALF_PAST_TWO,
        "minutes": 120,
        "place": "中南路12號",
        "brings": "發票",
    }
    services.make_appointment(case.pk, **{**given, **changes}, actor=cast.actor(who), at=NOW)
    return Appointment.objects.order_by("-pk")[0]


def told(cast: Any, who: str) -> list[str]:
    rows = messages.notices_of(cast.actor(who)).order_by("pk")
    return [str(notice_words(row.template, row.data)) for row in rows]


def deliver() -> None:
    with override_settings(SITE_URL="https://open315.example"):
        while drain(NOW):
            pass


def test_it_leaves_a_row_a_line_an_entry_an_event_a_mail_and_a_word_to_whose_it_is(
    cast: Any, register: Register
) -> None:
    case = register()
    due, clocks = case.next_due_on, list(case.clocks.values())
    OutboxEvent.objects.all().delete()
    account = cast.accounts["second_officer"].pk
    row = make(cast, case, comes=["consumer", "trader"], place=HOME, brings="發票，電話13900139000", account_id=account)
    assert (row.case_id, row.kind, row.starts_at, row.minutes, row.officer_id) == (
        case.pk, "mediation", HALF_PAST_TWO, 120, account,
    )  # fmt: skip
    assert (row.place, row.brings) == ("武漢市洪山區某路 139****9000", "發票，電話139****9000")
    assert (row.with_consumer, row.with_trader, row.is_off, row.version) == (True, True, False, 1)
    data = {
        "appointment": row.pk, "meeting": "mediation", "when": "2026-05-20 14:30", "with": ["consumer", "trader"],
        "officer": account,
    }  # fmt: skip
    entry = TimelineEntry.objects.get(verb="make_appointment")
    assert entry.data == {**data, "text": "武漢市洪山區某路 139****9000\n發票，電話139****9000"}
    assert entry.is_public
    noted = AuditEntry.objects.get(event="cases.appointment_made")
    assert (noted.object_id, noted.data) == (str(case.pk), data)
    event = OutboxEvent.objects.get()
    assert (event.name, event.payload["when"], "text" in event.payload) == (
        "cases.appointment_made", "2026-05-20 14:30", False,
    )  # fmt: skip
    after = Case.objects.get(pk=case.pk)
    assert (after.version, after.next_due_on, list(after.clocks.values())) == (case.version + 1, due, clocks)
    deliver()
    assert told(cast, "second_officer") == [f"案件 {case.number}：您有一項約定。"]
    assert told(cast, "officer") == []
    (sent,) = mail.outbox
    assert sent.subject == f"您的案件 {case.number} 的約定：2026-05-20 14:30"
    assert "2026-05-20 14:30" in sent.body
    assert "洪山" not in sent.body


def test_who_does_not_come_is_told_nothing_and_sees_nothing(cast: Any, register: Register) -> None:
    """The officer alone goes to the trader's: that is no business of the consumer's yet."""
    case = register()
    deliver()
    mail.outbox.clear()
    row = make(cast, case, meeting="site", comes=["trader"])
    deliver()
    assert mail.outbox == []
    shown = queries.consumer_view(consumer_of(case.pk), NOW)
    assert shown is not None
    assert (shown.appointments, [each.words for each in shown.timeline if "約定" in each.words]) == ([], [])
    assert queries.own_appointment(case.pk, row.pk) is None
    with pytest.raises(Conflict):
        services.ask_other_time(case.pk, appointment_id=row.pk, text="週五", actor=consumer_of(case.pk), at=NOW)
    for change in ({"starts_at": HALF_PAST_TWO + timedelta(days=1)}, None):
        if change:
            services.move_appointment(case.pk, appointment_id=row.pk, **change, actor=cast.actor("officer"), at=NOW)
        else:
            services.cancel_appointment(case.pk, appointment_id=row.pk, actor=cast.actor("officer"), at=NOW)
        deliver()
    assert mail.outbox == []


def test_a_reporter_is_told_by_no_mail_and_meets_no_trader(cast: Any, register: Register) -> None:
    case = register(kind=Kind.REPORT)
    deliver()
    mail.outbox.clear()
    make(cast, case, meeting="visit")
    deliver()
    assert mail.outbox == []
    assert "make_appointment" not in [each.verb for each in queries.get_case(cast.actor("officer"), case.number).papers]


def test_what_is_over_or_was_called_off_can_be_neither_moved_nor_called_off(cast: Any, register: Register) -> None:
    case, officer = register(), cast.actor("officer")
    row = make(cast, case, minutes=30)
    end = HALF_PAST_TWO + timedelta(minutes=30)
    for late in (end, end + timedelta(days=9)):
        with pytest.raises(Conflict):
            services.cancel_appointment(case.pk, appointment_id=row.pk, actor=officer, at=late)
        with pytest.raises(Conflict):
            services.move_appointment(
                case.pk, appointment_id=row.pk, starts_at=late + timedelta(days=1), actor=officer, at=late
            )
    services.cancel_appointment(case.pk, appointment_id=row.pk, actor=officer, at=end - timedelta(seconds=1))
    with pytest.raises(Conflict):
        services.cancel_appointment(case.pk, appointment_id=row.pk, actor=officer, at=NOW)
    assert [each.verb for each in case.timeline.order_by("id")] == [
        "register",
        "make_appointment",
        "cancel_appointment",
    ]


def test_an_appointment_of_another_case_is_not_there(cast: Any, register: Register) -> None:
    case, other = register(), register()
    row = make(cast, other)
    with pytest.raises(Conflict):
        services.move_appointment(
            case.pk, appointment_id=row.pk, starts_at=HALF_PAST_TWO, actor=cast.actor("officer"), at=NOW
        )
    with pytest.raises(Conflict):
        services.ask_other_time(case.pk, appointment_id=row.pk, text="週五", actor=consumer_of(case.pk), at=NOW)
    assert queries.own_appointment(case.pk, row.pk) is None
    assert queries.own_appointment(other.pk, row.pk) == row


def test_two_collide_that_share_a_minute_and_not_where_one_ends_as_the_other_begins() -> None:
    start, hour = HALF_PAST_TWO, timedelta(hours=1)
    spans = [(start - hour, start), (start - hour, start + timedelta(minutes=1)), (start, start + hour),
             (start + timedelta(minutes=59), start + 2 * hour), (start + hour, start + 2 * hour)]  # fmt: skip
    assert collide(start, start + hour, spans) == [1, 2, 3]


def test_of_two_at_one_time_the_page_says_so_and_neither_is_refused(cast: Any, register: Register) -> None:
    first, second, third = register(), register(), register()
    one, two = make(cast, first), make(cast, second, starts_at=HALF_PAST_TWO + timedelta(minutes=119))
    elsewhere = make(cast, third, account_id=cast.accounts["second_officer"].pk)
    assert (colliding(one), colliding(two), colliding(elsewhere)) == ([second.number], [first.number], [])
    page = Client()
    page.force_login(cast.accounts["officer"])
    assert f"與 {second.number} 的約定時間衝突" in page.get(f"/console/cases/{first.number}/").content.decode()
    services.withdraw_case(second.pk, reason="和解", actor=cast.actor("officer"), at=NOW)
    assert colliding(one) == [], "a case that is over keeps nobody"
    Appointment.objects.filter(pk=two.pk).update(starts_at=HALF_PAST_TWO + timedelta(minutes=120))
    assert colliding(one) == []


@pytest.mark.parametrize(
    ("days", "key"), [(0, "appointments_today"), (1, "appointments_next"), (3, "appointments_next"), (4, "")]
)
def test_her_today_counts_them_and_opens_a_list_of_exactly_these(
    cast: Any, register: Register, days: int, key: str
) -> None:
    case = register()
    at = NOW.replace(hour=23, minute=59) + timedelta(days=days)
    make(cast, case, starts_at=at)
    make(cast, register(), account_id=cast.accounts["second_officer"].pk, starts_at=at)
    found = {each.key: each for each in counted_appointments(cast.actor("officer")) if each.count}
    assert {name: each.count for name, each in found.items()} == ({key: "1"} if key else {})
    client = Client()
    client.force_login(cast.accounts["officer"])
    for each in found.values():
        rows = client.get(each.url).content.decode()
        assert rows.count(f">{case.number}</a>") == 1
        assert rows.count("console/cases/") - rows.count("console/cases/appointments") >= 1
    everybody = client.get("/console/cases/appointments/?whose=all").content.decode()
    assert everybody[everybody.index("<table") :].count("調解會") == 2


def test_the_list_keeps_what_is_over_called_off_or_of_another_council_out(cast: Any, register: Register) -> None:
    kept, off, closed = register(), register(), register()
    foreign = register(council_id=cast.bodies["huangshi"].pk)
    make(cast, kept)
    row = make(cast, off)
    services.cancel_appointment(off.pk, appointment_id=row.pk, actor=cast.actor("officer"), at=NOW)
    make(cast, closed)
    services.withdraw_case(closed.pk, reason="和解", actor=cast.actor("officer"), at=NOW)
    make(cast, foreign, who="huangshi_officer")
    client = Client()
    client.force_login(cast.accounts["officer"])
    page = client.get("/console/cases/appointments/?whose=all").content.decode()
    assert [kept.number in page, off.number in page, closed.number in page, foreign.number in page] == [
        True, False, False, False,
    ]  # fmt: skip


def test_the_paper_says_when_where_and_what_to_bring(cast: Any, register: Register) -> None:
    case, client = register(), Client()
    client.force_login(cast.accounts["officer"])
    assert client.get(f"/console/cases/{case.number}/notices/make_appointment.docx").status_code == 404
    row = make(cast, case)
    answer = client.get(f"/console/cases/{case.number}/notices/make_appointment.docx")
    words = "".join(part.text for part in docx.Document(io.BytesIO(answer.getvalue())).paragraphs)
    for said in ("約見通知書", "時間：2026年5月20日14時30分", "地點：中南路12號", "請攜帶：發票", "調解會"):
        assert said in words
    services.issue_letter(
        case.pk, letter="make_appointment", way="post", sent_on=NOW.date(), actor=cast.actor("officer"), at=NOW
    )
    services.cancel_appointment(case.pk, appointment_id=row.pk, actor=cast.actor("officer"), at=NOW)
    assert client.get(f"/console/cases/{case.number}/notices/make_appointment.docx").status_code == 404


def events(content: bytes) -> list[Any]:
    return list(vobject.readOne(content.decode()).contents.get("vevent", []))


def read(token: str) -> Any:
    return Client().get(f"/calendar/own/{token}.ics")


def test_an_officer_s_calendar_tells_number_time_and_place_and_no_name(cast: Any, register: Register) -> None:
    case = register()
    row = make(cast, case)
    make(cast, register(), account_id=cast.accounts["second_officer"].pk)
    made = services.make_calendar(actor=cast.actor("officer"), at=NOW)
    answer = read(made.token)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(answer.content)
    assert event.uid.value == f"appointment-{row.pk}@127.0.0.1"
    assert event.summary.value == f"調解會 {case.number}"
    assert (event.dtstart.value, event.dtend.value) == (HALF_PAST_TWO, HALF_PAST_TWO + timedelta(hours=2))
    assert (event.location.value, event.status.value) == ("中南路12號", "CONFIRMED")
    assert case.trader_name not in answer.content.decode()
    services.cancel_appointment(case.pk, appointment_id=row.pk, actor=cast.actor("officer"), at=NOW)
    (event,) = events(read(made.token).content)
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")


def test_an_address_ends_when_it_is_revoked_and_with_its_owner_s_access(cast: Any, register: Register) -> None:
    make(cast, register())
    lost, kept = (services.make_calendar(actor=cast.actor("officer"), at=NOW) for _turn in range(2))
    with pytest.raises(NotFound):
        services.revoke_calendar(lost.feed.pk, actor=cast.actor("supervisor"), at=NOW)
    services.revoke_calendar(lost.feed.pk, actor=cast.actor("officer"), at=NOW)
    with pytest.raises(NotFound):
        services.revoke_calendar(lost.feed.pk, actor=cast.actor("officer"), at=NOW)
    assert [read(each.token).status_code for each in (lost, kept)] == [404, 200]
    trail = AuditEntry.objects.filter(object_type="appointment_feed").order_by("id")
    assert [each.event for each in trail] == ["cases.calendar_made"] * 2 + ["cases.calendar_revoked"]
    assert not AppointmentFeed.objects.filter(token_hash__contains=kept.token).exists()
    cast.accounts["officer"].is_active = False
    cast.accounts["officer"].save()
    assert read(kept.token).status_code == 404


def test_five_addresses_and_no_sixth_and_none_for_who_handles_no_cases(cast: Any) -> None:
    for _turn in range(calendars.MOST):
        services.make_calendar(actor=cast.actor("officer"), at=NOW)
    with pytest.raises(InvalidInput):
        services.make_calendar(actor=cast.actor("officer"), at=NOW)
    with pytest.raises(NotAllowed):
        services.make_calendar(actor=cast.actor("clerk"), at=NOW)
    assert AppointmentFeed.objects.count() == calendars.MOST


def test_an_address_is_read_sixty_times_an_hour(cast: Any) -> None:
    made = services.make_calendar(actor=cast.actor("officer"), at=NOW)
    assert [read(made.token).status_code for _turn in range(61)][-2:] == [200, 429]


def test_the_pages_of_addresses_show_one_once_and_take_it_back(cast: Any, officer: Client) -> None:
    page = officer.post("/console/cases/calendars/new/").content.decode()
    feed = AppointmentFeed.objects.get()
    assert "/calendar/own/" in page
    listed = officer.get("/console/cases/calendars/").content.decode()
    assert "/calendar/own/" not in listed
    assert f"/console/cases/calendars/{feed.pk}/revoke/" in listed
    officer.post(f"/console/cases/calendars/{feed.pk}/revoke/")
    feed.refresh_from_db()
    assert feed.revoked_at == clock.now()


def test_the_case_page_keeps_what_was_held_and_marks_it(cast: Any, register: Register, time_machine: Any) -> None:
    case = register()
    make(cast, case)
    both = {"move_appointment", "cancel_appointment"}
    page = queries.get_case(cast.actor("officer"), case.number)
    assert both <= queries.available_verbs(cast.actor("officer"), page)
    time_machine.move_to(HALF_PAST_TWO + timedelta(hours=2), tick=False)
    (shown,) = appointments_of(case, clock.now())
    assert shown.is_over
    page = queries.get_case(cast.actor("officer"), case.number)
    assert both & queries.available_verbs(cast.actor("officer"), page) == set()
