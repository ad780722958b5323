"""The pages of the inbox: the list and its tabs, one message with its marks, the desk's form filled from it, the answer, what two people see. By hand."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from open315.activities.tests.test_show_activities import browser, words
from open315.cases.models import Case
from open315.core.audit.models import AuditEntry
from open315.inbox import demo
from open315.inbox.models import Answer, Message
from open315.inbox.tests.making import NUMBER, TEXT, after, message, told
from open315.intake.tests.test_register_a_caller import CALL

pytestmark = pytest.mark.django_db
THEN = time_machine.travel(after(minutes=30), tick=False)
LIST = "/console/inbox/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return words(answer.content.decode())


def clerk_of(cast: Any, who: str = "clerk") -> Client:
    return browser(cast, who)


@pytest.fixture
def gateway_on(settings: Any) -> None:
    settings.SMS_SEND = "http://127.0.0.1:9/send"


@THEN
def test_the_list_shows_what_waits_and_the_rest_by_tab(cast: Any) -> None:
    message(cast)
    message(cast, told("j", "無抵押信用貸款，當天放款"))
    message(cast, told("h", "黃石的事"), body="huangshi")
    client = clerk_of(cast)
    shown = page(client, LIST)
    assert TEXT[:20] in shown
    assert "199****1111" in shown
    assert NUMBER not in shown
    assert "貸款" not in shown
    assert "黃石" not in shown
    assert "無抵押信用貸款" in page(client, f"{LIST}?show=aside")
    assert "沒有待處理的來信" in page(client, f"{LIST}?words=沒有這樣的字")
    assert TEXT[:20] in page(client, f"{LIST}?first=2026-05-12&last=2026-05-12&show=all")
    assert TEXT[:20] not in page(client, f"{LIST}?first=2026-05-13")
    assert TEXT[:20] not in page(client, f"{LIST}?last=2026-05-11")
    assert TEXT[:20] not in page(client, f"{LIST}?mine=1")


@THEN
def test_one_council_is_picked_out_by_who_sees_several(cast: Any) -> None:
    message(cast)
    message(cast, told("h", "黃石的事"), body="huangshi")
    client = clerk_of(cast, "secretariat")
    both = page(client, LIST)
    assert "黃石的事" in both
    assert TEXT[:20] in both
    picked = page(client, f"{LIST}?council={cast.bodies['huangshi'].pk}")
    assert "黃石的事" in picked
    assert TEXT[:20] not in picked


@THEN
def test_a_message_shows_what_was_found_in_it_marked(cast: Any) -> None:
    row = message(cast, told(text=f"<b>{TEXT}"))
    html = clerk_of(cast).get(f"{LIST}{row.pk}/").content.decode()
    assert '<mark title="金額">3,200元</mark>' in html
    assert '<mark title="日期">5月10日</mark>' in html
    assert '<mark title="經營者">示例電器商場</mark>' in html
    assert "&lt;b&gt;" in html
    assert "<b>我在" not in html


@THEN
def test_who_may_only_read_finds_no_buttons(cast: Any) -> None:
    row = message(cast)
    shown = page(clerk_of(cast, "secretariat"), f"{LIST}{row.pk}/")
    for button in ("登記為投訴", "併入已有案件", "我來處理", "作為垃圾信息擱置", "刪除來信人資料"):
        assert button not in shown
    shown = page(clerk_of(cast), f"{LIST}{row.pk}/")
    for button in ("登記為投訴", "登記為諮詢", "登記為舉報", "併入已有案件", "我來處理", "作為垃圾信息擱置"):
        assert button in shown
    assert "刪除來信人資料" not in shown
    assert "尚未設置發送短信的網關" in shown
    assert "刪除來信人資料" in page(clerk_of(cast, "supervisor"), f"{LIST}{row.pk}/")


@THEN
def test_two_people_on_one_message_see_each_other(cast: Any, gateway_on: None) -> None:
    row = message(cast)
    officer = clerk_of(cast, "officer")
    clerk_of(cast).post(f"{LIST}{row.pk}/take/", {"version": 1})
    shown = page(officer, f"{LIST}{row.pk}/")
    assert "正在處理這封來信" in shown
    assert "登記為投訴" not in shown
    answer = officer.post(f"{LIST}{row.pk}/answer/", {"text": "我的話", "version": 1})
    assert answer.status_code == 409
    assert "我的話" in answer.content.decode()
    assert not Answer.objects.filter(kind="answer").exists()
    officer.post(f"{LIST}{row.pk}/take/", {"version": 2})
    assert Message.objects.get(pk=row.pk).account_id == cast.accounts["officer"].pk


@THEN
def test_the_desk_begins_with_what_the_message_says_and_the_case_is_linked(cast: Any) -> None:
    row, client = message(cast), clerk_of(cast)
    address = f"/console/desk/?at=inbox.{row.pk}.enquiry"
    opened = client.get(address)
    html = opened.content.decode()
    for filled in (f'value="{NUMBER}"', 'value="3200"', 'value="示例電器商場"', 'value="2026-05-10"'):
        assert filled in html, filled
    chosen = set(re.findall(r'<option value="(\w+)"\s+selected', html))
    assert {"enquiry", "sms"} <= chosen
    assert AuditEntry.objects.filter(event="inbox.opened").count() == 1
    sent = {**CALL, "submission": opened.context["submission"], "channel": "sms", "kind": "enquiry", "phone": NUMBER}
    answer = client.post(address, sent)
    assert answer.status_code == 302, words(answer.content.decode())[:2000]
    case = Case.objects.get()
    assert (case.channel, case.kind) == ("sms", "enquiry")
    row = Message.objects.get(pk=row.pk)
    assert (row.state, row.conversation.case_id) == ("made", case.pk)
    assert case.number in page(client, f"{LIST}?show=done")


@THEN
def test_a_message_of_another_council_is_no_place_of_the_desk(cast: Any) -> None:
    foreign = message(cast, body="huangshi")
    for who, key in (("clerk", f"inbox.{foreign.pk}"), ("clerk", "inbox.x"), ("secretariat", f"inbox.{foreign.pk}")):
        assert clerk_of(cast, who).get(f"/console/desk/?at={key}").status_code in (403, 404)


@THEN
def test_an_answer_is_sent_from_its_page(cast: Any, gateway_on: None) -> None:
    row, client = message(cast), clerk_of(cast)
    assert TEXT[:20] in page(client, f"{LIST}{row.pk}/answer/")
    answer = client.post(f"{LIST}{row.pk}/answer/", {"text": "請帶發票來。", "version": 1})
    assert answer["Location"] == f"{LIST}{row.pk}/"
    shown = page(client, f"{LIST}{row.pk}/")
    assert "請帶發票來。" in shown
    assert "發送中" in shown
    assert "已回覆" in shown


@THEN
def test_the_case_that_a_text_names_stands_in_the_form_already(cast: Any) -> None:
    row = message(cast, told(text="關於2026-000123的補充"))
    html = clerk_of(cast).get(f"{LIST}{row.pk}/add/").content.decode()
    assert 'value="2026-000123"' in html
    refused = clerk_of(cast).post(f"{LIST}{row.pk}/add/", {"number": "2026-000123", "version": 1})
    assert refused.status_code == 422
    assert "沒有這件案件" in refused.content.decode()


@THEN
def test_buttons_do_what_they_say(cast: Any) -> None:
    row, client = message(cast), clerk_of(cast)
    for name, state in (("take", "taken"), ("put-back", "new"), ("set-aside", "aside"), ("pull-back", "new")):
        assert client.post(f"{LIST}{row.pk}/{name}/")["Location"] == f"{LIST}{row.pk}/"
        assert Message.objects.get(pk=row.pk).state == state
    clerk_of(cast, "supervisor").post(f"{LIST}{row.pk}/erase/")
    assert "已刪除 的來信" in page(client, f"{LIST}{row.pk}/")


SHEET = f"""編號,號碼,時間,內容
f-1,{NUMBER},2026-05-11 09:00,第一條投訴
f-2,{NUMBER},昨天,第二條投訴
,{NUMBER},2026-05-11 09:00,沒有編號
f-1,{NUMBER},2026-05-11 09:00,第一條投訴
"""


@THEN
def test_a_file_of_messages_is_brought_in_and_nothing_twice(cast: Any, transactional_db: Any) -> None:
    client = clerk_of(cast)
    for new in (2, 0):
        file = SimpleUploadedFile("messages.csv", SHEET.encode(), content_type="text/csv")
        shown = words(client.post(f"{LIST}bring/", {"file": file}, follow=True).content.decode())
        assert f"新來信 {new} 條" in shown
        assert "第 4 行未導入" in shown
    rows = Message.objects.order_by("pk")
    assert [(each.text, each.sent_at.isoformat()) for each in rows] == [
        ("第一條投訴", "2026-05-11T01:00:00+00:00"),
        ("第二條投訴", after(minutes=30).isoformat()),
    ]


@THEN
@pytest.mark.parametrize(
    ("content", "said"), [("a,b\n1,2\n", "第一行須有"), ("id,from,text\n", "文件中沒有短信"), ("", "file")]
)
def test_a_file_that_is_none_is_refused_at_its_field(cast: Any, content: str, said: str) -> None:
    answer = clerk_of(cast).post(f"{LIST}bring/", {"file": SimpleUploadedFile("m.csv", content.encode())})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Message.objects.exists()


@THEN
def test_the_list_asks_the_database_as_often_for_many_as_for_few(cast: Any) -> None:
    client = clerk_of(cast)

    def asked() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as found:
            client.get(LIST)
        return len(found)

    message(cast)
    few = asked()
    for number in range(6):
        message(cast, told(f"n-{number}", f"第{number}件", address=f"1990000{number:04}"))
    assert asked() == few


def test_the_numbers_of_the_demo_are_nobodys_and_its_texts_name_no_person() -> None:
    assert all(each[2] < 20 for each in demo.TOLD)
    assert demo.NUMBERS.format(7) == "19900000007"
    assert Path(demo.__file__).read_text(encoding="utf-8").count("先生") == 0


@pytest.mark.parametrize(
    ("hours", "words", "is_late"),
    [(0, "0 小時", False), (23, "23 小時", False), (24, "24 小時", True), (47, "47 小時", True), (48, "2 天", True)],
)
def test_the_list_tells_the_way_and_how_long_a_message_waits(cast: Any, hours: int, words: str, is_late: bool) -> None:
    message(cast)
    with time_machine.travel(after(hours=hours), tick=False):
        answer = clerk_of(cast).get(LIST).content.decode()
    assert "<td" in answer
    row = answer[answer.index(TEXT[:20]) :]
    row = row[: row.index("</tr>")]
    assert "短信" in row
    assert words in row
    assert ("badge--warn" in row) is is_late


@THEN
def test_what_is_done_waits_no_more(cast: Any) -> None:
    row = message(cast)
    Message.objects.filter(pk=row.pk).update(state="answered")
    assert "小時" not in page(clerk_of(cast), f"{LIST}?show=done")
