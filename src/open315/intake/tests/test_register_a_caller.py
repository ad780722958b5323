"""The desk: a clerk registers a caller, sees who called before and what is like it, and reads out the receipt."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from open315.cases import services
from open315.cases.models import Attachment, Case
from open315.cases.query_codes import query_code
from open315.core.audit.models import AuditEntry
from open315.core.errors import InvalidInput
from open315.core.uploads.names import given_name
from tests.round_trip.doors import file, staff
from tests.rows import DRAFTS, nothing_changes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
CALL: dict[str, Any] = {
    "channel": "hotline", "kind": "complaint", "phone": "13900139000", "name": "測試消費者", "title": "冰箱三周後不製冷",
    "narrative": "商家拒絕維修，要求退款。", "trader_name": "武漢示例電器行", "trader_kind": "offline", "place": "420102",
    "claims": ["refund"], "foreclosure": "on", "goods": "appliances",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def call(client: Client, **otherwise: Any) -> Any:
    page = client.get("/console/desk/")
    return client.post("/console/desk/", {**CALL, "submission": page.context["submission"], **otherwise})


def test_the_form_starts_with_the_clerk_s_place_and_the_channel_of_before(cast: Any) -> None:
    client = staff(cast, "clerk")
    first = client.get("/console/desk/").context["form"].initial
    assert first == {"channel": "hotline", "kind": "complaint", "place": "420100"}
    answer = call(client, channel="desk")
    cookie = answer.cookies["desk-channel"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("desk", 43_200, True, "Lax")
    assert client.get("/console/desk/").context["form"].initial["channel"] == "desk"
    assert client.get("/console/desk/?channel=post").context["form"].initial["channel"] == "post"


def test_a_caller_is_registered_and_her_receipt_read_out(cast: Any) -> None:
    client = staff(cast, "clerk")
    answer = call(client)
    case = Case.objects.get()
    assert (case.channel, case.title, case.registered_by_id) == (
        "hotline",
        "冰箱三周後不製冷",
        cast.accounts["clerk"].pk,
    )
    page = client.get(answer.url)
    assert page.headers["Cache-Control"].count("no-store") == 1
    assert case.number in page.content.decode()
    assert query_code(case.pk) in page.content.decode()


def test_what_happened_elsewhere_stays_with_the_council_that_took_the_call(cast: Any) -> None:
    """It is hers to refer; the caller has her number."""
    call(staff(cast, "clerk"), place="420202")
    case = Case.objects.get()
    assert (case.council, case.region_code) == (cast.bodies["wuhan"], "420202")


def test_a_desk_form_sent_again_with_other_words_leads_to_the_case_it_became(cast: Any) -> None:
    """A replayed form answered 409 「冪等鍵」: the clerk could go neither on nor back."""
    client = staff(cast, "clerk")
    token = client.get("/console/desk/").context["submission"]
    first = client.post("/console/desk/", {**CALL, "submission": token})
    again = client.post("/console/desk/", {**CALL, "submission": token, "narrative": "來電補充：商家願意換貨。"})
    assert (first.status_code, again.status_code) == (302, 302)
    page = client.get(again.url).content.decode()
    assert Case.objects.get().number in page
    assert "這份表單先前已經登記" in page
    assert "先前已經登記" not in client.get(first.url).content.decode()
    assert "來電補充：商家願意換貨。" in client.get("/console/desk/").content.decode()


def test_sending_twice_registers_once(cast: Any) -> None:
    client = staff(cast, "clerk")
    page = client.get("/console/desk/")
    sent = {**CALL, "submission": page.context["submission"]}
    first, second = client.post("/console/desk/", sent), client.post("/console/desk/", sent)
    assert Case.objects.count() == 1
    number = Case.objects.get().number
    assert all(number in client.get(each.url).content.decode() for each in (first, second))


WRONG = [
    ({"phone": ""}, "phone"),
    ({"channel": "web"}, "channel"),
    ({"channel": ""}, "channel"),
    ({"kind": "?"}, "kind"),
    ({"submission": "forged"}, "__all__"),
    ({"trader_kind": "platform_seller"}, "platform_name"),
    ({"evidence": SimpleUploadedFile("a.png", b"<script>")}, "__all__"),
]


def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(cast: Any) -> None:
    client = staff(cast, "clerk")
    for wrong, field in WRONG:
        client.get("/console/desk/")
        with nothing_changes(but=DRAFTS):
            answer = call(client, **wrong)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field}), wrong
        assert "商家拒絕維修，要求退款。" in answer.content.decode()
        assert answer.context["submission"]


def test_a_refusal_of_the_register_stands_at_its_field(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the form let pass and the verb does not take, for example because a list has changed since."""

    def refuse(*_: Any, **__: Any) -> None:
        raise InvalidInput("so nicht", field="title")

    client = staff(cast, "clerk")
    monkeypatch.setattr(services, "register_case", refuse)
    answer = call(client)
    assert (answer.status_code, dict(answer.context["form"].errors)) == (422, {"title": ["so nicht"]})


