"""Official documents as DOCX: page, faces and places of GB/T 9704-2012, in the file that is opened again."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx.oxml.ns import qn

from open315.core.documents.official import docx, pdf
from open315.core.documents.official.types import (
    Annex,
    Item,
    Number,
    Paragraph,
    Script,
    Secrecy,
    Table,
    Urgency,
)
from open315.core.tests.official_document import (
    FULL,
    HANS,
    HANT,
    MM,
    NASTY,
    NINE,
    document,
    face,
    opened,
    squeezed,
    styled,
    texts,
    twips,
)


@pytest.mark.parametrize("form", [docx, pdf])
def test_hostile_texts_are_set_as_they_are(form: Any) -> None:
    made = document(
        issuers=(NASTY, *NINE[:2]), title=NASTY, recipients=NASTY, note=NASTY, copies=NASTY, printing_body=NASTY,
        signers=(NASTY,), body=(Paragraph(NASTY), Item(1, NASTY, NASTY), Table(NASTY, (NASTY,), ((NASTY,),))),
        annexes=(Annex(NASTY, (Paragraph(NASTY),)),), number=Number(NASTY, 2026, 1), secret_for=NASTY, secrecy=Secrecy.SECRET,
    )  # fmt: skip
    found = texts(opened(made)) if form is docx else squeezed(made)
    assert "#pagebreak()$x$*b*@ref<w:p>&amp;" in found.replace(" ", "")


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


def test_names_are_not_spread_beside_one_that_is_broken() -> None:
    table = opened(document(issuers=("湖北省商務廳", "長" * 60))).tables[0]
    assert table.cell(0, 0).paragraphs[0].runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "0"


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


def test_above_the_red_name_stand_three_lines_and_the_gap_to_35_mm() -> None:
    first, second, third, name = opened(document(urgency=Urgency.URGENT)).paragraphs[:4]
    assert [paragraph.text for paragraph in (first, second, third, name)] == ["加急", "", "", "湖北省消費者委員會文件"]
    # 35 mm are 99.2 pt; three lines take 87.0.
    assert third.paragraph_format.space_after.pt == pytest.approx(99.2 - 87.0, abs=0.1)
    assert (name.style.name, name.paragraph_format.line_spacing.pt) == ("Red Head", 50)
    assert name.runs[0].font.size.pt == 40


def test_blank_lines_stand_where_the_standard_wants_them() -> None:
    found = [paragraph.text for paragraph in opened(FULL).paragraphs]
    number = found.index("鄂消委〔2026〕12號")
    assert found[number - 2 : number] == ["", ""]
    assert found[number + 1 : number + 7] == [
        "",
        "",
        "關於開展紀念活動的通知",
        "",
        "各市、州消費者委員會：",
        "通知如下：",
    ]
    notes = found.index("附件：1. 活動安排表")
    assert found[notes - 1 : notes + 5] == ["", "附件：1. 活動安排表", "　　　2. 名單", "", "", "（聯繫人：張三）"]
    assert found[found.index("附件2") : found.index("附件2") + 5] == ["附件2", "", "名單", "", "名單如下。"]


def test_the_red_line_takes_its_room_from_the_blank_line_below_it() -> None:
    paragraphs = opened(document()).paragraphs
    below = paragraphs[[paragraph.text for paragraph in paragraphs].index("鄂消委〔2026〕12號") + 1]
    # 28.99 pt less the 5 down to the line and its 1.5.
    assert below.paragraph_format.line_spacing.pt == pytest.approx(22.49, abs=0.06)


def test_signers_of_the_docx_stand_behind_their_stops() -> None:
    rows = [
        p
        for p in opened(document(signers=("王五", "李四光", "趙錢孫"))).paragraphs
        if p.style.name == "Document Number"
    ]
    assert [row.text for row in rows] == ["\t\t簽發人：\t王　五　李四光", "\t鄂消委〔2026〕12號\t\t趙錢孫"]
    # One sign from the left; 28 - 1 - 4 - 7 signs for the word, four more for the names; a sign is 315.86 twips.
    assert [stop.position.twips for stop in rows[0].paragraph_format.tab_stops] == [315, 5053, 6317]
    assert rows[0].runs[-1].style.name == "Signer"


def test_further_lines_of_an_annex_title_stand_under_its_first_sign() -> None:
    note = next(paragraph for paragraph in opened(FULL).paragraphs if paragraph.text.startswith("附件：1."))
    # Two signs and 附件：1. , which is 4.5 wide.
    assert (twips(note, "left"), twips(note, "hanging")) == ("2053", "1421")


def test_the_seals_of_the_docx_have_rows_of_44_mm_and_stay_with_the_text() -> None:
    file = opened(document(issuers=NINE, body=(Paragraph("一"), Paragraph("末段。"))))
    table = file.tables[1]
    assert [row.height.mm if row.height else None for row in table.rows] == [pytest.approx(44, abs=0.1)] * 2 + [
        None,
        None,
    ]
    assert [table.cell(3, column).text for column in range(3)] == ["", "", "2026年3月1日"]
    assert table.cell(0, 1).text == "湖北省\n市場監督管理局"
    last = next(paragraph for paragraph in file.paragraphs if paragraph.text == "末段。").paragraph_format
    assert (last.keep_with_next, last.keep_together) == (True, True)
    single = opened(document()).tables[0]
    assert (len(single.columns), single.cell(1, 0).text) == (1, "2026年3月1日")
    # Seven signs to each side of its middle, four of them to the right edge of the date.
    assert single.columns[0].width.pt == pytest.approx(221.1, abs=0.1)


def test_without_seals_the_docx_indents_names_and_date() -> None:
    found = {p.text: twips(p, "left") for p in opened(document(issuers=NINE[:2], sealed=False)).paragraphs}
    assert (found["湖北省市場監督管理局"], found["湖北省消費者委員會"], found["2026年3月1日"]) == (
        "5053",
        "5053",
        "5685",
    )


def test_a_table_of_the_docx_repeats_its_head_and_keeps_its_rows_together() -> None:
    rows = tuple((str(count), "x") for count in range(11))
    for count, kept in ((10, True), (11, False)):
        table = opened(document(body=(Table("表", ("甲", "乙"), rows[:count]),))).tables[0]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        keeps = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        assert keeps == [True, *[kept] * (count - 1), False]
        assert table.rows[0].cells[0].paragraphs[0].runs[0].style.name == "Table Head"
        assert [column.width.mm for column in table.columns] == [pytest.approx(78, abs=0.1)] * 2


def test_the_colophon_of_the_docx_has_a_sign_free_at_both_sides() -> None:
    copies, printed = (row.cells[0].paragraphs[0] for row in opened(FULL).tables[-1].rows)
    assert (copies.text, printed.text) == ("抄送：省政府辦公廳，省委宣傳部。", "秘書處\t2026年3月2日印發")
    # 14 pt are 280 twips; 抄送： takes three signs more.
    assert [twips(copies, side) for side in ("left", "hanging", "right")] == ["1120", "840", "280"]
    assert [twips(printed, side) for side in ("left", "right")] == ["280", "280"]
    assert [stop.position.mm for stop in printed.paragraph_format.tab_stops] == [pytest.approx(156 - 14 / MM, abs=0.1)]


@pytest.mark.parametrize(
    ("changes", "rows"),
    [({"copies": "省府"}, 1), ({"printing_body": "秘書處"}, 1), ({"printing_day": date(2026, 3, 2)}, 1)],
)
def test_a_colophon_has_only_the_rows_that_say_something(changes: dict[str, Any], rows: int) -> None:
    file = opened(document(**changes))
    assert len(file.tables[-1].rows) == rows
    assert file.tables[-1]._tbl.tblPr.find(qn("w:tblpPr")) is not None


def test_the_docx_begins_an_even_page_for_the_colophon_where_the_text_ends_on_an_odd_one() -> None:
    file = opened(document(copies="省府"))
    assert [section.start_type.name for section in file.sections] == ["NEW_PAGE", "EVEN_PAGE"]
    assert [section.footer.paragraphs[0].text[:1] for section in file.sections] == ["—", "—"]
    assert [section.footer_distance.mm for section in file.sections] == [pytest.approx(35 - 7 - 7 / MM, abs=0.1)] * 2
    even = opened(document(copies="省府", body=(Paragraph("國" * 28 * 10), Paragraph("完"))))
    assert len(even.sections) == 1


@pytest.mark.parametrize(("script", "language"), [(HANS, "zh-CN"), (HANT, "zh-TW")])
def test_the_docx_tells_its_language_and_other_names_of_its_faces(script: Script, language: str) -> None:
    file = opened(document(script))
    tag = file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert tag.get(qn("w:eastAsia")) == language
    assert file.core_properties.language == script
    fonts = next(
        part.blob for part in file.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml"
    ).decode()
    assert (
        '<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong_GB2312,仿宋,FangSong"/><w:charset w:val="86"/></w:font>'
        in fonts
    )
    assert file.settings.odd_and_even_pages_header_footer


def test_every_style_keeps_to_the_grid() -> None:
    styles = opened(document()).styles
    for name in (
        "Normal",
        "Body Text",
        "Title",
        "Heading 1",
        "Heading 4",
        "Corner",
        "Red Head",
        "Document Number",
        "Annex Label",
        "Colophon",
    ):
        layout = styles[name].paragraph_format
        assert (layout.line_spacing.twips, layout.line_spacing_rule.name) == (579, "EXACTLY")
        assert (layout.space_before.pt, layout.space_after.pt) == (0, 0)
        assert (layout.widow_control, layout.keep_with_next, layout.keep_together) == (False, False, False)
        assert (styles[name].font.bold, styles[name].font.italic) == (False, False)
        found = {child.tag.split("}")[1]: child.get(qn("w:val")) for child in styles[name].element.pPr}
        assert (found["wordWrap"], found["overflowPunct"], found["autoSpaceDE"], found["autoSpaceDN"]) == (
            "0",
            "0",
            "0",
            "0",
        )
    off = {name for name in ("Title", "Red Head", "Table Text", "Footer", "Anchor", "Body Text", "Colophon")
           if styles[name].element.pPr.find(qn("w:snapToGrid")) is not None}  # fmt: skip
    assert off == {"Title", "Red Head", "Table Text", "Footer", "Anchor"}
    assert {name: styles[name].paragraph_format.alignment.name for name in ("Title", "Red Head", "Table Text", "Body Text")} == {
        "Title": "CENTER", "Red Head": "CENTER", "Table Text": "CENTER", "Body Text": "JUSTIFY",
    }  # fmt: skip
    assert [styles[name].paragraph_format.line_spacing.pt for name in ("Table Text", "Footer", "Anchor")] == [20, 14, 1]
    assert styles["Title"].element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "0"


ORDER = {
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing w kern position sz szCs u",
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr tabs kinsoku wordWrap overflowPunct autoSpaceDE "
        "autoSpaceDN snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr"
    ),
    "tblPr": "tblStyle tblpPr tblW jc tblBorders tblLayout tblCellMar tblLook",
    "sectPr": "footerReference type pgSz pgMar cols docGrid",
}
"""The order in which Word wants properties (ISO/IEC 29500-1), as far as they are used here."""


@pytest.mark.parametrize("kind", list(ORDER))
def test_properties_stand_in_the_order_that_word_wants(kind: str) -> None:
    made = document(
        issuers=NINE[:2],
        signers=("王五",),
        copies="省府",
        printing_body="處",
        annexes=FULL.annexes,
        body=FULL.body,
        urgency=Urgency.URGENT,
    )
    file, order = opened(made), ORDER[kind].split()
    used = {
        "Normal",
        "Title",
        "Body Text",
        "Red Head",
        "Heading 1",
        "Heading 2",
        "Colophon",
        "Footer",
        "Level 1",
        "Table Text",
        "Anchor",
    }
    roots = [file.element, *(style.element for style in file.styles if style.name in used)]
    found = [[child.tag.split("}")[1] for child in each] for root in roots for each in root.iter(qn(f"w:{kind}"))]
    assert found
    for names in found:
        places = [order.index(name) for name in names]
        assert places == sorted(places), names
