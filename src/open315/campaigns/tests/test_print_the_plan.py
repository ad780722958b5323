"""The plan that a joint issue prints: its title, its days in words, its headings, and the pages that come of it."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from open315.campaigns.issue.document import document_of
from open315.core.documents.official.files import RENDER
from open315.core.documents.official.types import Annex, Item

FIELDS = {"responsible": "", "first_day": "", "last_day": "", "venue": "", "budget_cents": "", "output": "", "text": ""}


def paper(**measure: str) -> dict[str, Any]:
    def part(kind: str, parent: str, **fields: str) -> dict[str, Any]:
        return {"key": kind, "kind": kind, "parent": parent, "place": 1, "fields": fields}

    plan = [
        part("head", "", idea="", goals=""),
        part("section", "head", title="宣傳", text=""),
        part("measure", "section", **{**FIELDS, "title": "諮詢", **measure}),
    ]
    said = {"title": "通知", "text": "現予印發。", "number": "", "issued_on": "", "year": 2026, "plan": plan}
    return {**said, "signatories": ["省消委"], "recipients": ["各市"], "copies": [], "annexes": ["分工表"]}


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-03-10", "2026-03-11", "時間：2026年3月10日至3月11日。"),
        ("2026-03-15", "2026-03-15", "時間：2026年3月15日。"),
        ("2025-12-31", "2026-01-01", "時間：2025年12月31日至2026年1月1日。"),
        ("", "2026-03-15", "時間：2026年3月15日。"),
        ("2026-03-15", "", "時間：2026年3月15日。"),
    ],
)
def test_days_are_written_as_in_documents(first: str, last: str, told: str) -> None:
    blocks = document_of(paper(first_day=first, last_day=last), "zh-hant").annexes[0].blocks
    assert blocks[1] == Item(2, "諮詢。", told)


def test_a_heading_ends_with_a_stop_only_where_text_follows() -> None:
    for title in ("諮詢", "諮詢。"):
        assert document_of(paper(title=title), "zh-hant").annexes[0].blocks[1] == Item(2, "諮詢", "")
        assert document_of(paper(title=title, text="設台"), "zh-hant").annexes[0].blocks[1] == Item(
            2, "諮詢。", "設台。"
        )


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("關於印發《辦法》和《紀念活動方案》的通知", "紀念活動方案"),
        ("關於印發《工作計劃》的通知", "工作計劃"),
        ("关于印发《工作计划》的通知", "工作计划"),
        ("關於印發《辦法》的通知", "2026年「3·15」活動實施方案"),
    ],
)
def test_the_plan_is_called_what_the_title_of_the_paper_calls_it(title: str, plan: str) -> None:
    named = {**paper(), "title": title}
    assert [annex.title for annex in document_of(named, "zh-hant").annexes] == [plan, "分工表"]
    both = {**named, "annexes": [plan, "分工表"]}
    assert [annex.title for annex in document_of(both, "zh-hant").annexes] == [plan, "分工表"]


def test_the_plan_is_bound_in_and_the_other_annex_only_named() -> None:
    made = document_of(paper(text="設台"), "zh-hant")
    assert made.annexes[1] == Annex("分工表")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(RENDER["pdf"](made))).pages]
    assert "附件：1. 2026年「3·15」活動實施方案" in pages[0]
    assert "附件1" in pages[1]
    assert "（一）諮詢。設台。" in pages[1]
    assert not any("附件2" in page for page in pages)
