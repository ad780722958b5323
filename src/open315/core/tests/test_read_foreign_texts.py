"""Reading texts: encodings, separators, quotation marks, lines that were damaged."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from open315.core.foreign_files.readers.encodings import Encoding, decoded, encoding_of
from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.types import Damage, Damaged, Doubt, DoubtKind, FileKind, Trouble, Unreadable

HANS = "投诉编号,投诉时间,被投诉方,投诉内容\n1,2020-06-01,商家甲,手机质量有问题，要求退款\n2,2020-06-02,商家乙,空调不制冷\n"
HANT = "投訴編號,投訴時間,被投訴方,投訴內容\n1,2020-06-01,商家甲,手機質量有問題，要求退款\n2,2020-06-02,商家乙,冷氣機不製冷\n"


def rows(content: bytes | str) -> tuple[list[tuple[int, list[object]]], tuple[Doubt, ...]]:
    """All rows, and what is doubtful."""
    book = open_book(BytesIO(content.encode() if isinstance(content, str) else content))
    assert book.kind is FileKind.TEXT
    reading = book.read("")
    return list(reading.rows), reading.doubts.all()


@pytest.mark.parametrize("text", [HANS, HANT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_told(text: str, encoding: str) -> None:
    found, doubts = rows(text.encode(encoding))
    assert [cells for _number, cells in found] == [line.split(",") for line in text.splitlines()]
    assert doubts == ()


def test_big5_is_told_from_gb18030() -> None:
    assert encoding_of(BytesIO(HANT.encode("big5"))) == Encoding("big5hkscs")
    assert encoding_of(BytesIO(HANS.encode("gbk"))) == Encoding("gb18030")


def test_a_character_cut_at_the_sample_does_not_matter() -> None:
    text = "a" + "退款" * 60_000
    assert encoding_of(BytesIO(text.encode())) == Encoding("utf-8")
    assert encoding_of(BytesIO(text.encode("gb18030"))) == Encoding("gb18030")


@pytest.mark.parametrize("content", [b"\xff\x00\x01,\x80\x81\xff", b"a,b\n" + bytes(range(128, 256)) * 40])
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        encoding_of(BytesIO(content))
    assert refusal.value.trouble is Trouble.ENCODING


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_damaged_byte_costs_its_row_and_not_the_file(encoding: str) -> None:
    content = HANS.encode(encoding)
    at = content.index("质量".encode(encoding))
    found, doubts = rows(content[:at] + content[at + 1 :])
    assert len(found) == 3
    damaged = found[1][1][3]
    assert isinstance(damaged, Damaged)
    assert damaged.damage is Damage.BYTES
    assert "\ufffd" in damaged
    assert found[2] == (3, ["2", "2020-06-02", "商家乙", "空调不制冷"])
    assert doubts == (Doubt(DoubtKind.BYTES, 1, (2,)),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told(separator: str) -> None:
    found, _doubts = rows(HANS.replace(",", separator).replace("退款", '退款"'))
    assert [len(cells) for _number, cells in found] == [4, 4, 4]


def test_a_quoted_cell_may_hold_lines_and_separators_and_that_is_told() -> None:
    found, doubts = rows('id,內容\n1,"一,\n二"\n\n2,三\n')
    assert found == [(1, ["id", "內容"]), (2, ["1", "一,\n二"]), (4, ["2", "三"])]
    assert doubts == (Doubt(DoubtKind.LONG_RECORDS, 1, (2,)),)


UNCLOSED = '编号\t日期\t内容\t店\n1\t5月\t坏\t甲\n2\t5月\t"55寸电视\t乙\n3\t5月\t坏\t丙\n4\t5月\t坏\t丁\n'


@pytest.mark.parametrize(
    "text",
    [
        UNCLOSED,
        UNCLOSED.replace("4\t5月\t坏", '4\t5月\t"60寸电视'),
        UNCLOSED.replace("4\t5月\t坏", '4\t5月\t电视60寸"'),
        UNCLOSED.replace("\t", ","),
        UNCLOSED.replace("\t", ";").replace("\n", "\r\n"),
    ],
)
def test_a_quotation_mark_that_nothing_closes_swallows_no_row(text: str) -> None:
    found, doubts = rows(text)
    assert [(number, cells[0], len(cells)) for number, cells in found] == [
        (1, "编号", 4), (2, "1", 4), (3, "2", 4), (4, "3", 4), (5, "4", 4),
    ]  # fmt: skip
    assert found[2][1][2] == '"55寸电视'
    assert doubts[0].kind is DoubtKind.OPEN_QUOTES
    assert doubts[0].rows[0] == 3


def test_an_open_mark_in_the_last_line_swallows_no_cell() -> None:
    found, doubts = rows('编号,内容,店\n1,坏,甲\n2,"坏,乙\n')
    assert found[2] == (3, ["2", '"坏', "乙"])
    assert doubts == (Doubt(DoubtKind.OPEN_QUOTES, 1, (3,)),)


def test_marks_that_close_are_marks_even_beside_one_that_does_not() -> None:
    found, _doubts = rows('编号,内容,店\n1,"坏,坏","甲\n2,坏,乙\n')
    assert [cells for _number, cells in found] == [["编号", "内容", "店"], ["1", "坏,坏", '"甲'], ["2", "坏", "乙"]]


def test_digits_that_a_program_forced_to_be_text_are_those_digits() -> None:
    found, doubts = rows('编号,电话,说明\n="1420106202605120001234",\'02712345678,\'好\'\n"=""007""",1,=1+1\n')
    assert found[1][1] == ["1420106202605120001234", "02712345678", "'好'"]
    assert found[2][1] == ["007", "1", "=1+1"]
    assert doubts == ()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_first_line_that_names_the_separator_is_no_row(mark: str) -> None:
    found, _doubts = rows(mark + "sep=^\r\n编号^内容\r\n1^坏,了;\r\n")
    assert found == [(2, ["编号", "内容"]), (3, ["1", "坏,了;"])]


