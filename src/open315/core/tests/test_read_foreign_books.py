"""Workbooks that no program of ours wrote, old ones and new ones: read cell by cell, with every doubt told."""

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from open315.core.foreign_files.readers.xlsx_parts import shows_a_date
from open315.core.foreign_files.types import (
    Damage,
    Doubt,
    DoubtKind,
    Span,
    Trouble,
    Unreadable,
)
from open315.core.tests.foreign_books import ods, package, text, xlsx
from open315.core.tests.opened_books import damages, doubts, opened, rows, trouble

XLS = Path(__file__).parent / "files" / "complaints.xls"


def test_a_workbook_of_another_program_is_read_with_its_numbers_days_and_texts() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["編號", "登記時間", "金額", "辦結", "電話", "備註"])
    sheet.append(["A1", datetime(2026, 5, 12, 10, 30), 99.5, True, 13800138000, "a\nb"])
    sheet.append(["A2", date(2026, 5, 12), 1200, False, None, time(10, 30)])
    out = BytesIO()
    book.save(out)
    assert rows(out.getvalue()) == [
        (1, ["編號", "登記時間", "金額", "辦結", "電話", "備註"]),
        (2, ["A1", datetime(2026, 5, 12, 10, 30), 99.5, True, 13800138000, "a\nb"]),
        (3, ["A2", date(2026, 5, 12), 1200, False, None, time(10, 30)]),
    ]


def test_a_cell_far_away_costs_nothing_and_a_blank_there_is_no_row() -> None:
    far = xlsx(f'<row r="1">{text("A1", "甲")}</row><row r="1048576">{text("XFD1048576", " ")}</row>')
    assert rows(far) == [(1, ["甲"])]
    beyond = xlsx(f'<row r="1">{text("A1", "甲")}{text("XFD1", "乙")}</row>')
    assert rows(beyond) == [(1, ["甲"])]
    assert doubts(beyond) == (Doubt(DoubtKind.MORE_COLUMNS, 1, (1,)),)


def test_a_row_or_cell_without_a_place_follows_the_one_before() -> None:
    content = xlsx('<row><c t="str"><v>甲</v></c><c t="str"><v>乙</v></c></row><row><c><v>3</v></c></row>')
    assert rows(content) == [(1, ["甲", "乙"]), (2, [3])]


@pytest.mark.parametrize(
    "word",
    ["#N/A", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#BLOCKED!", "#GETTING_DATA", "#NEW!"],
)
def test_any_error_of_a_formula_is_told_and_never_empty(word: str) -> None:
    content = xlsx(f'<row r="1">{text("A1", "甲")}<c r="B1" t="e"><f>X()</f><v>{word}</v></c></row>')
    cells = rows(content)[0][1]
    assert cells == ["甲", word]
    assert damages(cells) == [None, Damage.ERROR]
    assert doubts(content) == (Doubt(DoubtKind.ERRORS, 1, (1,)),)


def test_a_formula_whose_result_was_not_saved_is_told_and_one_that_gave_nothing_is_empty() -> None:
    content = xlsx(
        '<row r="1"><c r="A1"><f>B1</f></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c></row>'
    )
    cells = rows(content)[0][1]
    assert damages(cells) == [Damage.FORMULA, None, None]
    assert cells[1:] == [None, 2]


@pytest.mark.parametrize(
    ("written", "damaged"),
    [
        ("1420106202605120001234", True), ("420102199001011234", True), ("1.42010620260512E+21", True), ("1000000000000000", True),
        ("-1000000000000000", True), ("999999999999999", False), ("13800138000", False), ("0.30000000000000004", False), ("1.5E+3", False),
    ],
)  # fmt: skip
def test_a_number_of_more_than_fifteen_digits_is_damaged(written: str, damaged: bool) -> None:
    content = xlsx(f'<row r="1"><c r="A1"><v>{written}</v></c></row>')
    cell = rows(content)[0][1][0]
    assert damages([cell]) == [Damage.DIGITS if damaged else None]
    assert cell == (written if damaged else float(written))


def test_days_are_told_by_their_format_also_in_the_calendar_of_1904() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
        '<numFmt numFmtId="181" formatCode="0.00&quot;元/day&quot;"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="180"/><xf numFmtId="181"/></cellXfs>'
    )
    row = (
        '<row r="1">'
        + "".join(f'<c r="{"ABCD"[style]}1" s="{style}"><v>46154</v></c>' for style in range(4))
        + "</row>"
    )
    day = date(2026, 5, 12)
    assert rows(xlsx(row, styles=styles))[0][1] == [46154, day, day, 46154]
    later = xlsx(row, styles=styles, workbook='<workbookPr date1904="1"/>')
    assert rows(later)[0][1] == [46154, date(2030, 5, 13), date(2030, 5, 13), 46154]


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True), ("[$-804]aaaa;@", False), ("m/d", True), ("[h]:mm", True), ("上午/下午h:mm", True), ("General", False),
        ('#,##0.00"元"', False), ('"每天"0', False), ("[Red]0.00", False), ("0.00_);[Red]\\(0.00\\)", False), ("0\\d", False),
    ],
)  # fmt: skip
def test_a_format_shows_a_day_or_a_number(code: str, is_date: bool) -> None:
    assert shows_a_date(code) is is_date


