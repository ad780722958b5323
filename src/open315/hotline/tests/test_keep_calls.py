"""The verbs of lines and calls: who may, what is refused, what stays behind. Each refusal beside its allowed twin, by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from open315.cases.models import TimelineEntry
from open315.core.audit.models import AuditEntry
from open315.core.crypto import add_key, holdings, rotation
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.core.outbox.models import OutboxEvent
from open315.hotline import queries, services, vault
from open315.hotline.handlers import forget_who_rang
from open315.hotline.models import Call, Caller, Line
from open315.hotline.rules import call_faults, is_open, line_faults
from open315.hotline.tests.making import AT, NUMBER, OTHER, PLAN, TOLD, after, call, case, line

pytestmark = pytest.mark.django_db
LATER = after(hours=1)


def trail() -> tuple[str, str, Any]:
    entry, event = AuditEntry.objects.order_by("-pk")[0], OutboxEvent.objects.order_by("-pk")[0]
    return entry.event, event.name, event.payload


def test_a_supervisor_adds_a_line_and_changes_it_with_a_trail(cast: Any) -> None:
    boss, council = cast.actor("supervisor"), cast.bodies["wuhan"].pk
    made = services.add_line(replace(PLAN, name=" 維權熱線 "), council_id=council, actor=boss, at=AT)
    assert trail() == ("hotline.line_added", "hotline.line_added", {"line_id": made.pk})
    kept = Line.objects.get()
    assert (kept.name, kept.number, kept.kind, kept.outlet) == ("維權熱線", "027-0000 0315", "council", "")
    assert (kept.opens_on, kept.closes_on, kept.council_id, kept.version) == (date(2026, 5, 1), None, council, 1)
    with_press = replace(PLAN, kind="press", outlet="示例晚報", closes_on=date(2026, 5, 31))
    services.change_line(made.pk, with_press, actor=boss, at=LATER, version=1)
    kept.refresh_from_db()
    assert (kept.kind, kept.outlet, kept.closes_on, kept.version) == ("press", "示例晚報", date(2026, 5, 31), 2)
    assert trail() == ("hotline.line_changed", "hotline.line_changed", {"line_id": made.pk})
    with pytest.raises(Conflict, match="其他人剛剛修改"):
        services.change_line(made.pk, PLAN, actor=boss, at=LATER, version=1)


def test_no_other_and_nobody_elses_line_is_kept(cast: Any) -> None:
    own, foreign = line(cast), line(cast, "huangshi")
    council = cast.bodies["huangshi"].pk
    with pytest.raises(NotAllowed, match="設置熱線線路"):
        services.add_line(PLAN, council_id=cast.bodies["wuhan"].pk, actor=cast.actor("clerk"), at=AT)
    with pytest.raises(InvalidInput) as refused:
        services.add_line(PLAN, council_id=council, actor=cast.actor("supervisor"), at=AT)
    assert refused.value.field == "council"
    with pytest.raises(NotFound, match="沒有這條線路"):
        services.change_line(foreign.pk, PLAN, actor=cast.actor("supervisor"), at=AT)
    assert [each.pk for each in queries.lines_for(cast.actor("clerk"))] == [own.pk]
    assert queries.lines_for(cast.actor("province_supervisor")).count() == 2
    assert not queries.lines_for(cast.actor("market_liaison")).exists()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": "線" * 40}, []),
        ({"name": "線" * 41}, [("name", "name")]),
        ({"name": " "}, [("name", "name")]),
        ({"number": "12315"}, []),
        ({"number": "熱線"}, [("number", "number")]),
        ({"number": "1" * 31}, [("number", "number")]),
        ({"kind": "moon"}, [("kind", "outlet_kind"), ("outlet", "outlet_missing")]),
        ({"kind": "press", "outlet": " "}, [("outlet", "outlet_missing")]),
        ({"kind": "press", "outlet": "示例晚報"}, []),
        ({"outlet": "報" * 41}, [("outlet", "name")]),
        ({"closes_on": date(2026, 5, 1)}, []),
        ({"closes_on": date(2026, 4, 30)}, [("closes_on", "closes_before")]),
    ],
)
def test_what_a_line_may_be(changes: dict[str, Any], found: Any) -> None:
    assert list(line_faults(replace(PLAN, **changes))) == found


EIGHT, SIX = time(8), time(18)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"back_within_hours": 1}, []),
        ({"back_within_hours": 0}, [("back_within_hours", "hours")]),
        ({"back_within_hours": 168}, []),
        ({"back_within_hours": 169}, [("back_within_hours", "hours")]),
        ({"answer_within": 1}, []),
        ({"answer_within": 0}, [("answer_within", "answer_within")]),
        ({"answer_within": 600}, []),
        ({"answer_within": 601}, [("answer_within", "answer_within")]),
        ({"hours_from": EIGHT, "hours_until": SIX}, []),
        ({"hours_from": time(0), "hours_until": time(0)}, []),
        ({"hours_from": EIGHT}, [("hours_until", "both_hours")]),
        ({"hours_until": time(0)}, [("hours_until", "both_hours")]),
        ({"weekdays": "1"}, []),
        ({"weekdays": "7"}, []),
        ({"weekdays": ""}, [("weekdays", "weekdays")]),
        ({"weekdays": "10"}, [("weekdays", "weekdays")]),
        ({"weekdays": "78"}, [("weekdays", "weekdays")]),
    ],
)
def test_what_the_times_of_a_line_may_be(changes: dict[str, Any], found: Any) -> None:
    assert list(line_faults(replace(PLAN, **changes))) == found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"back_within_hours": 169}, "168"),
        ({"answer_within": 601}, "600"),
        ({"hours_from": EIGHT, "hours_until": None}, "一併填寫"),
        ({"weekdays": ""}, "至少選擇一個值班日"),
    ],
)
def test_a_line_with_times_that_cannot_be_stays_as_it_was(cast: Any, changes: dict[str, Any], words: str) -> None:
    most = {"back_within_hours": 168, "answer_within": 600, "hours_from": EIGHT, "hours_until": SIX, "weekdays": "71"}
    made, boss = line(cast), cast.actor("supervisor")
    services.change_line(made.pk, replace(PLAN, **most), actor=boss, at=LATER)
    entries = AuditEntry.objects.count()
    with pytest.raises(InvalidInput, match=words):
        services.change_line(made.pk, replace(PLAN, **{**most, **changes}), actor=boss, at=LATER)
    kept = Line.objects.get()
    assert (kept.back_within_hours, kept.answer_within, kept.weekdays) == (168, 600, "17")
    assert (kept.hours_from, kept.hours_until, kept.version) == (EIGHT, SIX, 2)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"started_at": after(minutes=5)}, []),
        ({"started_at": after(minutes=5, seconds=1)}, [("started_at", "ahead")]),
        ({"kind": "gossip"}, [("kind", "kind")]),
        ({"result": ""}, []),
        ({"result": "case"}, [("result", "result")]),
        ({"phone": ""}, []),
        ({"phone": "無號碼"}, [("phone", "phone")]),
        ({"phone": f"{NUMBER}、{OTHER}"}, [("phone", "phone")]),
        ({"wait_seconds": 10_800}, []),
        ({"wait_seconds": 10_801}, [("wait", "wait")]),
        ({"wait_seconds": -1}, [("wait", "wait")]),
        ({"length_seconds": 43_200}, []),
        ({"length_seconds": 43_201}, [("length", "length")]),
        ({"note": "字" * 1000}, []),
        ({"note": "字" * 1001}, [("note", "note")]),
    ],
)
def test_what_a_call_may_be(changes: dict[str, Any], found: Any) -> None:
    assert list(call_faults(replace(TOLD, **changes), AT)) == found


def test_a_line_is_there_on_its_first_and_on_its_last_day() -> None:
    days = [date(2026, 5, each) for each in (1, 2, 3, 4)]
    assert [is_open(days[1], days[2], each) for each in days] == [False, True, True, False]
    assert [is_open(days[1], None, each) for each in days] == [False, True, True, True]


def test_a_clerk_writes_a_call_down_and_the_number_is_sealed(cast: Any) -> None:
    at_line, clerk = line(cast), cast.actor("clerk")
    told = replace(TOLD, note=f" 王先生 {NUMBER} 問拆封的耳機。 ")
    made = services.enter_call(at_line.pk, told, actor=clerk, at=LATER)
    assert trail() == (
        "hotline.call_entered",
        "hotline.call_entered",
        {"call_id": made.pk, "line_id": at_line.pk},
    )
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert entry.data == {"line_id": at_line.pk, "kind": "enquiry", "result": "answered"}
    kept = Call.objects.select_related("caller").get()
    assert (kept.started_at, kept.kind, kept.result) == (AT, "enquiry", "answered")
    assert (kept.wait_seconds, kept.length_seconds, kept.account_id) == (12, 240, clerk.account_id)
    assert NUMBER not in kept.note
    assert kept.note.endswith("問拆封的耳機。")
    caller = Caller.objects.get()
    assert (caller.masked_number, caller.council_id) == ("199****1111", cast.bodies["wuhan"].pk)
    assert NUMBER.encode() not in bytes(caller.ciphertext)
    assert vault.opened(caller) == NUMBER


def test_one_number_is_one_caller_of_a_council_however_it_is_written(cast: Any) -> None:
    first = call(cast)
    again = call(cast, phone=f"+86 {NUMBER[:3]}-{NUMBER[3:7]}-{NUMBER[7:]}")
    other = call(cast, "huangshi")
    unknown = call(cast, phone="")
    assert again.caller_id == first.caller_id
    assert other.caller_id != first.caller_id
    assert unknown.caller_id is None
    assert [each.pk for each in queries.other_calls(cast.actor("clerk"), first)] == [again.pk]
    assert queries.other_calls(cast.actor("clerk"), unknown) == []


def test_a_call_is_refused_on_a_day_without_the_line_and_on_a_foreign_line(cast: Any) -> None:
    own, foreign, clerk = line(cast, closes_on=date(2026, 5, 12)), line(cast, "huangshi"), cast.actor("clerk")
    last = datetime(2026, 5, 12, 15, 59, tzinfo=UTC)
    services.enter_call(own.pk, replace(TOLD, started_at=last), actor=clerk, at=last)
    past = last + timedelta(minutes=1)
    with pytest.raises(InvalidInput, match="當天未開通") as refused:
        services.enter_call(own.pk, replace(TOLD, started_at=past), actor=clerk, at=past)
    assert refused.value.field == "started_at"
    with pytest.raises(NotFound):
        services.enter_call(foreign.pk, TOLD, actor=clerk, at=AT)
    with pytest.raises(NotAllowed, match="接聽和登記熱線"):
        services.enter_call(own.pk, TOLD, actor=cast.actor("secretariat"), at=AT)
    with pytest.raises(InvalidInput):
        services.enter_call(own.pk, replace(TOLD, kind=""), actor=clerk, at=AT)
    assert Call.objects.count() == 1


def test_what_became_of_a_call_is_said_later_and_corrected(cast: Any) -> None:
    made, clerk = call(cast, result=""), cast.actor("clerk")
    assert queries.count_open(clerk) == 1
    told = replace(TOLD, phone="", kind="opinion", result="told", note="建議。")
    services.write_down(made.pk, told, actor=clerk, at=LATER, version=1)
    kept = Call.objects.get()
    assert (kept.kind, kept.result, kept.note, kept.caller_id, kept.version) == (
        "opinion",
        "told",
        "建議。",
        made.caller_id,
        2,
    )
    assert trail()[0] == "hotline.call_written"
    assert queries.count_open(clerk) == 0
    with pytest.raises(Conflict):
        services.write_down(made.pk, told, actor=clerk, at=LATER, version=1)
    with pytest.raises(NotFound, match="沒有這通來電"):
        services.write_down(made.pk, told, actor=cast.actor("huangshi_clerk"), at=LATER)
    with pytest.raises(InvalidInput):
        services.write_down(made.pk, replace(told, started_at=datetime(2026, 4, 30, tzinfo=UTC)), actor=clerk, at=LATER)


def test_a_case_made_of_a_call_is_linked_once_and_stays(cast: Any) -> None:
    made, clerk = call(cast, result=""), cast.actor("clerk")
    about = case(cast)
    services.link_made(made.pk, case_id=about.pk, kind="complaint", actor=clerk, at=LATER)
    kept = Call.objects.get()
    assert (kept.case_id, kept.result, kept.kind, kept.version) == (about.pk, "case", "enquiry", 2)
    assert trail()[:2] == ("hotline.case_made", "hotline.case_made")
    services.link_made(made.pk, case_id=about.pk, kind="complaint", actor=clerk, at=LATER)
    assert Call.objects.get().version == 2
    with pytest.raises(Conflict, match="已與案件相連"):
        services.link_made(made.pk, case_id=case(cast).pk, kind="complaint", actor=clerk, at=LATER)
    services.write_down(made.pk, TOLD, actor=clerk, at=LATER)
    assert Call.objects.get().result == "case"
    assert queries.call_of_case(clerk, about.pk) == made
    assert queries.call_of_case(cast.actor("huangshi_clerk"), about.pk) is None


def test_a_call_that_belongs_to_a_case_stands_there_as_a_note(cast: Any) -> None:
    made, clerk, about = call(cast, result=""), cast.actor("clerk"), case(cast)
    with pytest.raises(InvalidInput, match="沒有這件案件") as refused:
        services.add_to_case(made.pk, number="武消2026-99999", actor=clerk, at=LATER)
    assert refused.value.field == "number"
    services.add_to_case(made.pk, number=f" {about.number} ", actor=clerk, at=LATER, version=1)
    kept = Call.objects.get()
    assert (kept.case_id, kept.result) == (about.pk, "added")
    note = TimelineEntry.objects.filter(case=about, verb="note").get()
    assert note.data["text"] == "消費者致電維權熱線：問拆封的耳機能不能退。"
    with pytest.raises(Conflict, match="已與案件相連"):
        services.add_to_case(made.pk, number=about.number, actor=clerk, at=LATER)
    bare = call(cast, note="", result="")
    services.add_to_case(bare.pk, number=about.number, actor=clerk, at=LATER)
    said = [each.data["text"] for each in TimelineEntry.objects.filter(case=about, verb="note").order_by("pk")]
    assert said[1] == "消費者致電維權熱線。"


def test_opening_a_number_is_noted_and_only_who_handles_calls_may(cast: Any) -> None:
    made = call(cast)
    assert services.open_call(made.pk, actor=cast.actor("clerk"), at=LATER) == NUMBER
    assert AuditEntry.objects.order_by("-pk")[0].event == "hotline.call_opened"
    assert Call.objects.get().version == 1
    with pytest.raises(NotAllowed):
        services.open_call(made.pk, actor=cast.actor("secretariat"), at=LATER)


def test_an_erased_caller_is_somebody_new_and_her_calls_stay(cast: Any) -> None:
    made = call(cast)
    with pytest.raises(NotAllowed, match="刪除來電號碼"):
        services.erase_caller(made.caller_id, actor=cast.actor("clerk"), at=LATER)
    services.erase_caller(made.caller_id, actor=cast.actor("supervisor"), at=LATER)
    gone = Caller.objects.get()
    assert (gone.number_index, gone.masked_number, gone.key_id, bytes(gone.ciphertext)) == ("", "", "", b"")
    assert vault.opened(gone) == ""
    assert AuditEntry.objects.order_by("-pk")[0].event == "hotline.caller_erased"
    with pytest.raises(NotFound, match="資料已刪除"):
        services.erase_caller(made.caller_id, actor=cast.actor("supervisor"), at=LATER)
    assert call(cast).caller_id != made.caller_id
    assert Call.objects.count() == 2


def test_who_rang_about_a_case_is_forgotten_with_its_consumer(cast: Any) -> None:
    hers, others, about = call(cast, result=""), call(cast, phone=OTHER), case(cast)
    services.link_made(hers.pk, case_id=about.pk, kind="complaint", actor=cast.actor("clerk"), at=LATER)
    forget_who_rang(Event("identity.erased", {"case": about.pk}, LATER))
    assert Caller.objects.get(pk=hers.caller_id).number_index == ""
    assert Caller.objects.get(pk=others.caller_id).masked_number == "199****2222"


def test_numbers_are_sealed_again_with_the_present_key(cast: Any) -> None:
    made = call(cast)
    assert "hotline.number" in {purpose for _sealed, purpose in holdings.samples()}
    new = add_key()
    assert dict(rotation.reseal_all())["hotline.Caller.hotline.number"] == 1
    row = Caller.objects.get(pk=made.caller_id)
    assert (row.key_id, vault.opened(row)) == (new, NUMBER)
    assert "hotline.Caller.hotline.number" not in dict(rotation.reseal_all())
