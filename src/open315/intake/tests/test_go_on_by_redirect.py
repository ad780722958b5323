"""Every page of the public form may be loaded again: what was posted leads on to it, and the words are found there (ADR 0138)."""

import re
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import Cast
from open315.cases.models import Attachment, Case
from open315.intake.tests.test_file_on_portal import PNG, begin, filed, hidden
from open315.intake.web.submission import Submission

CODE = r"(?<![0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z])"


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """A browser that enforces CSRF like a real one, and keeps cookies."""
    return Client(enforce_csrf_checks=True)


def _posted(visitor: Client, data: dict[str, Any], step: str = "check") -> str:
    answer = visitor.post("/complain/", {**data, "step": step})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_the_check_page_may_be_loaded_again_and_read_in_another_language(visitor: Client) -> None:
    address = _posted(visitor, begin(visitor))
    assert address.startswith("/complain/check/?of=")
    first = visitor.get(address).content.decode()
    assert "冰箱三周後不製冷" in first
    visitor.cookies["django_language"] = "zh-hans"
    again = visitor.get(address).content.decode()
    assert "冰箱三周後不製冷" in again
    assert "武汉市消费者协会" in again
    assert hidden(first) != ""
    assert not Case.objects.exists()


def test_what_is_wrong_is_said_again_after_a_reload_and_nothing_is_lost(visitor: Client) -> None:
    address = _posted(visitor, {**begin(visitor), "phone": ""})
    for _again in range(2):
        page = visitor.get(address).content.decode()
        assert "冰箱三周後不製冷" in page
        assert re.search(r'aria-invalid="true"[^>]*id="id_phone"|id="id_phone"[^>]*aria-invalid="true"', page)
        assert "<title>" in page
        assert "錯誤：" in page.split("<title>")[1].split("</title>")[0]


def test_a_refusal_that_only_the_whole_form_meets_is_said_on_the_page_it_leads_to(visitor: Client) -> None:
    """A place without a council is found out when the whole form is looked at, after every field was right by itself."""
    data = {**begin(visitor), "place": "廣東省廣州市", "home": ""}
    address = _posted(visitor, data)
    assert "faulty=1" in address
    page = visitor.get(address).content.decode()
    assert re.search(r'aria-invalid="true"[^>]*id="id_home"|id="id_home"[^>]*aria-invalid="true"', page)


def test_the_check_page_sends_what_it_shows_once_and_the_browsers_back_leads_to_the_receipt(visitor: Client) -> None:
    address = _posted(visitor, begin(visitor))
    page = visitor.get(address).content.decode()
    form = visitor.get(address).context["form"]
    data = {**begin(visitor), "submission": hidden(page), "title": form["title"].value()}
    receipt = visitor.get(filed(visitor, data)).content.decode()
    code = re.findall(CODE, receipt)[0]
    for back in (address, address.replace("/complain/check/", "/complain/")):
        answer = visitor.get(back, follow=True)
        assert answer.redirect_chain, back
        assert code in answer.content.decode()
        assert "先前已經提交" not in answer.content.decode()
    assert Case.objects.count() == 1


def test_an_hour_after_sending_the_address_of_the_check_page_tells_no_code(visitor: Client) -> None:
    with time_machine.travel("2026-05-12T02:00:00Z", tick=False):
        address = _posted(visitor, begin(visitor))
        filed(visitor, {**begin(visitor), "submission": hidden(visitor.get(address).content.decode())})
    with time_machine.travel("2026-05-12T03:00:00Z", tick=False):
        assert re.findall(CODE, visitor.get(address, follow=True).content.decode())
    with time_machine.travel("2026-05-12T03:00:01Z", tick=False):
        answer = visitor.get(address, follow=True)
        assert not re.findall(CODE, answer.content.decode())
        assert answer.redirect_chain[-1][0] == "/complain/"


def test_changing_something_leads_back_to_the_form_with_every_word(visitor: Client) -> None:
    address = _posted(visitor, begin(visitor), "edit")
    assert address.startswith("/complain/?of=")
    page = visitor.get(address).content.decode()
    assert "冰箱三周後不製冷" in page
    assert "有誤" not in page.split("<title>")[1].split("</title>")[0]


def test_each_answer_of_the_check_page_has_a_way_to_change_it(visitor: Client) -> None:
    page = visitor.get(_posted(visitor, begin(visitor))).content.decode()
    for name in ("title", "place", "trader_name", "amount", "phone"):
        assert re.search(rf'href="/complain/\?of=[^"]+#id_{name}"', page), name