def test_files_that_were_brought_are_kept_through_a_correction(cast: Any) -> None:
    client = staff(cast, "clerk")
    wrong = call(client, phone="", evidence=[file("發票.png"), file("合同.png")])
    assert [each.name for each in wrong.context["files"]] == ["發票.png", "合同.png"]
    keep = str(wrong.context["files"][1].pk)
    client.post("/console/desk/", {**CALL, "submission": wrong.context["submission"], "keep": [keep]})
    assert [given_name(each.upload) for each in Attachment.objects.order_by("id")] == ["合同.png"]


def test_the_receipt_is_shown_for_an_hour(cast: Any) -> None:
    client = staff(cast, "clerk")
    address = call(client).url
    with time_machine.travel(NOW + timedelta(minutes=59), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        assert client.get(address).url == "/console/desk/"
    assert client.get("/console/desk/registered/forged/").url == "/console/desk/"


@pytest.mark.parametrize(
    "pasted",
    [
        "\u202d13900139000\u202c",
        "008613900139000",
        "139\xa00013\xa09000",
        "13900139000转8001",
        "13900139000、027－12345678",
    ],
)
def test_earlier_contacts_are_found_however_the_number_was_pasted(cast: Any, pasted: str) -> None:
    client = staff(cast, "clerk")
    assert call(client, phone=pasted).status_code == 302
    number = Case.objects.get().number
    assert number in contacts(client, "13900139000")
    assert number in contacts(client, pasted)


def contacts(client: Client, phone: str) -> str:
    return " ".join(
        re.sub(r"<[^>]+>", " ", client.post("/console/desk/contacts/", {"phone": phone}).content.decode()).split()
    )


def test_who_called_before_appears_masked_once_the_number_is_long_enough(cast: Any) -> None:
    client = staff(cast, "clerk")
    call(client)
    case = Case.objects.get()
    shown = contacts(client, "139 0013-9000")
    assert f"{case.number} 已登記 冰箱三周後不製冷 測** 139****9000 · 2026-05-12" in shown
    assert "測試消費者" not in shown
    assert contacts(client, "1390013") == "以往聯繫 該號碼此前沒有聯繫過我們。"
    assert contacts(client, "13-90 01") == contacts(client, "") == "以往聯繫 輸入來電號碼後，這裡顯示以往的聯繫。"
    assert case.number not in contacts(staff(cast, "huangshi_clerk"), "13900139000")


def test_who_is_shown_that_a_number_has_been_here_stands_in_the_audit_log(cast: Any) -> None:
    """Typing a neighbour's number into the desk's form tells whether she has complained, so it is noted who looked; once, however often the form asks."""
    client = staff(cast, "clerk")
    call(client)
    for phone in ("139 0013-9000", "13900139000", "13800138000", "1390013"):
        contacts(client, phone)
    entries = AuditEntry.objects.filter(event="cases.looked_up_caller")
    assert [(each.data, each.account_id) for each in entries] == [
        ({"number": "139****9000", "found": 1}, cast.accounts["clerk"].pk)
    ]


def duplicates(client: Client, **typed: Any) -> str:
    answer = client.post("/console/desk/duplicates/", typed)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_is_like_it_appears_while_the_clerk_types(cast: Any) -> None:
    client = staff(cast, "clerk")
    call(client, amount="3299")
    number = Case.objects.get().number
    alike = {**CALL, "title": "", "kind": "", "name": "", "foreclosure": ""}
    assert number in duplicates(client, **alike)
    assert number in duplicates(client, narrative=CALL["narrative"], phone=CALL["phone"])
    assert number in duplicates(client, trader_name=CALL["trader_name"], title=CALL["title"], phone=CALL["phone"])
    nothing = "可能是同一件事 目前沒有相似的案件。"
    assert duplicates(client, phone=CALL["phone"]) == duplicates(client) == nothing
    assert duplicates(client, narrative="外賣送錯了", trader_name="另一家") == nothing
    assert duplicates(staff(cast, "huangshi_clerk"), **alike) == nothing
