"""Lists as files."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from open315.core.errors import InvalidInput
from open315.core.exports import guard, spreadsheet_response, stream_csv, workbook, write_xlsx, yuan
from open315.core.names import Names

HEADER = ["編號", "內容"]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def read_csv(rows: Any) -> list[list[str]]:
    content = b"".join(stream_csv(rows, HEADER))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


@pytest.mark.parametrize("value", ["=1+1", "+86", "-5", "@a", "\t=1", "\r=1", "＝1", " =cmd|' /C calc'!A0"])
def test_a_text_that_could_run_is_disarmed(value: str) -> None:
    assert guard(value) == f"'{value}"


def test_other_text_and_real_numbers_stay() -> None:
    assert guard("退款-2") == "退款-2"
    assert read_csv([[-5, "a=b"]])[1] == ["-5", "a=b"]


def test_the_last_line_says_how_many_rows_there_are() -> None:
    lines = read_csv((n, f"第{n}件") for n in range(1201))
    assert len(lines) == 1203
    assert lines[0] == HEADER
    assert lines[-1] == ["Rows: 1201. End of the list."]


def test_a_source_that_breaks_off_is_not_closed_with_a_count() -> None:
    def broken() -> Any:
        yield (1, "a")
        raise RuntimeError("gone")

    sent: list[bytes] = []
    with pytest.raises(RuntimeError):
        sent.extend(stream_csv(broken(), HEADER))
    assert b"End of the list" not in b"".join(sent)


def test_rows_are_read_while_they_are_sent() -> None:
    taken: list[int] = []
    stream = stream_csv(([taken.append(n) or n] for n in range(5000)), HEADER)
    next(stream)
    assert taken == []
    next(stream)
    assert len(taken) == 500


def test_values_are_written_as_people_read_them() -> None:
    moment = datetime(2026, 5, 12, 2, 0, 0, 123, tzinfo=UTC)
    row = [None, True, moment, date(2026, 5, 12), Decimal("12.50"), ["退貨", "賠償"], "a\x00b"]
    assert read_csv([row])[1] == ["", "yes", "2026-05-12 10:00:00", "2026-05-12", "12.50", "退貨, 賠償", "ab"]


def test_a_workbook_has_typed_cells_a_count_and_definitions() -> None:
    out = BytesIO()
    rows = [[1, "=1+1"], [2, datetime(2026, 5, 12, 2, 0, tzinfo=UTC)]]
    assert write_xlsx(out, rows, HEADER, [("編號", "案件的編號")]) == 2
    book = read_xlsx(out.getvalue())
    assert [[cell.value for cell in row] for row in book["List"]] == [
        HEADER,
        [1, "'=1+1"],
        [2, datetime(2026, 5, 12, 10, 0)],
    ]
    assert [[cell.value for cell in row] for row in book["Definitions"]] == [
        ["Rows: 2. End of the list.", None],
        ["編號", "案件的編號"],
    ]


@pytest.mark.parametrize("amount", [yuan(4_888_950), Decimal("48889.50"), 48889.5])
def test_a_spreadsheet_can_add_the_amounts(amount: Any) -> None:
    out = BytesIO()
    write_xlsx(out, [[amount], [yuan(5)], [yuan(None)]], ["元"])
    cells = [row[0].value for row in read_xlsx(out.getvalue())["List"].iter_rows(min_row=2)]
    assert [type(cell) for cell in cells[:2]] == [float, float]
    assert cells == [48889.5, 0.05, None]


def test_an_amount_is_shown_with_the_marks_of_the_readers_language() -> None:
    out = BytesIO()
    write_xlsx(out, [[yuan(4_888_950)]], ["元"])
    assert read_xlsx(out.getvalue())["List"]["A2"].number_format == "#,##0.00"
    assert read_csv([[yuan(4_888_950)]])[1] == ["48889.50"]


def test_headings_and_meanings_that_are_translated_late_are_words_and_not_lists_of_signs() -> None:
    out = BytesIO()
    write_xlsx(
        out, [["1"]], [gettext_lazy("Rows"), Names("編號", "Number")], [(gettext_lazy("List"), gettext_lazy("no"))]
    )
    book = read_xlsx(out.getvalue())
    assert [cell.value for cell in book["List"][1]] == ["Rows", "Number"]
    assert [cell.value for cell in book["Definitions"][2]] == ["List", "no"]


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_A_SHEET", 2)
    out = BytesIO()
    assert write_xlsx(out, ([n] for n in range(5)), ["n"]) == 5
    assert read_xlsx(out.getvalue()).sheetnames == ["List", "List 2", "List 3", "Definitions"]


def test_a_text_too_long_for_a_cell_says_so() -> None:
    out = BytesIO()
    write_xlsx(out, [["長" * 40_000]], ["n"])
    assert read_xlsx(out.getvalue())["List"]["A2"].value.endswith("[… 8000 more characters; the CSV has them]")
    assert len(read_csv([["長" * 40_000]])[1][0]) == 40_000


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_empty_list_is_a_whole_file(kind: str) -> None:
    answer = spreadsheet_response("案件", HEADER, [], kind=kind)
    content = b"".join(answer.streaming_content)
    assert content
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_another_format_is_refused() -> None:
    with pytest.raises(InvalidInput):
        spreadsheet_response("a", HEADER, [], kind="pdf")


def test_rows_of_a_workbook_lie_in_clear_on_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """openpyxl kept each sheet's XML in a file of the folder for temporary files until it was packed."""
    written: list[bytes] = []

    class Recorded(BytesIO):
        def write(self, content: Any) -> int:
            written.append(bytes(content))
            return super().write(content)

    monkeypatch.setattr("open315.core.exports.sealed_book.IN_MEMORY", 1000)
    monkeypatch.setattr("open315.core.crypto.spool.tempfile.TemporaryFile", Recorded)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", None)
    out = BytesIO()
    assert write_xlsx(out, [["歐陽測試", "13811112222"]] * 500, HEADER) == 500
    assert sum(map(len, written)) > 10_000, "on the disk"
    assert b"13811112222" not in b"".join(written)
    sheet = load_workbook(BytesIO(out.getvalue())).worksheets[0]
    assert (sheet.max_row, sheet["B501"].value, sheet.freeze_panes) == (501, "13811112222", "A2")
