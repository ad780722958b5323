"""Files as county offices send them: each row comes in, or is told with what to do, and what is doubtful stands on the page."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from open315.cases.models import Case
from open315.core import jobs
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.tests.foreign_books import docx, ods, package, text, word_row, xlsx
from open315.core.tests.test_read_foreign_books import XLS
from open315.intake.models import SheetImport
from open315.intake.sheet_import import cell_values, doubts, result_file, services
from open315.intake.sheet_import.columns import Mapping

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


Imported = Callable[..., tuple[SheetImport, list[tuple[str, str]]]]


@pytest.fixture
def imported(cast: Any) -> Imported:
    """The file, imported as it is guessed; of each row its outcome and explanation."""

    def run(content: bytes, name: str = "a.xlsx") -> tuple[SheetImport, list[tuple[str, str]]]:
        sheet = received(cast, content, name)
        services.start_import(sheet.pk, actor=cast.actor("clerk"), at=cast.at)
        sheet.refresh_from_db()
        assert sheet.job_id is not None
        jobs.run(sheet.job_id)
        sheet.refresh_from_db()
        assert sheet.state == "done"
        lines = [(line[2], line[4]) for line in result_file.lines_of(sheet)]
        assert len(lines) == sheet.rows_total
        return sheet, lines

    return run


def received(cast: Any, content: bytes, name: str = "a.xlsx") -> SheetImport:
    file, council = SimpleUploadedFile(name, content), cast.bodies["wuhan"].pk
    return services.receive_sheet(file, source="县局", council_id=council, actor=cast.actor("clerk"), at=cast.at)


def told(sheet: SheetImport) -> list[tuple[str, str]]:
    """What the pages of the import say of the sheet."""
    kept = sheet.mapping
    return [
        (str(each.text), str(each.where)) for each in doubts.notes(sheet.looked, kept["sheet"], kept["heading_row"])
    ]


def sheet_of(*lines: list[str], **more: str) -> bytes:
    """A workbook of texts; a cell that begins with < is written as it stands."""
    written = ""
    for number, line in enumerate(lines, 1):
        cells = "".join(
            cell.replace("@", f"{chr(65 + at)}{number}")
            if cell.startswith("<")
            else text(f"{chr(65 + at)}{number}", cell)
            for at, cell in enumerate(line)
            if cell
        )
        written += f'<row r="{number}">{cells}</row>'
    return xlsx(written, **more)


HEAD = ["编号", "投诉日期", "内容", "被投诉企业"]


def test_a_blank_in_the_last_cell_of_all_asks_for_no_memory(imported: Imported) -> None:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(text(f"{chr(65 + at)}{number}", cell) for at, cell in enumerate(line))
        + "</row>"
        for number, line in enumerate([HEAD, ["A1", "2026-05-12", "冰箱坏了", "甲店"]], 1)
    )
    far = f'<row r="1048576">{text("XFD1048576", " ")}</row>'
    _sheet, lines = imported(xlsx(rows + far))
    assert lines == [("new", "")]


@pytest.mark.parametrize("word", ["#N/A", "#REF!", "#SPILL!", "#GETTING_DATA"])
def test_an_error_of_a_formula_is_told_with_its_row_and_the_others_come_in(imported: Imported, word: str) -> None:
    error = f'<c r="@" t="e"><v>{word}</v></c>'
    sheet, lines = imported(
        sheet_of(HEAD, ["A1", "2026-05-12", "冰箱坏了", error], ["A2", "2026-05-12", "洗衣机坏了", "乙店"])
    )
    assert lines == [
        ("wrong", f"被投诉企业: The formula ends in an error ({word}). Mend it in the sheet, or write the value."),
        ("new", ""),
    ]
    assert told(sheet) == [("1 row has a formula that ends in an error.", "Rows: 2")]


def test_long_references_in_number_cells_never_become_one_case(imported: Imported) -> None:
    rows = [
        [f'<c r="@"><v>142010620260512000{n}</v></c>', "2026-05-12", f"第{n}件坏了", "甲店"] for n in (1234, 9876, 5555)
    ]
    sheet, lines = imported(sheet_of(HEAD, *rows))
    assert [outcome for outcome, _why in lines] == ["wrong"] * 3
    assert lines[0][1].startswith("编号: 1420106202605120001234: a number of more than 15 digits is not kept whole")
    assert "Format the column as text" in lines[0][1]
    assert told(sheet)[0][1] == "Rows: 2, 3, 4"
    assert not Case.objects.exists()


def test_a_long_number_in_a_column_that_is_left_out_harms_no_row(imported: Imported) -> None:
    long = '<c r="@"><v>420102199001011234</v></c>'
    _sheet, lines = imported(sheet_of([*HEAD, "内部备查"], ["A1", "2026-05-12", "冰箱坏了", "甲店", long]))
    assert lines == [("new", "")]


def test_an_unclosed_quotation_mark_swallows_no_row(imported: Imported) -> None:
    lines = [f"Q{n}\t2026-05-12\t{chr(34) + '55寸' if n == 3 else ''}第{n}件投诉内容\t店{n}" for n in range(1, 11)]
    sheet, found = imported("\n".join(["\t".join(HEAD), *lines]).encode(), "a.csv")
    assert [outcome for outcome, _why in found] == ["new"] * 10
    assert told(sheet) == [("1 row has a quotation mark that nothing closes; it was taken for text.", "Rows: 4")]


def test_a_trader_merged_over_three_rows_is_the_trader_of_all_three(imported: Imported) -> None:
    content = sheet_of(
        HEAD, ["A1", "2026-05-12", "冰箱坏了", "甲店"], ["A2", "", "洗衣机坏了"], ["A3", "", "电视坏了"],
        after='<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="D2:D4"/></mergeCells>',
    )  # fmt: skip
    sheet, lines = imported(content)
    assert lines == [("new", "")] * 3
    assert set(Case.objects.values_list("trader__name", flat=True)) == {"甲店"}
    assert told(sheet) == [
        ("2 rows have cells that are merged with those above; they were given the same content.", "Rows: 3, 4")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_damaged_byte_names_its_row_and_the_others_come_in(imported: Imported, encoding: str) -> None:
    body = [",".join(HEAD), *[f"G{n},2026-05-12,第{n}件冰箱投诉商家拒绝退款,武汉店{n}" for n in range(1, 6)]]
    content = "\n".join(body).encode(encoding)
    at = content.index("第3件".encode(encoding))
    sheet, lines = imported(content[:at] + content[at + 1 :], "a.csv")
    assert [outcome for outcome, _why in lines] == ["new", "new", "wrong", "new", "new"]
    assert lines[2][1].startswith("内容: Some characters were lost: ")
    assert told(sheet) == [("1 row has lost characters.", "Rows: 4")]


TWO = [HEAD, ["A1", "2026-05-12", "冰箱坏了", "甲店"], ["A2", "2026-05-13", "洗衣机坏了", "乙店"]]
AS_ODS = ods(
    *["".join(f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in line)}</table:table-row>" for line in TWO)]
)  # fmt: skip
AS_DOCX = docx("<w:tbl>" + "".join(word_row(*line) for line in TWO) + "</w:tbl>")
AS_PAGE = (
    "<html><table>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in TWO)
    + "</table></html>"
).encode("gb18030")


@pytest.mark.parametrize(
    ("content", "name"),
    [(AS_ODS, "投诉.ods"), (AS_DOCX, "投诉.docx"), (AS_PAGE, "投诉.xls")],
    ids=["ods", "docx", "page"],
)
def test_the_same_list_comes_in_whatever_program_wrote_it(imported: Imported, content: bytes, name: str) -> None:
    sheet, lines = imported(content, name)
    assert lines == [("new", ""), ("new", "")]
    assert sorted(Case.objects.values_list("source_ref", "trader__name")) == [("A1", "甲店"), ("A2", "乙店")]
    assert told(sheet) == []


def test_a_file_of_wps_that_is_an_old_workbook_is_read(imported: Imported) -> None:
    sheet, lines = imported(XLS.read_bytes(), "投诉.et")
    assert [outcome for outcome, _why in lines] == ["wrong", "new", "wrong"]
    assert told(sheet)[-1] == ("The file has hidden sheets, which are not read.", "暗")


OLD_MAC = sheet_of(
    ["编号", "投诉日期", "内容", "受理日期", "辦結日期", "結果", "消费日期"],
    ["A1", *('<c r="@"><v>44692.5</v></c>', "冰箱坏了"), *(f'<c r="@"><v>{day}</v></c>' for day in (44693, 44695)), "调解成功", "44690"],
    ["A2", *('<c r="@"><v>20260512</v></c>', "洗衣机坏了")],
    workbook='<workbookPr date1904="1"/>',
)  # fmt: skip


def test_numbers_of_days_in_a_book_of_1904_are_the_days_that_book_means(imported: Imported) -> None:
    """44692 of an old Mac's book is 12 May 2026; it came in as 11 May 2022, without a word."""
    sheet, lines = imported(OLD_MAC)
    assert [outcome for outcome, _why in lines] == ["new", "new"], lines
    one, two = Case.objects.order_by("source_ref")
    assert [local_day(each.received_at) for each in (one, two)] == [date(2026, 5, 12), date(2026, 5, 12)]
    assert [one.occurred_on, local_day(one.accepted_at), local_day(one.closed_at)] == [
        date(2026, 5, 10), date(2026, 5, 13), date(2026, 5, 15),
    ]  # fmt: skip
    assert told(sheet) == [
        ("This book counts days from 1904, as books of Excel for Mac did. Numbers in columns of days are read so.", "")
    ]


