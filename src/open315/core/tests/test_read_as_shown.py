"""Numbers whose format says more than they do, marks for what stands above, and texts that stand twice in a file."""

from io import BytesIO
from typing import Any

import pytest

from open315.core.foreign_files.child import look_at
from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.readers.shown import as_shown, of_open_document, says_more
from open315.core.foreign_files.types import DoubtKind
from open315.core.tests.foreign_books import docx, ods, text, word_row, xlsx

FORMATS = [
    (42, "000000", "000042"), (2712345678, "00000000000", "02712345678"), (7, "00", "07"), (1.5, '0.00"万元"', "1.5万元"), (1.5, "0.00\\萬", "1.5萬"),
    (99, "[$$-409]#,##0.00", "$99"), (99, '"US$"#,##0', "US$99"), (5, "$#,##0_);($#,##0)", "$5"), (0.5, "0%", "50%"), (0.123, "0.00%", "12.3%"),
]  # fmt: skip
PLAIN = [
    (12345, '0.0,"万"'), (12345, '0!.0,"万"'), (5, '[>=10000]0.0,"万";0'), (500, '#,##0.00"元"'), (500, "[$¥-804]#,##0.00"), (500, "￥#,##0"),
    (3, '0"件"'), (500, "0.00;[Red]0.00"), (5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '), (1.5, "000"), (-5, "000"), (1, "General"), (1, "@"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "code", "shown"), FORMATS)
def test_a_number_whose_format_says_more_is_read_as_it_is_shown(number: float, code: str, shown: str) -> None:
    """Zeros before a reference were lost, 1.5 shown as 1.50万元 came in as one yuan fifty, dollars as yuan."""
    assert as_shown(number, code) == shown
    assert says_more(code)


@pytest.mark.parametrize(("number", "code"), PLAIN)
def test_every_other_format_leaves_the_number_a_number(number: float, code: str) -> None:
    assert as_shown(number, code) == number


def test_an_open_document_tells_what_is_shown_itself() -> None:
    read = of_open_document
    assert read(42, "0042", is_share=False, currency="") == "0042"
    assert read(99, "$99.00", is_share=False, currency="USD") == "$99.00"
    assert read(1.5, "1.50万元", is_share=False, currency="") == "1.50万元"
    assert read(0.5, "50%", is_share=True, currency="") == "50%"
    assert read(15000, "1.5万", is_share=False, currency="") == 15000, "what is kept is the whole amount"
    assert read(99, "￥99.00", is_share=False, currency="CNY") == 99
    assert read(43, "0042", is_share=False, currency="") == 43
    assert read(99, "", is_share=True, currency="") == 99


def rows_of(content: bytes) -> list[list[Any]]:
    """The rows of the first sheet, as a look shows them."""
    return [cells for _number, cells in look_at(open_book(BytesIO(content)), 1.0).sheets[0].rows]


def test_a_workbook_keeps_its_zeros_shares_and_currencies() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="180" formatCode="000000"/><numFmt numFmtId="181" formatCode="[$$-409]0"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="180"/><xf numFmtId="181"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>'
    )
    cells = '<c r="A1"><v>42</v></c><c r="B1" s="1"><v>42</v></c><c r="C1" s="2"><v>42</v></c><c r="D1" s="3"><v>0.42</v></c>'
    assert rows_of(xlsx(f'<row r="1">{cells}</row>', styles=styles)) == [[42, "000042", "$42", "42%"]]


def test_an_open_document_keeps_them_too() -> None:
    cell = '<table:table-cell office:value-type="{}"{} office:value="{}"><text:p>{}</text:p></table:table-cell>'
    row = "".join(
        [
            cell.format("float", "", 42, "000042"),
            cell.format("currency", ' office:currency="USD"', 42, "$42"),
            cell.format("percentage", "", 0.42, "42%"),
            cell.format("float", "", 42, "42.00"),
        ]
    )
    assert rows_of(ods(f"<table:table-row>{row}</table:table-row>")) == [["000042", "$42", "42%", 42]]


def test_as_above_is_what_stands_above() -> None:
    """A trader 「同上」 was registered."""
    lines = (
        ("甲店", "2026-05-12", "坏了"),
        ("同上", "〃", "同上次一样坏了"),
        ("", '"', "也坏了"),
        ("乙店", "同上", ""),
    )
    written = "".join(
        f'<row r="{at}">'
        + "".join(text(f"{'ABC'[place]}{at}", cell) for place, cell in enumerate(line) if cell)
        + "</row>"
        for at, line in enumerate(lines, 1)
    )
    found = look_at(open_book(BytesIO(xlsx(written))), 1.0).sheets[0]
    assert [cells for _number, cells in found.rows] == [
        ["甲店", "2026-05-12", "坏了"],
        ["甲店", "2026-05-12", "同上次一样坏了"],
        [None, "2026-05-12", "也坏了"],
        ["乙店", "2026-05-12"],
    ]
    assert [(each.kind, each.count, each.rows) for each in found.doubts] == [(DoubtKind.DITTOS, 3, (2, 3, 4))]


def test_as_above_with_nothing_above_stays_as_it_is() -> None:
    found = look_at(open_book(BytesIO("同上,甲\n同上,乙\n".encode())), 1.0).sheets[0]
    assert [cells for _number, cells in found.rows] == [["同上", "甲"], ["同上", "乙"]]
    assert found.doubts == ()


def word_table(run: str) -> list[list[Any]]:
    """The rows of a Word table with this in its last cell."""
    body = word_row("编号", "内容") + word_row("A1", "X").replace("<w:r><w:t>X</w:t></w:r>", run)
    return rows_of(docx(f"<w:tbl>{body}</w:tbl>"))


def test_what_word_writes_twice_is_read_once() -> None:
    """Reading aids (bing冰) and what older programs are to show instead came in as text."""
    aid = "<w:ruby><w:rt><w:r><w:t>bing</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>冰</w:t></w:r></w:rubyBase></w:ruby>"
    assert word_table(f"<w:r>{aid}</w:r><w:r><w:t>箱坏了</w:t></w:r>")[1] == ["A1", "冰箱坏了"]
    twice = "<w:Choice><w:t>坏了</w:t></w:Choice><w:Fallback><w:t>坏了</w:t></w:Fallback>"
    assert word_table(f"<w:r>{twice}</w:r>")[1] == ["A1", "坏了"]
    assert word_table("<w:r><w:t>027</w:t><w:noBreakHyphen/><w:t>12345678</w:t></w:r>")[1] == ["A1", "027-12345678"]


def test_the_last_row_of_a_list_that_was_torn_in_two_is_a_table_too() -> None:
    whole = word_row("编号", "内容") + word_row("A1", "坏了")
    torn, other = word_row("A2", "也坏了"), word_row("甲", "乙", "丙")
    book = open_book(BytesIO(docx(f"<w:tbl>{whole}</w:tbl><w:tbl>{torn}</w:tbl><w:tbl>{other}</w:tbl>")))
    assert book.sheets == ("1", "2")


def test_reading_aids_in_an_open_document_are_no_text() -> None:
    aid = "<text:ruby><text:ruby-base>冰</text:ruby-base><text:ruby-text>bing</text:ruby-text></text:ruby>箱"
    row = f"<table:table-row><table:table-cell><text:p>{aid}</text:p></table:table-cell></table:table-row>"
    assert rows_of(ods(row)) == [["冰箱"]]


def test_a_web_page_that_calls_its_utf8_something_else_is_read() -> None:
    page = '<html><meta charset="gb2312"><table><tr><td>编号<td>内容<tr><td>A1<td>坏了</table>'
    assert rows_of(page.encode()) == [["编号", "内容"], ["A1", "坏了"]]
    assert rows_of(page.encode("gb18030")) == [["编号", "内容"], ["A1", "坏了"]]


def test_chinese_commas_part_cells_and_the_sign_at_the_end_of_a_file_is_no_row() -> None:
    assert rows_of("编号，内容\nA1，坏了\nA2，也坏了\n".encode()) == [
        ["编号", "内容"],
        ["A1", "坏了"],
        ["A2", "也坏了"],
    ]
    assert rows_of("编号,内容\nA1,坏了，很坏\n\x1a".encode()) == [["编号", "内容"], ["A1", "坏了，很坏"]]
