"""Official documents in the layout of GB/T 9704-2012: measured in the PDF that is read back and in the DOCX that is opened again."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from open315.core.documents.official import docx, pdf
from open315.core.documents.official.compose import composed
from open315.core.documents.official.layout import Grid, Line
from open315.core.documents.official.numbering import numbers
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
from open315.core.documents.official.widths import breakable, name_lines, title_lines, width

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


def test_the_four_levels_are_numbered_right_to_twenty() -> None:
    assert numbers([1] * 20) == [
        "一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、",
        "十一、", "十二、", "十三、", "十四、", "十五、", "十六、", "十七、", "十八、", "十九、", "二十、",
    ]  # fmt: skip
    assert numbers([2] * 20)[9:] == [
        "（十）", "（十一）", "（十二）", "（十三）", "（十四）", "（十五）", "（十六）", "（十七）", "（十八）", "（十九）", "（二十）",
    ]  # fmt: skip
    assert numbers([3] * 20)[::19] == ["1.", "20."]
    assert numbers([4] * 20)[::19] == ["（1）", "（20）"]


def test_a_level_begins_anew_under_a_higher_one_and_may_be_left_out() -> None:
    assert numbers([1, 2, 3, 3, 4, 2, 3, 1, 3, 4, 2]) == [
        "一、", "（一）", "1.", "2.", "（1）", "（二）", "1.", "二、", "1.", "（1）", "（一）",
    ]  # fmt: skip


def test_a_full_page_has_22_lines_of_28_signs() -> None:
    made = document(body=(Paragraph("國" * 28 * 60),))
    full = [line for line in lines(pages(made)[1]) if "國" in line[2]]
    assert [len(text) for _, _, text in full] == [28] * 22
    assert all(abs(start - 28) < 1 for _, start, _ in full)
    steps = [below - above for (above, *_), (below, *_) in pairwise(full)]
    assert all(abs(step - 225 / 22) < 0.15 for step in steps)
    # The last line ends with the type area, 37 + 225 mm from the edge of the sheet.
    assert 37 < full[0][0] < 37 + 225 / 22
    assert 37 + 225 - 225 / 22 < full[-1][0] < 37 + 225


def test_lines_with_marks_are_not_narrowed_until_more_signs_fit() -> None:
    made = document(body=(Paragraph("內容。" * 300),))
    found = [text for _, _, text in lines(pages(made)[1]) if "內容" in text]
    assert {len(text) for text in found} <= {27, 28}


def test_the_first_line_of_a_paragraph_begins_two_signs_in() -> None:
    made = document(body=(Paragraph("國" * 60),))
    first, second = [line for line in lines(pages(made)[0]) if "國" in line[2]][:2]
    assert (len(first[2]), len(second[2])) == (26, 28)
    assert abs(first[1] - second[1] - 2 * 156 / 28) < 0.2


def test_the_sheet_is_a4_and_the_red_name_begins_35_mm_below_the_type_area() -> None:
    page = pages(document())[0]
    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (210, 297)
    name = next(line for line in lines(page) if "文件" in line[2])
    # The base line is some 0.88 of the size (40 pt at eleven signs) below the upper edge.
    assert abs(name[0] - (37 + 35 + 0.88 * 40 / MM)) < 2.5


def test_page_numbers_stand_at_the_right_of_odd_and_at_the_left_of_even_pages() -> None:
    first, second, *_ = pages(document(body=(Paragraph("國" * 28 * 60),)))
    one = next(line for line in lines(first) if "—1—" in line[2].replace(" ", ""))
    two = next(line for line in lines(second) if "—2—" in line[2].replace(" ", ""))
    assert abs(one[0] - (37 + 225 + 7)) < 2.5
    assert abs(two[1] - (28 + 14 / MM)) < 0.5
    assert one[1] > 28 + 156 - 14 / MM - 20


@pytest.mark.parametrize(("bodies", "size"), [(1, 40.0), (2, 35.0), (9, 22.0)])
def test_names_shrink_until_text_stands_on_the_first_page(bodies: int, size: float) -> None:
    made = document(issuers=NINE[:bodies])
    assert composed(made).head.size == size
    assert "現就有關事項通知如下" in "".join(text for *_, text in lines(pages(made)[0]))


def test_the_head_of_a_joint_issue_may_name_the_leading_body_alone() -> None:
    head = composed(document(issuers=NINE, names_in_head=False)).head
    assert head.names == ("湖北省消費者委員會",)
    assert head.suffix == "文件"


def test_a_single_body_signs_over_the_date_four_signs_from_the_edge() -> None:
    signature = composed(document()).signature
    # 28 signs of 15.793 pt; the date is 2026年3月1日 with six figures of half a sign each: 6 signs wide.
    assert signature.rows == ((("湖北省消費者委員會",),),)
    assert signature.columns == pytest.approx((2 * (4 + 3) * 442.205 / 28,), abs=0.01)
    assert (signature.rest, signature.date) == (0.0, "2026年3月1日")


def test_nine_bodies_sign_in_three_rows_and_the_last_one_over_the_date() -> None:
    signature = composed(document(issuers=NINE)).signature
    assert [len(row) for row in signature.rows] == [3, 3, 3]
    assert signature.rows[0] == (("湖北省", "消費者委員會"), ("湖北省", "市場監督管理局"), ("", "湖北省商務廳"))
    assert signature.rows[2][-1] == ("", "湖北廣播電視台")
    edge = sum(signature.columns[:2]) + signature.columns[2] / 2
    assert edge == pytest.approx(442.205 - 7 * 442.205 / 28, abs=0.01)
    assert min(signature.columns) > 42 * MM


def test_an_incomplete_last_row_stands_at_the_right() -> None:
    short = tuple(f"{name}局" for name in "甲乙丙丁")
    assert composed(document(issuers=short)).signature.rows[1] == (("",), ("",), ("丁局",))
    long = tuple(f"{name}省市場監督管理總局" for name in "甲乙丙")
    rows = composed(document(issuers=long)).signature.rows
    assert rows == ((("甲省市場監督管理總局",), ("乙省市場監督管理總局",)), (("",), ("丙省市場監督管理總局",)))


@pytest.mark.parametrize(
    ("name", "indents"),
    [("湖北省消費者委員會", (17.0, 19.0)), ("省消委", (18.0, 20.0)), ("長" * 40, (0.0, 2.0))],
)
def test_without_seals_the_date_begins_two_signs_behind_the_name(name: str, indents: tuple[float, float]) -> None:
    signature = composed(document(issuers=(name,), sealed=False)).signature
    assert (signature.name_indent, signature.date_indent) == indents


def test_signers_stand_two_in_a_row_all_equally_wide() -> None:
    rows = composed(document(signers=("王五", "李四光", "趙　錢"))).signers
    assert rows == (("王　五", "李四光"), ("趙　錢",))
    first = "".join(text for *_, text in lines(pages(document(signers=("王五", "李四光", "趙錢")))[0]))
    assert "簽發人：王　五　李四光" in first
    assert "鄂消委〔2026〕12號趙　錢" in first.replace(" ", "").replace("　　　　", "")


def test_what_stands_in_the_corner_comes_in_its_order_and_words() -> None:
    assert composed(FULL).corner == ("000012", "機密★1年", "加急")
    simple = document(HANS, secrecy=Secrecy.TOP_SECRET, urgency=Urgency.VERY_URGENT)
    assert composed(simple).corner == ("绝密", "特急")
    assert composed(document(secrecy=Secrecy.CONFIDENTIAL)).corner == ("秘密",)
    assert composed(document(HANS, secrecy=Secrecy.SECRET, urgency=Urgency.URGENT)).corner == ("机密", "加急")
    assert composed(document(secrecy=Secrecy.TOP_SECRET, urgency=Urgency.VERY_URGENT)).corner == ("絕密", "特急")
    assert composed(document(HANS, secrecy=Secrecy.CONFIDENTIAL)).corner == ("秘密",)


def test_the_document_says_its_own_words_in_the_script_of_its_texts() -> None:
    hant, hans = composed(FULL), composed(replace(FULL, script=HANS, signers=("王五",)))
    assert (hant.number, hans.number) == ("鄂消委〔2026〕12號", "鄂消委〔2026〕12号")
    assert (hant.signer_lead, hans.signer_lead) == ("簽發人：", "签发人：")
    assert (hant.colophon.printed, hans.colophon.printed) == ("2026年3月2日印發", "2026年3月2日印发")
    for made in (hant, hans):
        assert made.head.suffix == "文件"
        assert made.colophon.lead == "抄送："
        assert made.colophon.copies == "省政府辦公廳，省委宣傳部。"
        assert made.signature.date == "2026年3月1日"
        assert made.note == "（聯繫人：張三）"


def test_annexes_are_numbered_only_where_there_are_several() -> None:
    made = composed(FULL)
    assert [(note.lead, note.text) for note in made.annex_note] == [("附件：1. ", "活動安排表"), ("　　　2. ", "名單")]
    assert [annex.label for annex in made.annexes] == ["附件1", "附件2"]
    single = composed(document(annexes=(Annex("名單。"),)))
    assert [(note.lead, note.text) for note in single.annex_note] == [("附件：", "名單")]
    assert single.annexes[0].label == "附件"


def test_what_is_typed_with_its_marks_gets_no_second_ones() -> None:
    made = composed(document(recipients="各市：", note="（電話）", copies="省府。"))
    assert (made.recipients, made.note, made.colophon.copies) == ("各市：", "（電話）", "省府。")


def test_a_line_end_in_a_paragraph_begins_another_and_short_rows_are_filled_up() -> None:
    blocks = composed(document(body=(Paragraph("一\n\n二"), FULL.body[5]))).blocks
    assert blocks[:2] == (Line(0, "", "", "一"), Line(0, "", "", "二"))
    assert isinstance(blocks[2], Grid)
    assert blocks[2].rows == (("3月1日", "啟動"), ("3月15日", ""))
    # 3月15日 is 3.5 signs wide, 活動 counts as three.
    assert blocks[2].shares == pytest.approx((3.5 / 6.5, 3 / 6.5))


def test_a_title_is_broken_by_its_meaning_and_where_its_author_broke_it() -> None:
    assert title_lines("湖北省消費者委員會關於開展紀念活動的通知", 20, ("湖北省消費者委員會",)) == (
        "湖北省消費者委員會關於開展紀念活動的通知",
    )
    assert title_lines("湖北省消費者委員會關於開展國際消費者權益日活動的通知", 20) == (
        "湖北省消費者委員會",
        "關於開展國際消費者權益日活動的通知",
    )
    assert title_lines("甲\n乙", 20) == ("甲", "乙")
    assert title_lines("", 20) == ()
    broken = title_lines("轉發《中華人民共和國消費者權益保護法》實施條例的通知", 20)
    assert any("《中華人民共和國消費者權益保護法》" in line for line in broken)


def test_no_line_of_a_title_is_too_long_or_begins_with_a_closing_mark() -> None:
    for title in ("國" * 61, "國，" * 25, "x" * 90, "《" + "法" * 40 + "》"):
        found = title_lines(title, 20)
        assert "".join(found) == title
        assert all(width(line) <= 20 for line in found)
        assert not any(line[0] in "，》" for line in found)
    assert title_lines("國" * 5000, 20) == ("國" * 5000,)


def test_a_name_is_broken_behind_its_place() -> None:
    assert name_lines("湖北省市場監督管理局", 8) == ("湖北省", "市場監督管理局")
    assert name_lines("武漢市公安局", 8) == ("武漢市公安局",)


def test_very_long_words_may_break_in_the_pdf() -> None:
    assert breakable("a" * 50) == "a" * 24 + "\u200b" + "a" * 24 + "\u200b" + "aa"
    assert breakable("a" * 24) == "a" * 24
    made = document(body=(Paragraph("w" * 400),))
    found = [text for page in pages(made) for _, _, text in lines(page) if "w" in text]
    assert [len(text) for text in found] == [24] * 16 + [16]


@pytest.mark.parametrize(
    ("body", "places"),
    [(1, (1, 2)), (28 * 10, (2, 2)), (28 * 22, (2, 4)), (28 * 34, (3, 4))],
)
def test_the_colophon_stands_on_the_last_even_page(body: int, places: tuple[int, int]) -> None:
    made = document(body=(Paragraph("國" * body), Paragraph("完")), copies="省府", printing_body="秘書處")
    assert pdf.page_of_colophon(composed(made)) == places
    found = pages(made)
    assert len(found) == places[1]
    last = lines(found[-1])
    copies = next(line for line in last if "抄送" in line[2])
    assert 37 + 225 - 25 < copies[0] < 37 + 225


def test_a_blank_page_before_the_colophon_and_the_colophons_have_no_number() -> None:
    made = document(body=(Paragraph("國" * 28 * 22), Paragraph("完")), copies="省府", printing_body="秘書處")
    found = ["".join(text for *_, text in lines(page)) for page in pages(made)]
    assert ["—" in text for text in found] == [True, True, False, False]
    file = opened(made)
    assert [section.footer.paragraphs[0].text[:1] for section in file.sections] == ["—", ""]


def test_without_a_colophon_the_document_ends_with_its_text() -> None:
    assert len(pages(document())) == 1
    assert len(opened(document()).sections) == 1


def test_the_seals_are_on_a_page_with_text() -> None:
    made = document(issuers=NINE, body=(Paragraph("國" * 28 * 16), Paragraph("末段。" * 10)))
    last = "".join(text for *_, text in lines(pages(made)[-1]))
    assert "末段" in last
    assert "湖北廣播電視台" in last


def test_a_text_of_one_paragraph_begins_on_the_first_page_all_the_same() -> None:
    made = document(issuers=NINE, body=(Paragraph("國" * 100),))
    assert "國" in "".join(text for *_, text in lines(pages(made)[0]))
    assert not composed(made).end_kept


def test_a_long_last_paragraph_or_one_too_many_for_the_page_is_not_kept() -> None:
    first = Paragraph("通知如下：")
    # 2 signs of indent and 222 of text are 8 lines.
    assert composed(document(body=(first, Paragraph("國" * 222)))).end_kept
    assert not composed(document(body=(first, Paragraph("國" * 223)))).end_kept
    assert not composed(document(body=(first, Table("", ("甲",), ())))).end_kept
    # Nine bodies: 2 blank lines, two rows of 44 mm (8.6 lines), two lines of names and the date, 13.6; 8 are left.
    annexes = tuple(Annex(f"附{count}") for count in range(2))
    assert composed(document(issuers=NINE, body=(first, Paragraph("國" * 222)))).end_kept
    assert not composed(document(issuers=NINE, body=(first, Paragraph("國" * 222)), annexes=annexes)).end_kept
    assert composed(document(issuers=NINE, body=(first, Paragraph("國" * 100)), annexes=annexes)).end_kept
    assert not composed(document(issuers=NINE, body=(first, Paragraph("國" * 222)), note="電話")).end_kept


@pytest.mark.parametrize("form", [docx, pdf])
def test_hostile_texts_are_set_as_they_are(form: Any) -> None:
    made = document(
        issuers=(NASTY, *NINE[:2]), title=NASTY, recipients=NASTY, note=NASTY, copies=NASTY, printing_body=NASTY,
        signers=(NASTY,), body=(Paragraph(NASTY), Item(1, NASTY, NASTY), Table(NASTY, (NASTY,), ((NASTY,),))),
        annexes=(Annex(NASTY, (Paragraph(NASTY),)),), number=Number(NASTY, 2026, 1), secret_for=NASTY, secrecy=Secrecy.SECRET,
    )  # fmt: skip
    found = texts(opened(made)) if form is docx else squeezed(made)
    assert "#pagebreak()$x$*b*@ref<w:p>&amp;" in found.replace(" ", "")


@pytest.mark.parametrize("form", [docx, pdf])
def test_empty_parts_are_left_out(form: Any) -> None:
    empty = OfficialDocument(
        HANS, ("", "省消委", " "), "", date(2026, 1, 2), (Paragraph(""), Item(1, ""), Table("", (), ())), recipients=" ",
        annexes=(Annex(""),), signers=("",), copies="。", note="（）",
    )  # fmt: skip
    assert form.render(empty)[:4] in {b"PK\x03\x04", b"%PDF"}
    made = composed(empty)
    assert made.head.names == ("省消委",)
    assert (made.recipients, made.note, made.signers, made.title, made.number) == ("", "", (), (), "")
    assert made.colophon.is_empty
    assert made.blocks == (Line(1, "一、", "", ""),)


def test_what_no_document_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match="issuing body"):
        document(issuers=(" ",))
    with pytest.raises(ValueError, match="no level 5: there are 4"):
        Item(5, "x")
    with pytest.raises(ValueError, match="no level 0"):
        Item(0, "x")
    with pytest.raises(ValueError, match="counts from 1"):
        Number("鄂", 2026, 0)
    with pytest.raises(ValueError, match="longer than the head"):
        Table("", ("a",), (("1", "2"),))


def styled(file: Any) -> Iterator[tuple[str, str]]:
    return ((paragraph.style.name, paragraph.text) for paragraph in file.paragraphs)


def face(style: Any) -> str:
    return str(style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")))


def test_the_docx_has_the_page_of_the_standard() -> None:
    section = opened(FULL).sections[0]
    found = [round(getattr(section, name).mm, 1) for name in (
        "page_width", "page_height", "top_margin", "left_margin", "right_margin", "bottom_margin",
    )]  # fmt: skip
    assert found == [210.0, 297.0, 37.0, 28.0, 26.0, 35.0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    # 28 signs with what they give way, and 22 lines, fit into the type area; a 29th and a 23rd do not.
    assert 28 * (16 - 0.25) < 156 * MM < 29 * (16 - 0.25)
    assert 22 * 579 / 20 < 225 * MM < 23 * 579 / 20


@pytest.mark.parametrize(
    ("script", "faces"),
    [
        (HANS, {"Body Text": "仿宋_GB2312", "Title": "方正小标宋简体", "Red Head": "方正小标宋简体", "Heading 1": "黑体",
                "Heading 2": "楷体_GB2312", "Heading 3": "仿宋_GB2312", "Heading 4": "仿宋_GB2312", "Footer": "宋体",
                "Level 1": "黑体", "Level 2": "楷体_GB2312", "Signer": "楷体_GB2312", "Annex Label": "黑体", "Corner": "黑体"}),
        (HANT, {"Body Text": "仿宋", "Title": "方正小标宋_GBK", "Heading 1": "黑体", "Heading 2": "楷体", "Colophon": "仿宋"}),
    ],
)  # fmt: skip
def test_the_docx_names_the_faces_of_the_standard(script: Script, faces: dict[str, str]) -> None:
    styles = opened(replace(FULL, script=script)).styles
    assert {name: face(styles[name]) for name in faces} == faces


def test_the_docx_has_the_sizes_of_the_standard() -> None:
    styles = opened(FULL).styles
    sizes = {
        name: styles[name].font.size.pt
        for name in ("Body Text", "Title", "Heading 1", "Colophon", "Footer", "Table Text")
    }
    assert sizes == {"Body Text": 16, "Title": 22, "Heading 1": 16, "Colophon": 14, "Footer": 14, "Table Text": 12}
    body = styles["Body Text"].element
    assert body.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert body.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert styles["Body Text"].paragraph_format.line_spacing.twips == 579
    assert str(styles["Red Head"].font.color.rgb) == "FF0000"


def test_the_docx_says_the_same_in_real_styles() -> None:
    file = opened(FULL)
    found = list(styled(file))
    for expected in (
        ("Corner", "機密★1年"), ("Document Number", "鄂消委〔2026〕12號"), ("Title", "關於開展紀念活動的通知"),
        ("Heading 1", "一、總體要求"), ("Body Text", "（一）加強領導。各地要高度重視。"), ("Body Text", "1.諮詢。設台。"),
        ("Heading 4", "（1）初賽。"), ("Normal", "附件：1. 活動安排表"), ("Normal", "　　　2. 名單"),
        ("Body Text", "（聯繫人：張三）"), ("Annex Label", "附件1"), ("Annex Label", "附件2"),
    ):  # fmt: skip
        assert expected in found
    run = next(paragraph for paragraph in file.paragraphs if paragraph.text.startswith("（一）")).runs[0]
    assert (run.text, run.style.name) == ("（一）加強領導。", "Level 2")
    assert [
        paragraph.paragraph_format.page_break_before for paragraph in file.paragraphs if paragraph.text == "附件2"
    ] == [True]
    properties = file.core_properties
    assert (properties.title, properties.category, properties.subject) == (
        "關於開展紀念活動的通知",
        "通知",
        "鄂消委〔2026〕12號",
    )


def test_the_red_line_and_the_lines_of_the_colophon_have_their_weights() -> None:
    file = opened(FULL)
    red = next(paragraph for paragraph in file.paragraphs if "〔2026〕" in paragraph.text)._p.pPr.find(qn("w:pBdr"))[0]
    # 4 mm are 11.3 pt, of which 6.5 pt are already within the line of the grid; 1.5 pt wide.
    assert (red.get(qn("w:color")), red.get(qn("w:sz")), red.get(qn("w:space"))) == ("FF0000", "12", "5")
    borders = file.tables[-1]._tbl.tblPr.find(qn("w:tblBorders"))
    # 0.35 mm and 0.25 mm in eighths of a point.
    assert {border.tag.split("}")[1]: border.get(qn("w:sz")) for border in borders} == {
        "top": "8",
        "bottom": "8",
        "insideH": "6",
    }
    place = file.tables[-1]._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:tblpYSpec")), place.get(qn("w:vertAnchor"))) == ("bottom", "margin")


def test_names_of_a_joint_head_are_spread_to_the_longest() -> None:
    table = opened(document(issuers=("湖北省消費者委員會", "湖北省商務廳"))).tables[0]
    runs = table.cell(1, 0).paragraphs[0].runs
    assert [run.text for run in runs] == ["湖北省商務", "廳"]
    # At 38 pt three missing signs are shared by five gaps: 22.8 pt, in twips.
    assert runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "456"
    assert runs[1]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "0"
    assert table.cell(0, 1).text == "文件"


def test_page_numbers_of_the_docx_are_fields_between_dashes() -> None:
    section = opened(FULL).sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert [run.text for run in paragraph.runs] == ["— ", " —"]


def test_both_forms_hold_every_text() -> None:
    for text in (
        "湖北省市場監督管理局",
        "總體要求",
        "各地要高度重視",
        "3月15日",
        "名單如下。",
        "秘書處",
        "聯繫人：張三",
        "省政府辦公廳",
    ):
        assert text in texts(opened(FULL))
        assert text in squeezed(FULL)
