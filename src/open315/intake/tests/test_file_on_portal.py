"""The public form without a session: checked, read back, sent once, tracked, added to, withdrawn."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from open315.cases import queries
from open315.cases.models import Attachment, Case, TimelineEntry
from open315.cases.types import State
from open315.core.pages.drafts.models import Draft
from open315.core.uploads.names import given_name

FORM: dict[str, Any] = {
    "kind": "complaint",
    "title": "冰箱三周後不製冷",
    "narrative": "商家拒絕維修，客服電話 13800138000。",
    "place": "420102",
    "goods": "",
    "trader_name": "武漢示例電器行",
    "bought": "shop",
    "claims": ["refund"],
    "amount": "3299",
    "name": "測試消費者",
    "phone": "13900139000",
    "foreclosure": "on",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def visitor(cast: Any) -> Client:
    """A browser that enforces CSRF like a real one."""
    return Client(enforce_csrf_checks=True)


def goods_code() -> str:
    from open315.law import codelists

    return codelists.codes("goods")[0]


def hidden(html: str, name: str = "submission") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found
    return found[1]


def begin(visitor: Client) -> dict[str, Any]:
    return {
        **FORM,
        "goods": goods_code(),
        "submission": hidden(visitor.get("/complain/?kind=complaint").content.decode()),
    }


def filed(visitor: Client, data: dict[str, Any]) -> str:
    answer = visitor.post("/complain/", {**data, "step": "submit"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_the_check_page_names_council_and_competent_body_and_saves_nothing(visitor: Client) -> None:
    page = visitor.post("/complain/", {**begin(visitor), "step": "check"}, follow=True).content.decode()
    assert "武漢市消費者協會" in page
    assert "武漢市市場監督管理局" in page
    assert not Case.objects.exists()


def test_what_was_read_of_an_amount_and_declared_by_ticks_is_read_back(visitor: Client) -> None:
    """「1.5萬」 was read back as a bare 15000.00, and of the ticks nothing was said."""
    page = visitor.post(
        "/complain/", {**begin(visitor), "amount": "1.5萬", "step": "check"}, follow=True
    ).content.decode()
    assert "¥15,000" in page
    assert "15000" not in page.split("您填寫的內容")[1]
    assert page.count("<dt>您的聲明</dt>") == 1
    assert "市場監管部門不再受理同一爭議" in page.split("您的聲明")[1]


def test_a_lost_session_costs_nothing(visitor: Client) -> None:
    data = begin(visitor)
    visitor.cookies.clear()
    filed(visitor, data)
    assert Case.objects.count() == 1


def test_a_second_click_gives_the_same_receipt(visitor: Client) -> None:
    data = begin(visitor)
    first, second = visitor.get(filed(visitor, data)), visitor.get(filed(visitor, data))
    assert Case.objects.count() == 1
    code = re.findall(r"(?<![0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z])", first.content.decode())[0]
    assert code in second.content.decode()


def test_a_form_sent_again_with_other_words_leads_to_what_was_filed_and_keeps_the_words(visitor: Client) -> None:
    """A replayed check page answered 409 「冪等鍵」 at every try."""
    data = begin(visitor)
    filed(visitor, data)
    for _try in range(2):
        again = filed(visitor, {**data, "narrative": "店家昨天又說不修。"})
        page = visitor.get(again).content.decode()
        assert Case.objects.get().number in page
        assert "這份表單先前已經提交" in page
        assert "鍵" not in page
    assert Case.objects.count() == 1
    draft = visitor.get("/complain/").content.decode()
    assert "店家昨天又說不修。" in draft
    assert hidden(draft) != data["submission"]
    filed(visitor, {**data, "narrative": "店家昨天又說不修。", "submission": hidden(draft)})
    assert Case.objects.count() == 2


def test_a_receipt_of_the_first_time_says_nothing_of_a_form_sent_before(visitor: Client) -> None:
    assert "先前已經提交" not in visitor.get(filed(visitor, begin(visitor))).content.decode()


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(visitor: Client) -> None:
    page = visitor.post("/complain/", {**begin(visitor), "phone": "", "step": "check"}, follow=True).content.decode()
    assert "冰箱三周後不製冷" in page
    assert re.search(r'id="id_phone"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_phone"', page)


def test_five_thousand_signs_in_fifty_lines_are_not_too_long_for_the_portal(visitor: Client) -> None:
    """Browsers send a line end as two signs: the page counted 5,000 and the server 5,049."""
    lines = ["冰" * 99] * 49 + ["冰" * 101]
    told = "\r\n".join(lines)
    assert (len(told.replace("\r\n", "\n")), len(told)) == (5001, 5050)
    filed(visitor, {**begin(visitor), "narrative": told[:-1]})
    assert Case.objects.get().narrative == "\n".join(lines)[:-1]


def test_an_altered_form_is_not_taken_but_kept(visitor: Client) -> None:
    answer = visitor.post("/complain/", {**begin(visitor), "submission": "forged", "step": "submit"})
    assert answer.status_code == 422
    assert "冰箱三周後不製冷" in answer.content.decode()
    assert not Case.objects.exists()


def test_files_survive_a_correction_and_become_evidence(visitor: Client) -> None:
    data = begin(visitor)
    photo = SimpleUploadedFile("發票.png", PNG, content_type="image/png")
    wrong = visitor.post(
        "/complain/", {**data, "phone": "", "evidence": photo, "step": "check"}, follow=True
    ).content.decode()
    data["submission"], data["keep"] = hidden(wrong), hidden(wrong, "keep")
    filed(visitor, data)
    assert given_name(Attachment.objects.get().upload) == "發票.png"


def test_a_script_is_no_evidence(visitor: Client) -> None:
    page = SimpleUploadedFile("invoice.png", b"<html><script>alert(1)</script></html>", content_type="image/png")
    answer = visitor.post("/complain/", {**begin(visitor), "evidence": page, "step": "submit"})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def open_case(visitor: Client) -> Client:
    page = visitor.get(filed(visitor, begin(visitor))).content.decode()
    code = re.findall(r"(?<![0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z])", page)[0]
    owner = Client()
    answer = owner.post("/track/", {"code": code.lower().replace("-", " ")})
    assert answer.status_code == 302
    return owner


def test_the_code_opens_the_case_and_the_number_does_not(visitor: Client) -> None:
    owner = open_case(visitor)
    number = Case.objects.get().number
    assert number in owner.get("/track/case/").content.decode()
    assert visitor.get("/track/case/").status_code == 302
    assert Client().post("/track/", {"code": number}).status_code == 422


def test_the_consumer_never_sees_a_proposal_to_refuse(visitor: Client, cast: Any) -> None:
    from open315.cases import services

    owner = open_case(visitor)
    case = Case.objects.get()
    services.propose_declination(
        case.pk, grounds=["materials"], statement="沒有票據", actor=cast.actor("officer"), at=cast.at
    )
    page = owner.get("/track/case/").content.decode()
    assert "沒有票據" not in page
    services.confirm_declination(case.pk, actor=cast.actor("supervisor"), at=cast.at)
    assert "第三十九條" in owner.get("/track/case/").content.decode()


def test_who_types_the_number_for_the_code_is_told_which_is_meant(visitor: Client) -> None:
    open_case(visitor)
    hint = "這是案件編號。查詢碼在回執上案件編號的下方。"
    told = Client().post("/track/", {"code": Case.objects.get().number})
    assert (told.status_code, hint in told.content.decode()) == (422, True)
    other = Client().post("/track/", {"code": "ABCD-EFGH-2026"})
    assert (other.status_code, hint in other.content.decode()) == (422, False)


def test_withdrawing_needs_a_tick(visitor: Client) -> None:
    owner = open_case(visitor)
    assert owner.post("/track/case/withdraw/", {"reason": "已解決"}).status_code == 422
    assert owner.post("/track/case/withdraw/", {"reason": "已解決", "sure": "on"}).status_code == 302
    assert Case.objects.get().state == State.WITHDRAWN


def test_more_evidence_is_added_under_the_code(visitor: Client) -> None:
    owner = open_case(visitor)
    photo = SimpleUploadedFile("photo.png", PNG, content_type="image/png")
    assert owner.post("/track/case/evidence/", {"evidence": photo, "note": "現場照片"}).status_code == 302
    assert Attachment.objects.count() == 1
    assert owner.post("/track/case/evidence/", {"note": " "}).status_code == 422


def test_a_few_words_without_a_file_are_added_and_the_page_says_so(visitor: Client) -> None:
    """The page said "choose a file, or write what you want to add" and refused who wrote."""
    owner = open_case(visitor)
    page = owner.post("/track/case/evidence/", {"note": "電話 13900001111 已停用"}, follow=True).content.decode()
    assert "您提交的內容已加入案件。" in page
    entry = TimelineEntry.objects.get(verb="add_evidence")
    assert (entry.data, entry.is_public) == ({"files": 0, "note": "電話 139****1111 已停用"}, True)
    assert "補充說明" in page
    assert not Attachment.objects.exists()


def test_what_is_sent_after_the_half_hour_waits_on_the_page_of_the_case(visitor: Client) -> None:
    owner = open_case(visitor)
    of = re.search(r'name="of" value="([^"]+)"', owner.get("/track/case/").content.decode())
    assert of
    code = queries.receipt_of(Case.objects.get().pk).query_code
    del owner.cookies["open315-track"]
    asked = owner.post("/track/case/evidence/", {"note": "店已搬走", "of": of[1]})
    assert (asked.status_code, asked["Location"]) == (302, "/track/?late=kept")
    assert "您填寫的文字已經保留" in owner.get(asked["Location"]).content.decode()
    owner.post("/track/", {"code": code})
    assert "店已搬走</textarea>" in owner.get("/track/case/").content.decode()
    owner.post("/track/case/evidence/", {"note": "店已搬走", "of": of[1]})
    assert "店已搬走</textarea>" not in owner.get("/track/case/").content.decode()


@pytest.mark.parametrize("of", ["", "forged", "1:abc"])
def test_words_that_belong_to_no_case_are_not_kept(visitor: Client, of: str) -> None:
    owner = open_case(visitor)
    del owner.cookies["open315-track"]
    answer = owner.post("/track/case/withdraw/", {"reason": "已解決", "of": of})
    assert answer["Location"] == "/track/?late=1"
    assert "請再次輸入查詢碼，重新提交。" in owner.get(answer["Location"]).content.decode()
    assert not Draft.objects.exists()


def test_what_was_typed_for_one_case_is_not_shown_in_another(visitor: Client) -> None:
    owner = open_case(visitor)
    of = re.search(r'name="of" value="([^"]+)"', owner.get("/track/case/").content.decode())
    assert of
    del owner.cookies["open315-track"]
    owner.post("/track/case/withdraw/", {"reason": "商家昨天退款了", "of": of[1]})
    first = Case.objects.get()
    filed(owner, begin(owner))
    code = queries.receipt_of(Case.objects.exclude(pk=first.pk).get().pk).query_code
    owner.post("/track/", {"code": code})
    assert "商家昨天退款了" not in owner.get("/track/case/").content.decode()
    owner.post("/track/", {"code": queries.receipt_of(first.pk).query_code})
    assert "商家昨天退款了" in owner.get("/track/case/").content.decode()


def test_a_forged_receipt_address_shows_nothing(visitor: Client) -> None:
    filed(visitor, begin(visitor))
    answer = visitor.get("/complain/receipt/1:abc:def/")
    assert answer.status_code == 410
    assert Case.objects.get().number not in answer.content.decode()


def test_guessing_codes_is_stopped(cast: Any, settings: Any) -> None:
    settings.TRACKINGS_PER_HOUR = 3
    client = Client()
    pages = [client.post("/track/", {"code": f"0000-0000-000{n}"}).content.decode() for n in range(5)]
    assert ["嘗試次數過多" in page for page in pages] == [False, False, False, True, True]