def test_the_result_of_a_book_of_1904_gives_its_days_out_as_other_books_count_them(imported: Imported) -> None:
    sheet, _lines = imported(OLD_MAC)
    mapping = Mapping.from_data(sheet.mapping)
    first, second = result_file.rows(sheet, mapping, shown=result_file.as_it_came)
    assert first[6:12] == [46154.5, "冰箱坏了", 46155, 46157, "调解成功", 46152]
    assert second[6] == 20260512


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (44692, 46154), (44692.25, 46154.25), ("44692", 46154), ("44692.5", 46154.5), (18538, 20000), (78537, 79999), (18537, 18537), (78538, 78538),
        (20260512, 20260512), (True, True), ("2026-05-12", "2026-05-12"), ("", ""), (None, None), (date(2026, 5, 12), date(2026, 5, 12)),
    ],
)  # fmt: skip
def test_only_a_number_that_may_be_a_day_is_counted_from_1904(cell: Any, read: Any) -> None:
    assert cell_values.from_1904(cell) == read
    assert type(cell_values.from_1904(cell)) in (type(read), float)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument\0".encode("utf-16-le"), "old Word"),
        (package({"投诉.csv": "a"}), "packed archive"),
        (b"%PDF-1.7\n%%EOF", "PDF"),
        (b"<html>404</html>", "no table"),
        (sheet_of(), "no sheet with rows|no rows"),
    ],
)
def test_any_other_file_is_told_what_it_is(cast: Any, content: bytes, word: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        received(cast, content)
    assert re.search(word, str(refusal.value.message))
    assert refusal.value.field == "file"
    assert not SheetImport.objects.exists()


def test_the_line_that_ends_a_list_of_ours_is_no_row_to_be_done(imported: Imported) -> None:
    text = "编号,投诉日期,内容,被投诉企业\nA1,2026-05-12,冰箱坏了,甲店\n共 1 行，列表結束。\n"
    sheet, lines = imported(text.encode(), "a.csv")
    assert lines == [("new", "")]
    assert (sheet.rows_done, sheet.rows_total) == (1, 1)


def test_the_sheet_with_the_list_is_chosen_before_one_that_explains_it(cast: Any) -> None:
    book = xlsx(
        f'<row r="1">{text("A1", "填表说明")}</row>',
        "".join(f'<row r="{n}">{text(f"A{n}", "投诉内容")}</row>' for n in (1, 2)),
    )
    sheet = received(cast, book)
    assert sheet.sheet_name == "表2"
    assert told(sheet) == [("The file has other sheets, which this import does not read.", "表1")]


def test_what_is_doubtful_stands_on_each_page_of_the_import(cast: Any, client: Client) -> None:
    first = sheet_of(HEAD, ["A1", "2026-05-12", "冰箱坏了", '<c r="@" t="e"><v>#N/A</v></c>'])
    sheet = received(cast, first)
    client.force_login(cast.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    for page in ("columns", "preview"):
        shown = client.get(f"/console/imports/{sheet.pk}/{page}/").content.decode()
        assert "Please look at this in the sheet" in shown
        assert "1 row has a formula that ends in an error." in shown
    assert "#N/A" in shown
    services.start_import(sheet.pk, actor=cast.actor("clerk"), at=cast.at)
    assert "1 row has a formula" in client.get(f"/console/imports/{sheet.pk}/").content.decode()


def test_a_sound_sheet_is_not_doubted(cast: Any, client: Client) -> None:
    sheet = received(cast, sheet_of(*TWO))
    client.force_login(cast.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    assert told(sheet) == []
    assert "Please look at this" not in client.get(f"/console/imports/{sheet.pk}/columns/").content.decode()


def test_other_and_hidden_sheets_headings_alone_and_long_sheets_are_told() -> None:
    kept = {
        "hidden": ["暗"],
        "sheets": {
            "甲": {"rows": 2, "whole": True, "first": [1, 3], "doubts": [["filled", 2, [2, 5]], ["across", 1, [1]]]},
            "乙": {"rows": 9000, "whole": False, "first": [1, 2], "doubts": []},
        },
    }
    assert [(str(each.text), str(each.where)) for each in doubts.notes(kept, "甲", 3)] == [
        ("1 row has cells that are merged with those above; they were given the same content.", "Rows: 5"),
        ("The file has other sheets, which this import does not read.", "乙"),
        ("The file has hidden sheets, which are not read.", "暗"),
        ("There are no rows below the headings.", ""),
    ]
    assert str(doubts.notes(kept, "乙", 1)[-1].text).startswith("The sheet is long: 9000 rows were looked at")
    assert doubts.notes(kept, "没有", 1) == []
    assert doubts.notes({}, "甲", 1) == []
    assert doubts.rows_below(kept, "甲", 1) == 1
    assert doubts.rows_below(kept, "乙", 1) is None
    assert doubts.rows_below({}, "甲", 1) is None


def test_the_preview_lists_what_is_wrong_row_by_row(cast: Any, client: Client) -> None:
    """The marked cell of a wide sheet stood far to the right; the rows looked empty."""
    text = "编号,投诉日期,内容,被投诉企业\nA1,2026-05-12,冰箱坏了,甲店\nA2,2026-13-01,,乙店\n合计,,,2\n"
    sheet = received(cast, text.encode(), "a.csv")
    client.force_login(cast.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = " ".join(client.get(f"/console/imports/{sheet.pk}/preview/").content.decode().split())
    listed = re.findall(r"<li> (第 \d+ 行 · [^<]*?) </li>", page)
    assert listed == [
        "第 3 行 · 投诉日期：不是日期。請寫成 2026-05-12 這樣。",
        "第 3 行 · 内容：沒有說明發生了什麼。",
    ]
    assert "其中 1 行不能登記為案件。" in page
