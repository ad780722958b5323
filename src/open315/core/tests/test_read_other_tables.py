"""Tables that are no workbook: open documents, Word, web pages, XML sheets of 2003."""

from datetime import date, datetime, time

from open315.core.foreign_files.types import (
    Damage,
    Doubt,
    DoubtKind,
    FileKind,
    Trouble,
)
from open315.core.tests.foreign_books import docx, ods, word_row
from open315.core.tests.opened_books import cell, damages, doubts, opened, rows, trouble


def test_an_open_document_sheet_is_read_with_all_that_is_told_of_a_workbook() -> None:
    head = "".join(cell(word) for word in ("编号", "日期", "金额", "店", "号码"))
    one = (
        cell("A1") + cell("5月", office__value_type="date", office__date_value="2026-05-12")
        + cell("1", office__value_type="float", office__value="99.5") + cell("甲店", table__number_rows_spanned="2")
        + cell("1E+21", office__value_type="float", office__value="1.42010620260512E+021")
    )  # fmt: skip
    two = (
        cell("A2")
        + cell(table__number_columns_repeated="2")
        + "<table:covered-table-cell/>"
        + cell("#N/A", table__formula="of:=X")
    )
    content = ods(
        f'<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        f'<table:table-row>{head}</table:table-row><table:table-row table:number-rows-repeated="2"/>'
        f"<table:table-row>{one}</table:table-row><table:table-row table:visibility='filter'>{two}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        '<table:table table:name="暗" table:style-name="t2"><table:table-row/></table:table>',
        styles='<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>',
    )
    found = rows(content)
    assert found[0] == (1, ["编号", "日期", "金额", "店", "号码"])
    assert found[1][0] == 4
    assert found[1][1][:4] == ["A1", date(2026, 5, 12), 99.5, "甲店"]
    assert found[2] == (5, ["A2", None, None, "甲店", "#N/A"])
    assert (damages(found[1][1])[4], damages(found[2][1])[4]) == (Damage.DIGITS, Damage.ERROR)
    assert len(found) == 3
    assert doubts(content) == (
        Doubt(DoubtKind.FILLED, 1, (5,)), Doubt(DoubtKind.HIDDEN_ROWS, 1, (5,)), Doubt(DoubtKind.HIDDEN_COLUMNS, 1, (3,)),
        Doubt(DoubtKind.ERRORS, 1, (5,)), Doubt(DoubtKind.DIGITS, 1, (4,)),
    )  # fmt: skip
    assert (opened(content).sheets, opened(content).hidden_sheets) == (("表1",), ("暗",))


def test_texts_times_and_truths_of_an_open_document_are_read_and_its_notes_are_not() -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    content = ods(
        "<table:table-row><table:table-cell>" + note + "<text:p>甲<text:s/>乙</text:p><text:p>丙</text:p></table:table-cell>"
        + cell("x", office__value_type="time", office__time_value="PT10H30M00S")
        + cell("x", office__value_type="boolean", office__boolean_value="true")
        + cell("丁", table__number_columns_repeated="2") + "</table:table-row>"
    )  # fmt: skip
    assert rows(content) == [(1, ["甲 乙\n丙", time(10, 30), True, "丁", "丁"])]
    assert trouble(ods("<table:table-row/>", manifest="<m><encryption-data/></m>"))[0] is Trouble.LOCKED
    assert (
        trouble(ods(f'<table:table-row table:number-rows-repeated="999999">{cell("甲")}</table:table-row>'))[0]
        is Trouble.TOO_LARGE
    )


TABLE = "<w:tbl>" + word_row("编号", "店", "内容") + "{}" + "</w:tbl>"


