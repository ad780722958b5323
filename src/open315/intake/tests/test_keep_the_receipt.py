"""The receipt says what was written, leads to the case and is closed on the device; a picture of it is saved (review of the portal, 16 and 19)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image

from open315.cases import queries
from open315.cases.models import Case
from open315.core.qr import qr_source
from open315.intake.tests.test_file_on_portal import PNG, begin, filed, hidden
from open315.intake.tests.test_go_on_by_redirect import CODE, _file, _posted
from open315.intake.web import picture
from open315.intake.web.submission import receipt_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(cast: Any, time_machine: Any) -> Client:
    """A browser that enforces CSRF like a real one, and keeps cookies."""
    time_machine.move_to(cast.at, tick=False)
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def receipt(visitor: Client) -> str:
    """The address of the receipt of what this browser filed."""
    data = begin(visitor)
    one = visitor.post("/complain/", {**data, "evidence": _file(), "step": "file"}).content.decode()
    data |= {"submission": hidden(one), "keep": [hidden(one, "keep")]}
    _posted(visitor, data)
    return filed(visitor, data)


def post(visitor: Client, receipt: str, where: str) -> Any:
    csrf = hidden(visitor.get("/track/").content.decode(), "csrfmiddlewaretoken")
    return visitor.post(f"{receipt}{where}/", {"csrfmiddlewaretoken": csrf})


def words(page: Any) -> str:
    return page.content.decode().split("您告訴我們的內容")[-1]


def test_the_receipt_says_what_was_written_masked_as_it_is_kept(visitor: Client, receipt: str) -> None:
    page = visitor.get(receipt)
    told = words(page)
    for each in ("冰箱三周後不製冷", "商家拒絕維修", "武漢示例電器行", "退款", "¥3,299", "發票.png"):
        assert each in told, each
    assert "138****8000" in told
    assert "13800138000" not in page.content.decode()
    assert "測試消費者" not in page.content.decode()


def test_the_receipt_leads_the_browser_that_filed_straight_to_its_case(visitor: Client, receipt: str) -> None:
    answer = post(visitor, receipt, "case")
    assert (answer.status_code, answer["Location"]) == (302, "/track/case/")
    assert Case.objects.get().number in visitor.get("/track/case/").content.decode()


def test_a_copied_address_of_a_receipt_opens_nothing_in_another_browser(visitor: Client, receipt: str) -> None:
    """It showed the secret code to whoever found it in a history, for an hour."""
    other = Client(enforce_csrf_checks=True)
    for known in (False, True):
        if known:
            _posted(other, begin(other))  # a draft of his own does not make him the other reader
        page = other.get(receipt)
        assert page.status_code == 410
        assert not re.findall(CODE, page.content.decode())
        assert "冰箱三周後不製冷" not in page.content.decode()
        assert other.get(f"{receipt}receipt.png").status_code == 404
        answer = post(other, receipt, "case")
        assert (answer["Location"], "open315-track" in answer.cookies) == ("/track/", False)
        assert other.get("/track/case/").status_code == 302
    post(other, receipt, "close")
    assert visitor.get(receipt).status_code == 200, "nor does he close it for whom it is"


def test_a_page_of_another_site_opens_no_case(visitor: Client, receipt: str) -> None:
    assert visitor.post(f"{receipt}case/").status_code == 403
    assert visitor.post(f"{receipt}close/").status_code == 403
    assert visitor.get(f"{receipt}case/").status_code == 405


def test_a_browser_without_cookies_sees_number_and_code_and_comes_in_by_the_code_alone(visitor: Client) -> None:
    data = begin(visitor)
    bare = Client()
    address = filed(bare, data)
    page = Client().get(address)
    assert re.findall(CODE, page.content.decode())
    assert "商家拒絕維修" not in page.content.decode()
    assert 'href="/track/"' in page.content.decode()
    answer = post(Client(), address, "case")
    assert (answer["Location"], "open315-track" in answer.cookies) == ("/track/", False)
    assert Client().get(f"{address}receipt.png").status_code == 200


def test_an_address_made_for_everybody_is_not_its_own_of_any_browser(visitor: Client, receipt: str) -> None:
    """Of a repeated form without cookies, or of the desk: the number and the code, and no case opened by it."""
    address = f"/complain/receipt/{receipt_token(Case.objects.get().pk)}/"
    page = visitor.get(address)
    assert page.status_code == 200
    assert "商家拒絕維修" not in page.content.decode()
    assert post(visitor, address, "case")["Location"] == "/track/"


def test_closing_the_receipt_ends_it_and_the_case_on_this_device(visitor: Client, receipt: str) -> None:
    """The button stood on the page of the case alone, which needs the code first."""
    code = re.findall(CODE, visitor.get(receipt).content.decode())[0]
    post(visitor, receipt, "case")
    answer = post(visitor, receipt, "close")
    assert answer["Location"] == "/track/?closed=1"
    assert "已在本設備上關閉" in visitor.get(answer["Location"]).content.decode()
    assert visitor.get(receipt).status_code == 410
    assert visitor.get("/track/case/").status_code == 302
    assert post(visitor, receipt, "case")["Location"] == "/track/"
    assert Client().post("/track/", {"code": code}).status_code == 302, "the code opens the case as before"


def test_closing_works_before_the_case_was_ever_opened(visitor: Client, receipt: str) -> None:
    post(visitor, receipt, "close")
    assert visitor.get(receipt).status_code == 410


def test_an_hour_after_filing_the_receipt_leads_nowhere_any_more(
    visitor: Client, receipt: str, time_machine: Any
) -> None:
    time_machine.move_to(datetime(2026, 5, 12, 3, 0, tzinfo=UTC))
    assert visitor.get(receipt).status_code == 200
    time_machine.move_to(datetime(2026, 5, 12, 3, 0, 1, tzinfo=UTC))
    assert visitor.get(receipt).status_code == 410
    assert post(visitor, receipt, "case")["Location"] == "/track/"
    assert visitor.get(f"{receipt}receipt.png").status_code == 404


def test_the_square_of_the_receipt_names_the_number_and_never_the_code(visitor: Client, receipt: str) -> None:
    page = visitor.get(receipt)
    address = page.context["address"]
    number = Case.objects.get().number
    code = re.findall(CODE, page.content.decode())[0]
    assert page.context["qr"] == qr_source(address)
    assert page.context["qr"].startswith("data:image/svg+xml;base64,")
    assert address.startswith("http://testserver/track/?number=")
    assert code.replace("-", "") not in address.replace("-", "")
    asked = Client().get(address)
    assert f"<strong>{number}</strong>" in asked.content.decode()
    again = Client().post(asked.context["request"].get_full_path(), {"code": "0000-0000-0000"})
    assert f"<strong>{number}</strong>" in again.content.decode(), "a wrong code does not lose it"
    assert Client().post(asked.context["request"].get_full_path(), {"code": code}).status_code == 302


@pytest.mark.parametrize("typed", ["", "<b>2026-00001</b>" + "x" * 40, "no number", "2026-001"])
def test_what_is_no_number_of_a_case_is_not_read_back(cast: Any, typed: str) -> None:
    page = Client().get("/track/", {"number": typed})
    assert page.context["number"] == ""


def test_whether_there_is_such_a_number_is_not_told(cast: Any) -> None:
    assert "<strong>武漢消2026-99999</strong>" in Client().get("/track/?number=武漢消2026-99999").content.decode()


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_receipt_is_saved_as_a_picture_without_script(visitor: Client, receipt: str, language: str) -> None:
    visitor.cookies["django_language"] = language
    answer = visitor.get(f"{receipt}receipt.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    drawn = Image.open(BytesIO(answer.content))
    assert drawn.size[0] == 780
    assert drawn.size[1] > 700


def _words_drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is set in pictures from now on, instead of the pictures."""
    said: list[str] = []

    def drawn(_source: bytes, inputs: dict[str, str], *, pixels_per_inch: int) -> bytes:
        said.append(inputs["document"])
        return PNG

    monkeypatch.setattr(picture, "drawn", drawn)
    return said


