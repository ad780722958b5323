"""Text as people paste it: clean at the door, once; and whoever writes a file survives what came in before."""

import io
from typing import Any

import docx as python_docx
import pytest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from django.views.decorators.csrf import csrf_exempt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from open315.core.documents import docx, pdf
from open315.core.documents.tree import Annex, AnnexWords, Document, Evidence, Figure, Paragraph, Section, Text
from open315.core.exports import write_xlsx
from open315.core.http.clean_input import CleanInputMiddleware
from open315.core.text import clean, cleaned, cleaning

PASTED = "上行\v下行\f\x1f\ufffe\u202d末\u202c\x00\ud800\ufdd0\U0001ffff"
SIGNS = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\v\x85\u2028\u200b\u202d\ufeff\xad\ufffe\u3000\xa0")))


PASTED_AND_KEPT = {
    "改善\v環境\f": "改善\n環境\n",
    "a\r\nb\rc\nd\u2028e\u2029f\x85g": "a\nb\nc\nd\ne\nf\ng",
    "\u202d13800138000\u202c": "13800138000",
    "\ufeff退\u200b款\xad": "退款",
    "退\x00款\x1b\x7f\x9f": "退款",
    "a\x00b": "ab",
    "!\u3164": "!",
    "\ufffe\uffff\ufdd0\U0010fffe": "",
    "武漢\xa0江漢\u2009路": "武漢 江漢 路",
    "\u3000\u3000段\t落 é 𠮷 😀 \ue000": "\u3000\u3000段\t落 é 𠮷 😀 \ue000",
}


def test_what_cannot_be_seen_or_stored_is_left_out() -> None:
    assert {each: clean(each) for each in PASTED_AND_KEPT} == PASTED_AND_KEPT


def test_each_sign_by_itself() -> None:
    """Asked without the table, which remembers."""
    left_out = (
        "\x00\x1b\x9f\u200b\xad\ud800\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffe\ufdd0\ufdef\U0001ffff"
    )
    assert {cleaning._kept(sign) for sign in left_out} == {""}
    assert "".join(map(cleaning._kept, "甲a!\t\n\r\u3000\xa0\u2009\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufdcf\ufdf0")) == (
        "甲a!\t\n\r\u3000  \n\n\n\n\n\n\n\n\ufdcf\ufdf0"
    )


@given(SIGNS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\r" not in once
    once.encode()


def test_every_text_of_a_thing_is_cleaned_however_deep() -> None:
    assert cleaned({"a": ["\x0b", ("\ufffe乙", 3)], "b": None}) == {"a": ["\n", ("乙", 3)], "b": None}
    assert cleaned(Paragraph((Text("甲\x1f"),))) == Paragraph((Text("甲"),))


def _document(words: str) -> Document:
    evidence = Evidence("k", words, words, "1", "件", words, "2026年", "2026年", words, "", "", "q", "/x/")
    annex = AnnexWords(*["詞"] * 9, page="{page}/{pages}", contents="目錄")
    section = Section(words, "a", (Paragraph((Text(words), Figure("1", evidence))),))
    return Document(words, words, words, words, "zh-hant", (section,), Annex(words, (Text(words),), annex))


def test_a_theme_pasted_from_a_word_processor_can_be_printed() -> None:
    file = python_docx.Document(io.BytesIO(docx.render(_document(PASTED))))
    assert any("下行" in each.text for each in file.paragraphs)
    assert pdf.render(_document(PASTED)).startswith(b"%PDF")


def test_a_sheet_with_what_came_in_before_can_be_written() -> None:
    out = io.BytesIO()
    write_xlsx(out, [[PASTED]], [PASTED], [(PASTED, PASTED)])
    assert (
        load_workbook(out)["List" if "List" in load_workbook(out).sheetnames else load_workbook(out).sheetnames[0]][
            "A2"
        ].value
        == "上行\n下行\n末"
    )


def _seen(data: dict[str, str], view: Any) -> QueryDict:
    request = RequestFactory().post("/", data)
    CleanInputMiddleware(lambda _request: HttpResponse()).process_view(request, view, (), {})
    return request.POST


def test_a_text_that_fits_in_the_browser_fits_on_the_server() -> None:
    fifty_lines = "\r\n".join(["字" * 99] * 50)
    sent = _seen({"narrative": fifty_lines, "password": "a\u200b"}, lambda: None)
    assert len(sent["narrative"]) == 50 * 99 + 49
    assert sent["password"] == "a\u200b"
    assert _seen({"a": "\r\n"}, csrf_exempt(lambda: None))["a"] == "\r\n"


@pytest.mark.parametrize("blank", ["\u3164", "\u115f", "\u1160", "\uffa0", "\u2800", "\u034f"])
def test_letters_that_show_nothing_are_left_out(blank: str) -> None:
    """A name of a Hangul filler alone was a name, and a case told by it had a title that nobody saw."""
    assert clean(blank) == ""
    assert clean(f"甲{blank}店") == "甲店"