def test_shared_texts_in_runs_lose_nothing_but_their_reading_aids_and_escapes() -> None:
    strings = "<si><t>甲_x000D_\n乙</t></si><si><r><t>丙</t></r><r><t xml:space='preserve'> 丁</t></r><rPh sb='0' eb='1'><t>ふ</t></rPh></si>"
    content = xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', strings=strings)
    assert rows(content) == [(1, ["甲\r\n乙", "丙 丁"])]
    assert trouble(xlsx('<row r="1"><c r="A1" t="s"><v>9</v></c></row>', strings=strings))[0] is Trouble.UNREADABLE


def test_a_sheet_with_prefixed_names_is_read() -> None:
    content = xlsx("<sheetData/>")
    book = package(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": '<x:workbook xmlns:x="m" xmlns:r="o"><x:sheets><x:sheet name="甲" r:id="r1"/></x:sheets></x:workbook>',
            "xl/_rels/workbook.xml.rels": '<p:Relationships xmlns:p="p"><p:Relationship Id="r1" Type="a/worksheet" Target="/xl/s.xml"/></p:Relationships>',
            "xl/s.xml": '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="B2" t="str"><x:v>乙</x:v></x:c></x:row></x:sheetData>'
            '<x:mergeCells><x:mergeCell ref="B2:B3"/></x:mergeCells></x:worksheet>',
        }
    )
    assert rows(book) == [(2, [None, "乙"])]
    assert opened(book).read("甲").spans == (Span(2, 1, 3, 1),)
    assert rows(content) == []


MERGED = (
    f'<row r="1">{text("A1", "编号")}{text("B1", "店")}</row><row r="2">{text("A2", "1")}{text("B2", "甲店")}</row>'
    f'<row r="3">{text("A3", "2")}</row><row r="5">{text("A5", "4")}{text("B5", "乙店")}</row><row r="6">{text("A6", "5")}</row>'
)


def test_cells_merged_downwards_are_filled_and_that_is_told() -> None:
    content = xlsx(MERGED, after='<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="A5:B5"/></mergeCells>')
    assert rows(content) == [
        (1, ["编号", "店"]), (2, ["1", "甲店"]), (3, ["2", "甲店"]), (5, ["4", "乙店"]), (6, ["5"]),
    ]  # fmt: skip
    assert doubts(content) == (Doubt(DoubtKind.FILLED, 1, (3,)), Doubt(DoubtKind.ACROSS, 1, (5,)))


def test_a_merge_over_the_whole_column_fills_the_rows_there_are_and_makes_none() -> None:
    content = xlsx(MERGED, after='<mergeCells><mergeCell ref="B2:B1048576"/></mergeCells>')
    assert [cells[1] for _number, cells in rows(content)] == ["店", "甲店", "甲店", "乙店", "甲店"]


def test_what_is_hidden_is_read_and_told() -> None:
    content = xlsx(
        f'<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1">{text("A1", "甲")}</row>'
        f'<row r="2" hidden="1">{text("A2", "乙")}</row><row r="3" hidden="1"/></sheetData>',
        f'<row r="1">{text("A1", "暗")}</row>',
        f'<row r="1">{text("A1", "更暗")}</row>',
        states=("", "hidden", "veryHidden"),
    )
    assert rows(content) == [(1, ["甲"]), (2, ["乙"])]
    assert doubts(content) == (Doubt(DoubtKind.HIDDEN_ROWS, 1, (2,)), Doubt(DoubtKind.HIDDEN_COLUMNS, 2, (2, 3)))
    assert (opened(content).sheets, opened(content).hidden_sheets) == (("表1",), ("表2", "表3"))


def test_a_sheet_that_is_not_there_is_not_read() -> None:
    for content in (xlsx(MERGED), XLS.read_bytes(), ods("<table:table-row/>"), b"a,b\n1,2\n"):
        with pytest.raises(Unreadable) as refusal:
            opened(content).read("没有")
        assert refusal.value.trouble is Trouble.NO_SHEET