def test_the_picture_says_what_to_keep_and_nothing_of_what_was_told(
    visitor: Client, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures end up in clouds and albums that others look through."""
    set_words = _words_drawn(monkeypatch)
    shown = queries.receipt_of(Case.objects.get().pk)
    assert shown
    with translation.override("zh-hant"):
        visitor.get(f"{receipt}receipt.png")
    (said,) = set_words
    for each in (shown.number, shown.query_code, "武漢市消費者協會", "2026-05-12 10:00", "2026-05-21", "/track/"):
        assert each in said, each
    assert "冰箱" not in said
    assert "維修" not in said


def test_an_enquiry_is_told_until_when_it_has_an_answer(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _words_drawn(monkeypatch)
    asked = {"kind": "enquiry", "narrative": "網購的衣服剪了吊牌還能退嗎？", "place": "420102"}
    page = visitor.get("/complain/?kind=enquiry").content.decode()
    address = filed(visitor, {**asked, "submission": hidden(page)})
    visitor.get(f"{address}receipt.png")
    assert "答覆" in drawn[0]


def test_a_picture_is_drawn_so_many_times_an_hour(visitor: Client, receipt: str, settings: Any) -> None:
    settings.TRACKINGS_PER_HOUR = 2
    look: Callable[[], int] = lambda: visitor.get(f"{receipt}receipt.png").status_code  # noqa: E731
    assert [look() for _turn in range(3)] == [200, 200, 429]