def test_a_row_whose_columns_slipped_is_told() -> None:
    _found, doubts = rows("编号,内容,店\n1,坏,甲\n2,坏,了,乙\n3,坏,丙,\n")
    assert doubts == (Doubt(DoubtKind.MORE_CELLS, 1, (3,)),)


def test_numbers_that_a_spreadsheet_spoilt_on_the_way_are_damaged() -> None:
    found, doubts = rows("编号,电话,金额\n1.42E+21,13800000000.0,2000.0\n1.5,420102199001011234.0,1.2E+3\n")
    assert found[1][1] == ["1.42E+21", "13800000000", "2000.0"]
    assert isinstance(found[1][1][0], Damaged)
    assert [type(cell) for cell in found[2][1]] == [str, Damaged, str]
    assert doubts == (Doubt(DoubtKind.DIGITS, 2, (2, 3)),)


def test_a_cell_of_endless_text_and_a_text_of_endless_columns_are_cut() -> None:
    found, doubts = rows("a,b\n" + ",".join("x" * 300) + "\n")
    assert len(found[1][1]) == 200
    assert DoubtKind.MORE_COLUMNS in {each.kind for each in doubts}


def test_a_web_page_says_its_encoding_itself() -> None:
    page = '<html><meta charset="gb2312"><table><tr><td>编号</table>'
    assert decoded(page.encode("gb18030")) == (page, "gb18030")
    assert decoded(page.replace("gb2312", "utf-8").encode())[1] == "utf-8"
    assert decoded("<table><tr><td>投诉编号的商家".encode("gb18030"))[0].endswith("投诉编号的商家")


def test_a_sign_that_a_word_processor_left_is_text_and_a_zero_is_a_lost_character() -> None:
    found, doubts = rows(HANS.replace("质量", "质\x0b\x1f量"))
    assert found[1][1][3] == "手机质\x0b\x1f量有问题，要求退款"
    assert doubts == ()
    found, doubts = rows(HANS.replace("质量", "质\0量"))
    assert found[1][1][3] == "手机质\ufffd量有问题，要求退款"
    assert doubts == (Doubt(DoubtKind.BYTES, 1, (2,)),)


CELL = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='",\ufffd\ufeff'), max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=12))
def test_what_a_program_wrote_is_read_again(table: list[list[str]]) -> None:
    head = ["投诉编号", "内容", "店"]
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [head, *table])
    found, _doubts = rows(text)
    wanted = [[str(cell) for cell in row] for row in [head, *table] if any(cell.strip() for cell in row)]
    assert [[str(cell) for cell in cells] for _number, cells in found] == wanted
