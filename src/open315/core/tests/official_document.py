"""Official documents for tests, and what can be read back from their two forms."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import docx as python_docx
from docx.oxml.ns import qn
from pypdf import PdfReader

from open315.core.documents.official import docx, pdf
from open315.core.documents.official.types import (
    Annex,
    Item,
    Number,
    OfficialDocument,
    Paragraph,
    Script,
    Secrecy,
    Table,
    Urgency,
)

HANT, HANS = Script.TRADITIONAL, Script.SIMPLIFIED
NINE = (
    "湖北省消費者委員會", "湖北省市場監督管理局", "湖北省商務廳", "湖北省農業農村廳", "湖北省公安廳", "湖北省司法廳",
    "湖北省通信管理局", "湖北省文化和旅遊廳", "湖北廣播電視台",
)  # fmt: skip
NASTY = '#pagebreak() $x$ *b* @ref <w:p> &amp; </w:t> \\ ` [ ] {{ x }} "; //'
MM = 72 / 25.4


def document(script: Script = HANT, **changes: Any) -> OfficialDocument:
    plain = OfficialDocument(
        script=script, issuers=("湖北省消費者委員會",), title="關於開展紀念活動的通知", day=date(2026, 3, 1),
        body=(Paragraph("現就有關事項通知如下："),), number=Number("鄂消委", 2026, 12), recipients="各市、州消費者委員會",
    )  # fmt: skip
    return replace(plain, **changes)


FULL = document(
    issuers=NINE[:2], kind="通知", secrecy=Secrecy.SECRET, secret_for="1年", urgency=Urgency.URGENT, copy_number=12,
    body=(
        Paragraph("通知如下："), Item(1, "總體要求"), Item(2, "加強領導。", "各地要高度重視。"), Item(3, "諮詢。", "設台。"),
        Item(4, "初賽。"), Table("表1　安排", ("時間", "活動"), (("3月1日", "啟動"), ("3月15日",))),
    ),
    annexes=(Annex("活動安排表", (Item(1, "安排"),)), Annex("名單", (Paragraph("名單如下。"),))),
    note="聯繫人：張三", copies="省政府辦公廳，省委宣傳部", printing_body="秘書處", printing_day=date(2026, 3, 2),
)  # fmt: skip


@cache
def pages(made: OfficialDocument) -> list[Any]:
    return list(PdfReader(io.BytesIO(pdf.render(made))).pages)


def lines(page: Any) -> list[tuple[float, float, str]]:
    """Every line of a page: its distance from the upper edge, its beginning (both in millimetres) and its text."""
    found: dict[float, list[tuple[float, str]]] = defaultdict(list)

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found[round(297 - y / MM, 1)].append((x / MM, text.strip("\n")))

    page.extract_text(visitor_text=visit)
    return [
        (top, min(x for x, _ in parts), "".join(text for _, text in sorted(parts)))
        for top, parts in sorted(found.items())
    ]


def opened(made: OfficialDocument) -> Any:
    return python_docx.Document(io.BytesIO(docx.render(made)))


def texts(file: Any) -> str:
    return "".join(node.text or "" for node in file.element.body.iter(qn("w:t")))


def squeezed(made: OfficialDocument) -> str:
    return "".join(page.extract_text() for page in pages(made)).replace("\n", "").replace(" ", "").replace("\u200b", "")


def styled(file: Any) -> Iterator[tuple[str, str]]:
    return ((paragraph.style.name, paragraph.text) for paragraph in file.paragraphs)


def face(style: Any) -> str:
    return str(style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")))


def twips(paragraph: Any, side: str) -> str | None:
    indent = paragraph._p.pPr.find(qn("w:ind"))
    return None if indent is None else indent.get(qn(f"w:{side}"))
