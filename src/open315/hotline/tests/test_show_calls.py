"""The pages of the hotline: register, filters, file, one call, the desk filled from it, lines. By hand."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.activities.tests.test_show_activities import browser, words
from open315.cases.models import Case
from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.ui.waiting import waits_for
from open315.hotline.drawing import seconds_words
from open315.hotline.models import Call, Line
from open315.hotline.tests.making import NUMBER, OTHER, after, call, line
from open315.intake.tests.test_register_a_caller import CALL

pytestmark = pytest.mark.django_db
THEN = time_machine.travel(after(minutes=30), tick=False)
LIST = "/console/hotline/"
SENT = {
    "started_at": "2026-05-12T10:10", "phone": NUMBER, "kind": "enquiry", "result": "answered", "wait": "12", "length": "4", "note": "問退貨。",
}  # fmt: skip


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return words(answer.content.decode())


@THEN
def test_the_register_shows_each_call_once_masked_and_finds_it_by_its_filters(cast: Any) -> None:
    call(cast)
    call(cast, result="", kind="complaint", phone=OTHER, note="健身房閉店。")
    call(cast, "huangshi", note="黃石")
    client, at_line = browser(cast, "clerk"), Line.objects.get(council=cast.bodies["wuhan"])
    shown = page(client, LIST)
    assert "199****1111" in shown
    assert NUMBER not in shown
    assert "0:12" in shown
    assert "4:00" in shown
    assert shown.count("維權熱線") >= 2
    for query, ones, others in (
        ("show=open", True, False),
        ("kind=complaint", True, False),
        ("result=answered", False, True),
        ("words=閉店", True, False),
        (f"line={at_line.pk}", True, True),
        ("line=999", True, True),
        ("first=2026-05-12&last=2026-05-12", True, True),
        ("first=2026-05-13", False, False),
        ("last=2026-05-11", False, False),
        ("mine=1", False, False),
    ):
        found = page(client, f"{LIST}?{query}")
        assert ("199****2222" in found, "199****1111" in found) == (ones, others), query
    assert "沒有來電" in page(client, f"{LIST}?last=2026-05-11")
    both = browser(cast, "secretariat")
    picked = page(both, f"{LIST}?council={cast.bodies['huangshi'].pk}")
    assert "199****2222" not in picked
    assert "199****2222" in page(both, LIST)


@THEN
def test_the_register_is_taken_along_as_a_file_without_numbers(cast: Any) -> None:
    call(cast)
    answer = browser(cast, "clerk").get(f"{LIST}export/")
    told = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    assert "維權熱線,027-0000 0315,2026-05-12 10:00,199****1111,諮詢,電話中已答覆,12,240" in told
    assert NUMBER not in told
    assert AuditEntry.objects.filter(event="hotline.calls_exported").exists()


@THEN
def test_a_clerk_writes_a_call_down(cast: Any) -> None:
    at_line, client = line(cast), browser(cast, "clerk")
    assert str(at_line.pk) in client.get(f"{LIST}enter/").content.decode()
    answer = client.post(f"{LIST}enter/", {**SENT, "line": at_line.pk})
    made = Call.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert (made.wait_seconds, made.length_seconds, made.result) == (12, 240, "answered")
    shown = page(client, f"{LIST}{made.pk}/")
    for said in ("維權熱線", "199****1111", "諮詢", "電話中已答覆", "問退貨。", "2026-05-12 10:10", "0:12", "4:00"):
        assert said in shown, said
    refused = client.post(f"{LIST}enter/", {**SENT, "line": at_line.pk, "phone": "沒有"})
    assert refused.status_code == 422
    assert "請填寫一個電話號碼" in refused.content.decode()
    assert Call.objects.count() == 1


@THEN
def test_a_call_that_is_to_become_a_case_goes_on_to_the_desk_and_is_linked(cast: Any) -> None:
    at_line, client = line(cast), browser(cast, "clerk")
    answer = client.post(f"{LIST}enter/", {**SENT, "line": at_line.pk, "kind": "complaint", "result": ""})
    made = Call.objects.get()
    address = f"/console/desk/?at=hotline.{made.pk}.complaint"
    assert answer["Location"] == address
    opened = client.get(address)
    html = opened.content.decode()
    assert f'value="{NUMBER}"' in html
    assert "問退貨。" in html
    assert "027-0000 0315" in html
    assert {"complaint", "hotline"} <= set(re.findall(r'<option value="(\w+)"\s+selected', html))
    assert AuditEntry.objects.filter(event="hotline.call_opened").count() == 1
    sent = {**CALL, "submission": opened.context["submission"], "channel": "hotline", "phone": NUMBER}
    answer = client.post(address, sent)
    assert answer.status_code == 302, words(answer.content.decode())[:2000]
    case = Case.objects.get()
    made.refresh_from_db()
    assert (case.channel, made.case_id, made.result) == ("hotline", case.pk, "case")
    assert case.number in page(client, LIST)
    shown = page(client, f"{LIST}{made.pk}/")
    assert case.number in shown
    assert "登記為投訴" not in shown
    assert "維權熱線 · 2026-05-12 10:10" in page(client, f"/console/cases/{case.number}/")
    again = client.post(f"{LIST}enter/", {**SENT, "line": at_line.pk, "kind": "opinion", "result": ""})
    assert again["Location"] == f"{LIST}{Call.objects.latest('pk').pk}/"
    assert case.number in page(client, again["Location"])


@THEN
def test_a_call_of_another_council_is_no_place_of_the_desk(cast: Any) -> None:
    foreign = call(cast, "huangshi")
    for who, key in (
        ("clerk", f"hotline.{foreign.pk}"),
        ("clerk", "hotline.x"),
        ("secretariat", f"hotline.{foreign.pk}"),
    ):
        assert browser(cast, who).get(f"/console/desk/?at={key}").status_code in (403, 404)


@THEN
def test_what_became_of_a_call_is_said_on_its_page(cast: Any) -> None:
    made, client = call(cast, result="", kind="opinion"), browser(cast, "clerk")
    html = client.get(f"{LIST}{made.pk}/write/").content.decode()
    assert "199****1111" in html
    assert NUMBER not in html
    answer = client.post(f"{LIST}{made.pk}/write/", {**SENT, "phone": "", "result": "told", "version": 1})
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert "已告知向何處反映" in page(client, f"{LIST}{made.pk}/")
    refused = client.post(f"{LIST}{made.pk}/add/", {"number": "武消2026-00404", "version": 2})
    assert refused.status_code == 422
    assert "沒有這件案件" in refused.content.decode()


@THEN
def test_who_may_only_read_finds_no_buttons(cast: Any) -> None:
    made = call(cast, result="")
    shown = page(browser(cast, "secretariat"), f"{LIST}{made.pk}/")
    for button in ("登記為投訴", "併入已有案件", "補記", "刪除號碼"):
        assert button not in shown.replace("待補記", "")
    shown = page(browser(cast, "clerk"), f"{LIST}{made.pk}/")
    for button in ("登記為投訴", "登記為諮詢", "登記為舉報", "併入已有案件"):
        assert button in shown
    assert "刪除號碼" not in shown
    boss = browser(cast, "supervisor")
    assert "刪除號碼" in page(boss, f"{LIST}{made.pk}/")
    boss.post(f"{LIST}{made.pk}/erase/")
    shown = page(boss, f"{LIST}{made.pk}/")
    assert "已刪除" in shown
    assert "刪除號碼" not in shown


@THEN
def test_lines_are_added_and_changed_on_their_pages(cast: Any) -> None:
    boss, clerk = browser(cast, "supervisor"), browser(cast, "clerk")
    assert "沒有線路" in page(clerk, f"{LIST}lines/")
    assert clerk.get(f"{LIST}enter/")["Location"] == f"{LIST}lines/"
    sent = {
        "name": "聯合熱線", "number": "027-0000 1315", "kind": "press", "outlet": "示例晚報", "opens_on": "2026-05-01", "closes_on": "", "back_within_hours": "24", "answer_within": "30", "weekdays": list("1234567"),
        "council": cast.bodies["wuhan"].pk,
    }  # fmt: skip
    assert boss.post(f"{LIST}lines/add/", sent)["Location"] == f"{LIST}lines/"
    made = Line.objects.get()
    shown = page(clerk, f"{LIST}lines/?words=晚報")
    assert "聯合熱線" in shown
    assert "開通" in shown
    assert "示例晚報" not in page(clerk, f"{LIST}lines/?words=沒有")
    answer = boss.post(f"{LIST}lines/{made.pk}/edit/", {**sent, "closes_on": "2026-05-11", "version": 1})
    assert answer["Location"] == f"{LIST}lines/{made.pk}/"
    assert "已停用" in page(clerk, f"{LIST}lines/{made.pk}/")
    assert clerk.get(f"{LIST}enter/")["Location"] == f"{LIST}lines/"
    boss.post(f"{LIST}lines/{made.pk}/edit/", {**sent, "opens_on": "2026-05-13", "version": 2})
    assert "尚未開通" in page(boss, f"{LIST}lines/{made.pk}/")
    refused = boss.post(f"{LIST}lines/{made.pk}/edit/", {**sent, "outlet": "", "version": 3})
    assert refused.status_code == 422
    assert "合辦的報刊" in refused.content.decode()


@THEN
def test_calls_without_a_result_wait_on_the_first_page(cast: Any) -> None:
    call(cast)
    actor: Actor = cast.actor("clerk")
    assert [each for each in waits_for(actor) if each.key == "hotline"] == []
    call(cast, result="")
    (waits,) = [each for each in waits_for(actor) if each.key == "hotline"]
    assert (waits.count, waits.url) == ("1", f"{LIST}?show=open")


def test_a_span_reads_as_a_clock_shows_it() -> None:
    told = [seconds_words(each) for each in (None, 0, 59, 60, 65, 3599, 3600, 3661)]
    assert told == ["", "0:00", "0:59", "1:00", "1:05", "59:59", "1:00:00", "1:01:01"]