def test_the_tables_of_a_word_document_are_sheets() -> None:
    begins, goes_on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    table = TABLE.format(
        word_row("1", begins + "甲店", "坏了")
        + word_row("2", goes_on, "漏水")
        + word_row('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>合计', "2")
    )
    content = docx("<w:p><w:r><w:t>标题</w:t></w:r></w:p>" + table + "<w:tbl>" + word_row("只有一行", "x") + "</w:tbl>")
    assert opened(content).sheets == ("1",)
    assert rows(content) == [
        (1, ["编号", "店", "内容"]), (2, ["1", "甲店", "坏了"]), (3, ["2", "甲店", "漏水"]), (4, ["合计", None, "2"]),
    ]  # fmt: skip
    assert doubts(content) == (Doubt(DoubtKind.FILLED, 1, (3,)), Doubt(DoubtKind.ACROSS, 1, (4,)))


def test_a_word_table_keeps_lines_and_inner_tables_as_text_and_leaves_deleted_words_out() -> None:
    inner = "<w:tbl>" + word_row("内") + "</w:tbl>"
    rich = (
        "<w:tr><w:tc><w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p></w:tc>"
        f"<w:tc>{inner}<w:p/></w:tc><w:tc><w:p><w:del><w:r><w:t>删</w:t></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p></w:tc></w:tr>"
    )
    assert rows(docx(TABLE.format(rich)))[1] == (2, ["一\n二", "内", "增"])
    assert trouble(docx("<w:p><w:r><w:t>没有表格</w:t></w:r></w:p>")) == (Trouble.NO_TABLE, "docx")


PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gbk"><style>td{}</style></head><body>'
    "<table><tr><td>只是排版</td></tr></table><table><tr><th>编号<th>店<th>号码"
    "<tr><td>1<td rowspan=2>甲&amp;店<td>420102199001011234<tr><td>2<td><b>乙</b><br>丙</table></body></html>"
)


def test_a_web_page_called_a_workbook_is_read_as_the_table_it_is() -> None:
    content = PAGE.encode("gbk")
    assert opened(content).kind is FileKind.WEB_PAGE
    assert opened(content).sheets == ("1",)
    assert rows(content) == [
        (1, ["编号", "店", "号码"]), (2, ["1", "甲&店", "420102199001011234"]), (3, ["2", "甲&店", "乙\n丙"]),
    ]  # fmt: skip
    assert doubts(content) == (Doubt(DoubtKind.FILLED, 1, (3,)),)
    assert trouble(b"<html><body>404 Not Found</body></html>") == (Trouble.NO_TABLE, "web_page")


def test_an_xml_sheet_of_2003_is_read() -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    content = (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Worksheet ss:Name="甲"><Table><Row><Cell><Data ss:Type="String">编号</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">日</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="Number">1420106202605120001234</Data></Cell>'
        '<Cell ss:Index="3"><Data ss:Type="DateTime">2026-05-12T00:00:00.000</Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell ss:Index="2" ss:Formula="=1"/><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet></Workbook>'
    ).encode()
    found = rows(content)
    assert [number for number, _cells in found] == [1, 3, 4]
    assert found[0][1] == ["编号", None, "日"]
    assert found[1][1][2] == datetime(2026, 5, 12)
    assert damages(found[2][1]) == [Damage.DIGITS, Damage.FORMULA, Damage.ERROR]
    assert {each.kind for each in doubts(content)} == {
        DoubtKind.FILLED, DoubtKind.HIDDEN_ROWS, DoubtKind.DIGITS, DoubtKind.ERRORS, DoubtKind.FORMULAS,
    }  # fmt: skip


def test_an_xml_sheet_in_chinese_of_two_bytes_a_sign_is_read() -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    page = (
        f'<?xml version="1.0" encoding="GB2312"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="投诉"><Table>'
        '<Row><Cell><Data ss:Type="String">编号</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    assert opened(page.encode("gbk")).sheets == ("投诉",)
    assert rows(page.encode("gbk")) == [(1, ["编号"])]


def test_a_text_of_an_open_document_may_stand_in_an_attribute_alone() -> None:
    content = ods(
        "<table:table-row>" + cell(office__value_type="string", office__string_value="戊") + "</table:table-row>"
    )
    assert rows(content) == [(1, ["戊"])]