def test_an_old_workbook_is_read_with_all_that_is_told_of_a_new_one() -> None:
    content = XLS.read_bytes()
    found = rows(content)
    assert found[0] == (1, ["编号", "投诉日期", "被投诉企业", "内容", "身份证号", "金额", "已办结"])
    assert found[1][1][:4] == ["A1", date(2026, 5, 12), "甲店", "冰箱坏了"]
    assert found[1][1][5:] == [99.5, True]
    assert found[2] == (3, ["A2", datetime(2026, 5, 12, 10, 30), "甲店", "洗衣机坏了"])
    assert damages(found[1][1])[4] is Damage.DIGITS
    assert damages(found[3][1])[2] is Damage.ERROR
    assert found[3][1][2] == "#N/A"
    assert len(found) == 4, "a blank in the last cell of all is no row"
    assert doubts(content) == (
        Doubt(DoubtKind.FILLED, 1, (3,)), Doubt(DoubtKind.HIDDEN_ROWS, 1, (4,)), Doubt(DoubtKind.HIDDEN_COLUMNS, 1, (6,)),
        Doubt(DoubtKind.ERRORS, 1, (4,)), Doubt(DoubtKind.DIGITS, 1, (2,)),
    )  # fmt: skip
    assert opened(content).hidden_sheets == ("暗",)


BOMB = b"\0" * (30 * 1024 * 1024)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", (Trouble.KIND, "empty")),
        (b"%PDF-1.7\n", (Trouble.KIND, "pdf")),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, (Trouble.KIND, "picture")),
        (b"Rar!\x1a\x07\x00", (Trouble.KIND, "archive")),
        (package({"a.pdf": "1"}), (Trouble.KIND, "archive")),
        (package({"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/vbaProject.bin": "x"}), (Trouble.KIND, "macros")),
        (package({"[Content_Types].xml": "", "xl/workbook.bin": ""}), (Trouble.KIND, "xlsb")),
        (package({"Index/Document.iwa": ""}), (Trouble.KIND, "numbers")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument\0".encode("utf-16-le"), (Trouble.KIND, "doc")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le"), (Trouble.LOCKED, "")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le"), (Trouble.UNREADABLE, None)),
        (b"MZ\x90\0\x03", (Trouble.KIND, "other")),
        (b"<svg/>", (Trouble.KIND, "other")),
        (b"PK\x03\x04 nothing", (Trouble.KIND, "other")),
        (package({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>", "x": BOMB}), (Trouble.TOO_LARGE, "")),
        (package({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>", **{f"x{n}": "" for n in range(10_000)}}), (Trouble.TOO_LARGE, "")),
        (package({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook>"}), (Trouble.UNREADABLE, None)),
        (xlsx("<row r='2'/><row r='1'/>"), (Trouble.UNREADABLE, None)),
    ],
    ids=[
        "empty", "pdf", "picture", "rar", "zip", "macros", "xlsb", "numbers", "doc", "locked", "cut xls", "exe", "svg", "cut zip", "dense", "entries",
        "cut xml", "rows backwards",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_apart(content: bytes, wanted: tuple[Trouble, str | None]) -> None:
    found = trouble(content)
    assert found[0] is wanted[0]
    assert wanted[1] is None or found[1] == wanted[1]


def test_entities_are_not_declared_whatever_they_would_become() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    book = package(
        {
            "[Content_Types].xml": "",
            "xl/workbook.xml": f"{laughs}<workbook><sheets><sheet name='&b;'/></sheets></workbook>",
        }
    )
    assert trouble(book) == (Trouble.UNREADABLE, "entity")


def test_a_sheet_of_charts_is_no_sheet_and_a_book_without_others_has_no_rows() -> None:
    content = package(
        {
            "[Content_Types].xml": "",
            "xl/workbook.xml": '<workbook xmlns:r="o"><sheets><sheet name="图" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="a/chartsheet" Target="c.xml"/></Relationships>',
        }
    )
    assert trouble(content)[0] is Trouble.NO_ROWS


FROM_1904 = Doubt(DoubtKind.FROM_1904, 1, (0,))
ROW = '<row r="1"><c r="A1"><v>44692</v></c></row>'
ODS_ROW = '<table:table-row><table:table-cell office:value-type="float" office:value="44692"/></table:table-row>'
XML_SHEET = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '{before}<Worksheet ss:Name="甲"><Table><Row><Cell><Data ss:Type="Number">44692</Data></Cell></Row></Table></Worksheet></Workbook>'
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (xlsx(ROW, workbook='<workbookPr date1904="1"/>'), True),
        (xlsx(ROW, workbook='<workbookPr date1904="0"/>'), False),
        (XLS.read_bytes().replace(b"\x22\x00\x02\x00\x00\x00", b"\x22\x00\x02\x00\x01\x00"), True),
        (XLS.read_bytes(), False),
        (ods('<table:null-date table:date-value="1904-01-01"/>' + ODS_ROW), True),
        (ods('<table:null-date table:date-value="1899-12-30"/>' + ODS_ROW), False),
        (XML_SHEET.format(before="<ExcelWorkbook><Date1904/></ExcelWorkbook>").encode(), True),
        (XML_SHEET.format(before="<ExcelWorkbook/>").encode(), False),
    ],
    ids=["xlsx 1904", "xlsx", "xls 1904", "xls", "ods 1904", "ods", "xml 1904", "xml"],
)  # fmt: skip
def test_a_book_that_counts_days_from_1904_says_so_whatever_its_kind(content: bytes, told: bool) -> None:
    assert (FROM_1904 in doubts(content)) is told
