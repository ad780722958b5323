"""What people are told on the portal and beside a sheet when something cannot be done; nothing is lost, nothing is written."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from open315.cases import services as cases
from open315.cases.models import Attachment, Case, TimelineEntry
from open315.core import clock
from open315.core.jobs import Job
from open315.intake.models import SheetImport
from open315.intake.sheet_import import services
from open315.intake.tests.test_file_on_portal import begin, filed, hidden, open_case
from open315.intake.web.code_door import COOKIE, SALT
from open315.intake.web.submission import receipt_token
from tests.round_trip.doors import file, staff
from tests.rows import DRAFTS, nothing_changes

pytestmark = pytest.mark.django_db
COUNTED = ("core.Bucket",)
"""How often a stranger sent something is counted, whatever becomes of it."""
SCRIPT = SimpleUploadedFile("photo.png", b"<script>alert(1)</script>", content_type="image/png")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"


@pytest.fixture
def visitor(cast: Any) -> Client:
    return Client()


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_read_back_can_be_gone_back_from_with_everything_typed_and_every_file(visitor: Client) -> None:
    data = {**begin(visitor), "evidence": file("發票.png")}
    check = visitor.post("/complain/", {**data, "step": "check"}, follow=True)
    kept = {**data, "submission": hidden(check.content.decode()), "keep": hidden(check.content.decode(), "keep")}
    kept.pop("evidence")
    with nothing_changes(but=DRAFTS):
        again = visitor.post("/complain/", {**kept, "step": "edit"}, follow=True)
    assert again.status_code == 200
    assert again.context["form"]["title"].value() == data["title"]
    assert [each.name for each in again.context["files"]] == ["發票.png"]


def test_where_a_shop_stands_without_a_council_she_is_asked_where_she_lives(visitor: Client, cast: Any) -> None:
    type(cast.bodies["province"]).objects.update(is_active=False)
    for step, status in (("check", 200), ("submit", 422)):
        answer = visitor.post("/complain/", {**begin(visitor), "step": step}, follow=True)
        assert (answer.status_code, set(answer.context["form"].errors)) == (status, {"home"})
    assert not Case.objects.exists()


def test_too_many_complaints_from_one_address_are_said_and_what_was_typed_stays(visitor: Client, settings: Any) -> None:
    settings.FILINGS_PER_HOUR = 1
    filed(visitor, begin(visitor))
    answer = visitor.post("/complain/", {**begin(visitor), "step": "submit"})
    assert answer.status_code == 429
    assert answer.context["form"]["title"].value() == "冰箱三周後不製冷"
    assert Case.objects.count() == 1


def test_no_more_files_are_taken_than_allowed(visitor: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_FILES = 2
    data = {**begin(visitor), "evidence": [file("一.png"), file("二.png"), file("三.png")], "step": "check"}
    answer = visitor.post("/complain/", data)
    assert answer.status_code == 422
    (error,) = answer.context["form"].non_field_errors()
    assert error == "最多可以提交 2 個文件。"
    assert [each.name for each in answer.context["files"]] == ["一.png", "二.png"]


def test_evidence_that_is_no_evidence_is_said_and_its_note_stays(visitor: Client) -> None:
    owner = open_case(visitor)
    with nothing_changes(but=COUNTED):
        answer = owner.post("/track/case/evidence/", {"evidence": SCRIPT, "note": "現場照片"})
    assert (answer.status_code, answer.context["evidence"]["note"].value()) == (422, "現場照片")
    assert answer.context["evidence"].non_field_errors()[0].startswith("photo.png：")
    empty = owner.post("/track/case/evidence/", {"note": " "})
    assert (empty.status_code, len(empty.context["evidence"].non_field_errors())) == (422, 1)


def test_nothing_is_added_to_a_case_that_has_ended_and_it_is_not_withdrawn_twice(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    assert owner.post("/track/case/withdraw/", {"reason": "已解決", "sure": "on"}).status_code == 302
    added = owner.post("/track/case/evidence/", {"evidence": file("晚了.png")})
    assert (added.status_code, len(added.context["evidence"].non_field_errors())) == (422, 1)
    assert not Attachment.objects.exists()
    assert owner.post("/track/case/withdraw/", {"reason": "又一次", "sure": "on"}).status_code == 302
    assert TimelineEntry.objects.filter(verb="withdraw").count() == 1


def test_a_case_that_is_closed_meanwhile_cannot_be_withdrawn(visitor: Client, cast: Any) -> None:
    owner, officer = open_case(visitor), cast.actor("officer")
    pk, now = Case.objects.get().pk, clock.now()
    cases.accept_case(pk, actor=officer, at=now, foreclosure_told=True)
    cases.close_case(
        pk, result="settled", note="已退款", recovered_cents=0, actor=officer, at=now + timedelta(seconds=1)
    )
    with nothing_changes(but=COUNTED):
        answer = owner.post("/track/case/withdraw/", {"reason": "算了", "sure": "on"})
    assert answer.status_code == 422
    assert answer.context["withdrawal"].non_field_errors() == ["案件目前的狀態不能進行此步驟。"]
    assert answer.context["withdrawal"]["reason"].value() == "算了"


def test_closing_the_case_in_a_browser_asks_for_the_code_again(visitor: Client) -> None:
    owner = open_case(visitor)
    copied, elsewhere = Client(), open_case(visitor)
    copied.cookies = SimpleCookie(owner.cookies)
    assert copied.get("/track/case/").status_code == 200
    assert owner.post("/track/leave/").url == "/track/?closed=1"
    assert owner.get("/track/case/").url == "/track/"
    assert copied.get("/track/case/").url == "/track/", "a copy of the cookie opened it until the half hour was over"
    assert elsewhere.get("/track/case/").status_code == 200, "opened with the code in another browser"
    assert owner.post("/track/leave/").url == "/track/?closed=1"


def test_a_receipt_in_the_history_tells_the_code_to_nobody_after_she_left(visitor: Client) -> None:
    address = filed(visitor, begin(visitor))
    hers, another = Case.objects.get().pk, filed(visitor, begin(visitor))
    code = re.findall(
        r"(?<![0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z])", visitor.get(address).content.decode()
    )[0]
    assert visitor.post("/track/", {"code": code}).url == "/track/case/"
    assert visitor.get(address).status_code == 200
    for _press in ("once", "twice"):
        copied = Client()
        copied.cookies = SimpleCookie(visitor.cookies)
        assert copied.post("/track/leave/").url == "/track/?closed=1"
    assert (visitor.get(address).status_code, visitor.get(another).status_code) == (410, 200)
    assert code not in visitor.get(address).content.decode()
    assert visitor.get(f"/complain/receipt/{receipt_token(hers)}/").status_code == 410, (
        "the same form, sent again by whoever sits down next"
    )


def test_a_cookie_of_before_an_upgrade_asks_for_the_code(visitor: Client) -> None:
    owner = open_case(visitor)
    owner.cookies[COOKIE] = signing.dumps(7, salt=SALT)
    assert owner.get("/track/case/").url == "/track/"
    assert owner.post("/track/leave/").url == "/track/?closed=1"


# Beside a sheet.


def sheet_of(cast: Any, text: str) -> SheetImport:
    sheet = SimpleUploadedFile("a.csv", text.encode())
    council = cast.bodies["wuhan"].pk
    return services.receive_sheet(sheet, source="12345", council_id=council, actor=cast.actor("clerk"), at=cast.at)


def test_the_pages_before_an_import_lead_to_it_once_it_has_begun(cast: Any) -> None:
    made, client = sheet_of(cast, "投訴編號,投訴內容\nA1,退款難\n"), staff(cast, "clerk")
    page = f"/console/imports/{made.pk}/"
    assert client.get(f"{page}columns/").status_code == client.get(f"{page}preview/").status_code == 200
    made.job = Job.objects.create(
        kind="imports.sheet", state="cancelled", done=1, organisation_id=made.council_id, created_at=cast.at
    )
    made.save()
    assert client.get(f"{page}columns/").url == page, "some rows are in: how it is read stays"
    assert client.get(f"{page}preview/").status_code == 200
    Job.objects.update(state="running")
    assert client.get(f"{page}columns/").url == client.get(f"{page}preview/").url == page


def test_two_columns_for_one_field_are_said_at_the_second(cast: Any) -> None:
    made, client = sheet_of(cast, "電話,聯繫電話,投訴內容\n1,2,退款難\n"), staff(cast, "clerk")
    form = client.get(f"/console/imports/{made.pk}/columns/").context["form"]
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    wrong = {**sent, "column_0": "phone", "column_1": "phone", "column_2": "narrative"}
    with nothing_changes():
        answer = client.post(f"/console/imports/{made.pk}/columns/", wrong)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"column_1"})


def test_the_preview_says_which_column_is_wrong_and_what_was_understood(cast: Any) -> None:
    text = (
        "投訴編號,投訴日期,類型,投訴內容,涉案金額,信用代碼,被投訴方\n"
        "A1,2026-05-01,舉報,退款難,1999元,,甲\n"
        "A2,2026-05-01,投訴,退款難,很多,,乙\n"
        "A3,2026-05-01,投訴,退款難,5,91420100MA4KXXXX1H,丙\n"
    )
    made, client = sheet_of(cast, text), staff(cast, "clerk")
    seen = words(client.get(f"/console/imports/{made.pk}/preview/"))
    assert "1,999.00" in seen
    assert "舉報" in seen
    assert "統一社會信用代碼不正確：應為營業執照上的 18 位字母數字。" in seen


def test_another_row_of_headings_and_another_sheet_can_be_looked_at(cast: Any) -> None:
    made, client = sheet_of(cast, "統計表,,\n投訴編號,投訴內容,\nA1,退款難,\n"), staff(cast, "clerk")
    page = f"/console/imports/{made.pk}/columns/"
    guessed = client.get(page).context["mapping"]
    assert (guessed.heading_row, guessed.headings[:2]) == (2, ("投訴編號", "投訴內容"))
    first = client.get(f"{page}?row=1").context["mapping"]
    assert (first.heading_row, first.headings[0]) == (1, "統計表")
    for strange in ("?row=0", "?row=x", "?row=99999", "?sheet=none"):
        assert client.get(page + strange).context["mapping"] == guessed, strange
