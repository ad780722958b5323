"""Nothing typed is lost: drafts of the public form, of the desk and of the steps of a case."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import Cast
from open315.cases.models import Case
from open315.core.pages.drafts.models import Draft

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
WORDS = {"title": "冰箱三周後不製冷", "narrative": "店裡的人說保修不含壓縮機。", "trader_name": "武漢示例電器行"}


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """A browser that enforces CSRF like a real one."""
    return Client(enforce_csrf_checks=True)


def _sent(page: str, name: str = "submission") -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def _begin(client: Client, address: str = "/complain/?kind=complaint") -> dict[str, Any]:
    return {**WORDS, "kind": "complaint", "submission": _sent(client.get(address).content.decode())}


def _whole(data: dict[str, Any]) -> dict[str, Any]:
    from open315.law import codelists

    more = {
        "place": "420102",
        "goods": codelists.codes("goods")[0],
        "bought": "shop",
        "trader_kind": "offline",
        "claims": ["refund"],
    }
    return {**data, **more, "name": "測試消費者", "phone": "13900139000", "foreclosure": "on"}


def test_words_of_a_stranger_come_back_after_another_language_or_a_reload(visitor: Client) -> None:
    assert visitor.post("/complain/", {**_begin(visitor), "step": "draft"})["Location"] == "/complain/"
    visitor.cookies["django_language"] = "zh-hans"
    page = visitor.get("/complain/").content.decode()
    assert WORDS["title"] in page
    assert WORDS["narrative"] in page
    assert "从头填写" in page
    assert not Case.objects.exists()


def test_the_check_page_and_a_refused_form_are_kept_too(visitor: Client) -> None:
    assert "faulty=1" in visitor.post("/complain/", {**_begin(visitor), "step": "check"})["Location"]
    assert WORDS["title"] in visitor.get("/complain/").content.decode()
    data = _whole(_begin(visitor))
    assert visitor.post("/complain/", {**data, "title": "改過的標題", "step": "check"}).status_code == 302
    assert "改過的標題" in visitor.get("/complain/").content.decode()


def test_files_that_were_received_stay_with_the_draft(visitor: Client) -> None:
    data = {**_begin(visitor), "evidence": SimpleUploadedFile("receipt.png", PNG, "image/png"), "step": "draft"}
    visitor.post("/complain/", data)
    assert "receipt.png" in visitor.get("/complain/").content.decode()


def test_a_complaint_that_was_sent_leaves_no_draft_and_the_next_one_is_another_case(visitor: Client) -> None:
    data = _whole(_begin(visitor))
    visitor.post("/complain/", {**data, "step": "check"})
    again = _whole(_begin(visitor))
    assert again["submission"] != data["submission"]
    assert visitor.post("/complain/", {**data, "step": "submit"}).status_code == 302
    assert WORDS["title"] not in visitor.get("/complain/").content.decode()
    late = visitor.post("/complain/", {**data, "step": "draft"}, headers={"X-Draft": "1"})
    assert (late.status_code, late.content) == (200, b"")
    assert WORDS["title"] not in visitor.get("/complain/").content.decode()
    assert visitor.post("/complain/", {**again, "title": "另一件事", "step": "submit"}).status_code == 302
    assert set(Case.objects.values_list("title", flat=True)) == {WORDS["title"], "另一件事"}


def test_another_browser_sees_nothing_of_a_draft(visitor: Client) -> None:
    visitor.post("/complain/", {**_begin(visitor), "step": "draft"})
    assert WORDS["title"] not in Client().get("/complain/").content.decode()


def test_starting_afresh_empties_the_public_form(visitor: Client) -> None:
    visitor.post("/complain/", {**_begin(visitor), "step": "draft"})
    assert visitor.post("/complain/", {"step": "afresh"})["Location"] == "/complain/"
    assert WORDS["title"] not in visitor.get("/complain/").content.decode()
    assert not Draft.objects.exists()


def test_a_kind_that_the_address_asks_for_goes_before_the_draft(visitor: Client) -> None:
    visitor.post("/complain/", {**_begin(visitor), "step": "draft"})
    form = visitor.get("/complain/?kind=report").context["form"]
    assert (form.initial["kind"], form.initial["title"]) == ("report", WORDS["title"])


def test_an_address_that_saves_too_often_is_told_so_and_may_still_file(visitor: Client, settings: Any) -> None:
    settings.DRAFTS_PER_HOUR = 2
    data = _whole(_begin(visitor))
    for _each in range(2):
        assert visitor.post("/complain/", {**data, "step": "draft"}).status_code == 302
    assert visitor.post("/complain/", {**data, "step": "draft"}).status_code == 429
    assert visitor.post("/complain/", {**data, "step": "check"}).status_code == 200
    assert visitor.post("/complain/", {**data, "step": "submit"}).status_code == 302


def test_a_clerk_goes_away_from_a_call_and_comes_back_to_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["clerk"], backend=SIGN_IN)
    data = {**_begin(client, "/console/desk/"), "channel": "hotline", "phone": "13900139000"}
    client.post("/console/desk/", {**data, "step": "draft"})
    page = client.get("/console/desk/").content.decode()
    assert WORDS["narrative"] in page
    assert "13900139000" in page
    client.force_login(cast.accounts["officer"], backend=SIGN_IN)
    assert WORDS["narrative"] not in client.get("/console/desk/").content.decode()


def test_a_registered_call_leaves_no_draft_and_a_refused_one_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["clerk"], backend=SIGN_IN)
    data = {**_begin(client, "/console/desk/"), "channel": "hotline"}
    assert client.post("/console/desk/", data).status_code == 422
    assert WORDS["title"] in client.get("/console/desk/").content.decode()
    assert client.post("/console/desk/", {**_whole(data), "age_band": ""}).status_code == 302
    assert WORDS["title"] not in client.get("/console/desk/").content.decode()
    client.post("/console/desk/", {**data, "step": "afresh"})
    assert not Draft.objects.exists()


def test_the_words_of_a_step_are_kept_for_that_case_and_that_step(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["clerk"], backend=SIGN_IN)
    client.post("/console/desk/", {**_whole(_begin(client, "/console/desk/")), "channel": "hotline", "age_band": ""})
    case = Case.objects.get()
    address = f"/console/cases/{case.number}/do/note/"
    first = client.get(address).content.decode()
    sent = {"text": "已電話聯繫商家，", "version": _sent(first, "version"), "once": _sent(first, "once")}
    client.post(address, {**sent, "step": "draft"})
    assert sent["text"] in client.get(address).content.decode()
    assert sent["text"] not in client.get(f"/console/cases/{case.number}/do/accept/").content.decode()
    assert client.post(address, {**sent, "text": "商家同意退款。"}).status_code == 302
    assert sent["text"] not in client.get(address).content.decode()