def test_a_browser_that_keeps_no_cookies_is_answered_with_the_page_itself(cast: Cast) -> None:
    """Led elsewhere it would find an empty form; so the pages carry the words, as they did before there were drafts."""
    first = Client()
    data = begin(first)
    assert Client().post("/complain/", {**data, "step": "check"}).status_code == 200
    assert Client().post("/complain/", {**data, "phone": "", "step": "check"}).status_code == 422
    assert "冰箱三周後不製冷" in Client().post("/complain/", {**data, "step": "edit"}).content.decode()


def test_the_check_page_of_nobodys_draft_begins_the_form(visitor: Client) -> None:
    for address in ("/complain/check/", "/complain/check/?of=forged"):
        assert visitor.get(address)["Location"] == "/complain/"


def test_what_became_wrong_since_is_said_on_the_form_instead_of_the_check_page(visitor: Client) -> None:
    data = begin(visitor)
    address = _posted(visitor, data)
    _posted(visitor, {**data, "title": ""}, "draft")
    answer = visitor.get(address)
    assert answer.status_code == 302
    assert "faulty=1" in answer["Location"]


def _file(name: str = "發票.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_photos_sent_one_by_one_add_up_and_one_may_be_left_out(visitor: Client) -> None:
    """A second choice of files replaced the first."""
    data = begin(visitor)
    one = visitor.post("/complain/", {**data, "evidence": _file("一.png"), "step": "file"}).content.decode()
    data |= {"submission": hidden(one), "keep": [hidden(one, "keep")]}
    two = visitor.post("/complain/", {**data, "evidence": _file("二.png"), "step": "file"}).content.decode()
    assert "一.png" in two
    assert "二.png" in two
    assert "<html" not in two
    keep = re.findall(r'name="keep" value="([^"]+)"', two)
    assert len(keep) == 2
    address = _posted(visitor, {**data, "submission": hidden(two), "keep": keep[1:]})
    page = visitor.get(address).content.decode()
    assert "二.png" in page
    assert "一.png" not in page
    filed(visitor, {**data, "submission": hidden(page), "keep": re.findall(r'name="keep" value="([^"]+)"', page)})
    assert Attachment.objects.count() == 1


def test_a_file_that_is_refused_is_said_beside_those_that_were_received(visitor: Client) -> None:
    data = begin(visitor)
    one = visitor.post("/complain/", {**data, "evidence": _file(), "step": "file"}).content.decode()
    data |= {"submission": hidden(one), "keep": [hidden(one, "keep")]}
    script = _file("x.png", b"<html><script>alert(1)</script></html>")
    part = visitor.post("/complain/", {**data, "evidence": script, "step": "file"}).content.decode()
    assert "x.png" in part.split("</ul>")[0]
    assert 'class="errorlist"' in part
    assert "發票.png" in part
    assert "<script>alert" not in part


def test_a_form_that_is_too_old_goes_on_with_its_words_and_the_files_of_the_draft(visitor: Client) -> None:
    data = begin(visitor)
    visitor.post("/complain/", {**data, "evidence": _file(), "step": "draft"})
    answer = visitor.post("/complain/", {**data, "title": "改過的標題", "submission": "forged", "step": "check"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "改過的標題" in page
    assert "發票.png" in page
    assert "改過的標題" in visitor.get("/complain/").content.decode()


def test_a_long_text_is_pasted_whole_and_refused_with_its_length(visitor: Client) -> None:
    """Browsers cut ten thousand signs to five thousand without a word."""
    page = visitor.get("/complain/?kind=complaint").content.decode()
    assert 'maxlength="5000"' not in page
    assert 'data-limit="5000"' in page
    assert 'maxlength="60"' not in page
    assert 'data-limit="60"' in page
    shown = visitor.get(_posted(visitor, {**begin(visitor), "narrative": "冰" * 10_000})).content.decode()
    assert "冰" * 10_000 in shown
    assert "10000" in shown


def test_an_amount_is_read_back_in_words(visitor: Client) -> None:
    data = {**begin(visitor), "amount": "1.5萬"}
    address = _posted(visitor, data)
    assert "¥15,000（一萬五千元）" in visitor.get(address).content.decode()
    visitor.cookies["django_language"] = "zh-hans"
    assert "¥15,000（一万五千元）" in visitor.get(address).content.decode()
    visitor.cookies["django_language"] = "en"
    english = visitor.get(address).content.decode()
    assert "¥15,000" in english
    assert "一萬五千元" not in english


def test_the_form_travels_compressed_and_the_page_with_the_query_code_as_it_is(visitor: Client) -> None:
    takes = {"accept-encoding": "gzip"}
    assert visitor.get("/complain/", headers=takes)["Content-Encoding"] == "gzip"
    receipt = visitor.get(filed(visitor, begin(visitor)), headers=takes)
    assert re.search(CODE, receipt.content.decode())
    assert not receipt.has_header("Content-Encoding")


def _planted(attacker: Client) -> str:
    """The address by which somebody's own form goes on."""
    return _posted(attacker, begin(attacker), "edit")


def test_an_address_that_somebody_handed_on_begins_a_submission_of_its_own(visitor: Client) -> None:
    """Whoever followed a link to the form sent her complaint under the key of who made the link, and that one was led to her query code."""
    attacker = Client(enforce_csrf_checks=True)
    address = _planted(attacker)
    page = visitor.get(f"{address}&kind=complaint").content.decode()
    filed(visitor, {**begin(visitor), "title": "鄰居的投訴", "submission": hidden(page)})
    assert Case.objects.get().title == "鄰居的投訴"
    for asked in (address, address.replace("/complain/", "/complain/check/")):
        answer = attacker.get(asked, follow=True)
        assert "receipt" not in str(answer.redirect_chain)
        assert not re.findall(CODE, answer.content.decode())


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver:8443"}, True),
        ({}, True),
    ],
)
def test_the_key_in_a_form_that_another_site_sends_is_not_taken(
    visitor: Client, headers: dict[str, str], is_taken: bool
) -> None:
    """The page of another site could show a visitor the form with a key that its maker knows, filled in as he liked."""
    planted = begin(Client())
    answer = visitor.post("/complain/", {**planted, "step": "edit"}, headers=headers)
    assert answer.status_code == (200 if is_taken else 422)
    page = answer.content.decode()
    assert (Submission.read(hidden(page)).key == Submission.read(planted["submission"]).key) is is_taken
    assert ("這份表單是另一個網站的頁面送來的" in page) is not is_taken
    assert "冰箱三周後不製冷" in page
    assert not Case.objects.exists()


def test_whoever_finds_the_address_in_a_history_gets_neither_the_receipt_nor_a_form_that_leads_to_it(
    visitor: Client,
) -> None:
    address = _posted(visitor, begin(visitor))
    filed(visitor, {**begin(visitor), "submission": hidden(visitor.get(address).content.decode())})
    assert re.findall(CODE, visitor.get(address, follow=True).content.decode())
    finder = Client()
    answer = finder.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == "/complain/"
    finder.cookies["draft"] = "a-token-of-his-own"
    page = finder.get(f"{address.replace('/complain/check/', '/complain/')}&kind=complaint").content.decode()
    for submission in (hidden(page), address.partition("of=")[2]):
        again = finder.post("/complain/", {**begin(finder), "submission": submission, "title": "別的", "step": "check"})
        assert not re.findall(CODE, finder.get(again.get("Location", "/"), follow=True).content.decode())


def test_a_receipt_that_was_put_away_stays_away_whenever_its_address_was_made(visitor: Client) -> None:
    """The address of the form makes that of the receipt anew; one made shortly before the hour was over outlived the putting away."""
    with time_machine.travel("2026-05-12T02:00:00Z", tick=False):
        address = _posted(visitor, begin(visitor))
        receipt = filed(visitor, {**begin(visitor), "submission": hidden(visitor.get(address).content.decode())})
        code = re.findall(CODE, visitor.get(receipt).content.decode())[0]
        visitor.post("/track/", {"code": code, "csrfmiddlewaretoken": _csrf(visitor)})
        assert visitor.get("/track/case/").status_code == 200
        visitor.post("/track/leave/", {"csrfmiddlewaretoken": _csrf(visitor)})
    with time_machine.travel("2026-05-12T02:59:00Z", tick=False):
        made_late = visitor.get(address)["Location"]
        assert visitor.get(made_late).status_code == 410
    for moment in ("2026-05-12T03:00:01Z", "2026-05-12T03:58:59Z"):
        with time_machine.travel(moment, tick=False):
            assert visitor.get(made_late).status_code == 410


def _csrf(visitor: Client) -> str:
    return hidden(visitor.get("/track/").content.decode(), "csrfmiddlewaretoken")
