"""A return as a sheet: given out, filled in elsewhere, taken back into the draft, looked over, saved."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook, load_workbook

from open315.core.errors import InvalidInput
from open315.indicators import queries as indicators
from open315.returns import by_sheet, queries, services
from open315.returns.by_sheet import Line
from open315.returns.models import Filing, Return
from open315.returns.tests.making import asked, filled, of, signed, told
from open315.returns.tests.test_show_returns import ON_THAT_DAY, at, browser, page, words
from open315.returns.types import Answer
from tests.rows import DRAFTS, nothing_changes

pytestmark = pytest.mark.django_db
HEAD = ["代碼", "指標", "單位", "定義", "填報方式", "數值", "理由"]


def sheet(*rows: list[Any]) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def read(*rows: list[Any]) -> by_sheet.Taken:
    found = [indicators.latest(code) for code in ("leaflets", "boards", "enquiries")]
    with translation.override("zh-hant"):
        taken = by_sheet.read(sheet(*rows), found)
        taken.left = [(number, str(why)) for number, why in taken.left]
        return taken


def test_rows_are_taken_as_they_are_said_by_code_or_by_name_in_either_script() -> None:
    taken = read(
        ["2026年上報表"],
        HEAD,
        ["leaflets", "", "", "", "", "3000餘", ""],
        ["", "宣传展板", "", "", "", 35.0, " 清點 "],
        ["ENQUIRIES", "別的名稱", "", "", "無", None, ""],
    )
    assert taken.lines == {
        "leaflets": Line("value", "3000餘", ""),
        "boards": Line("value", "35", "清點"),
        "enquiries": Line("nothing", "", ""),
    }
    assert taken.left == []


def test_a_row_that_cannot_be_taken_is_named_with_the_reason_and_the_others_are_taken() -> None:
    taken = read(
        HEAD,
        ["leaflets", "", "", "", "", "10", ""],
        ["leaflets", "", "", "", "", "20", ""],
        ["sms", "", "", "", "", "30", ""],
        ["", "", "", "", "", "5", ""],
        ["boards", "", "", "", "也許", "5", ""],
        ["enquiries", "", "", "", "", "#N/A", ""],
    )
    assert taken.lines["leaflets"] == Line("value", "10", "")
    assert [number for number, _why in taken.left] == [3, 4, 5, 6, 7]
    assert [why for _number, why in taken.left][:3] == [
        "前面已有一行填了這項指標。", "沒有要求上報這項指標。", "沒有要求上報這項指標。",
    ]  # fmt: skip
    assert "也許" not in str(taken.lines)


def test_a_line_that_says_nothing_is_left_as_it_was() -> None:
    taken = read(HEAD, ["leaflets", "", "", "", "", "", ""], ["boards", "", "", "", "按所填", "", ""], [])
    assert (taken.lines, taken.left) == ({}, [])


def test_short_rows_and_columns_in_another_order_are_read() -> None:
    taken = read(["數值", "備查", "代碼"], ["7", "x", "boards"], ["8"])
    assert taken.lines == {"boards": Line("value", "7", "")}
    assert [number for number, _why in taken.left] == [3]


@pytest.mark.parametrize(
    "rows", [[["甲", "乙"], ["1", "2"]], [["數值", "理由"], ["1", "2"]], [["代碼", "指標"], ["boards", "x"]]]
)
def test_a_sheet_without_the_columns_is_refused_at_the_file(rows: list[list[Any]]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(*rows)
    assert (refused.value.field, "沒有一張表有本上報表的各欄" in str(refused.value.message)) == ("file", True)


def test_a_sheet_of_two_thousand_rows_is_read_and_one_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_sheet.MOST_ROWS == 2000
    monkeypatch.setattr(by_sheet, "MOST_ROWS", 2)
    rows = [HEAD, ["leaflets", "", "", "", "", "1", ""], ["boards", "", "", "", "", "2", ""]]
    assert set(read(*rows).lines) == {"leaflets", "boards"}
    with pytest.raises(InvalidInput) as refused:
        read(*rows, ["enquiries", "", "", "", "", "3", ""])
    assert refused.value.field == "file"


def test_a_second_sheet_is_found_behind_a_cover() -> None:
    book = Workbook()
    book.active.append(["封面", "說明"])
    book.active.append(["甲", "乙"])
    second = book.create_sheet("表")
    second.append(HEAD)
    second.append(["boards", "", "", "", "", "12", ""])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    assert by_sheet.read(out, [indicators.latest("boards")]).lines == {"boards": Line("value", "12", "")}


def test_what_is_no_sheet_is_refused_at_the_file() -> None:
    with pytest.raises(InvalidInput) as refused:
        by_sheet.read(io.BytesIO(b"%PDF-1.7 x"), [])
    assert refused.value.field == "file"


@ON_THAT_DAY
def test_the_sheet_given_out_holds_the_lines_and_what_was_filled_in_and_comes_back_the_same(cast: Any) -> None:
    row = filled(cast, told())
    answer = browser(cast, "clerk").get(at(row, "sheet/"))
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert "attachment; filename*=utf-8" in answer["Content-Disposition"].lower()
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    rows = [list(each) for each in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    assert rows[0] == HEAD
    assert [(each[0], each[1], each[4], each[5]) for each in rows[1:]] == [
        ("leaflets", "宣傳資料", "按所填", "3000餘"), ("boards", "宣傳展板", "按所填", "35"), ("enquiries", "解答諮詢", "按所填", "近百"),
    ]  # fmt: skip
    back = by_sheet.read(io.BytesIO(content), queries.fields_of(row))
    assert {code: line.said for code, line in back.lines.items()} == {
        "leaflets": "3000餘", "boards": "35", "enquiries": "近百",
    }  # fmt: skip


def send(client: Any, row: Return, *rows: list[Any]) -> Any:
    file = SimpleUploadedFile("上報.xlsx", sheet(*rows).getvalue())
    return client.post(at(row, "by-sheet/"), {"file": file, "once": "t1"}, follow=True)


@ON_THAT_DAY
def test_a_clerk_sends_the_sheet_looks_it_over_and_saves(cast: Any) -> None:
    row, client = of(asked(cast), cast.bodies["wuhan"]), browser(cast, "clerk")
    assert "用表格填報" in page(client, at(row))
    assert "下載表格" in page(client, at(row, "by-sheet/"))
    with nothing_changes((*DRAFTS, "core.IdempotencyKey")):
        answer = send(client, row, HEAD, ["leaflets", "", "", "", "", "3000餘", ""], ["x", "", "", "", "", "1", ""])
    assert answer.redirect_chain == [(at(row, "fill/"), 302)]
    shown = answer.content.decode()
    for said in ("已由表格帶入1項。", "第3行未帶入：沒有要求上報這項指標。", "請核對由表格帶入的內容"):
        assert said in words(shown), said
    assert 'value="3000餘"' in shown
    form = {
        "leaflets": "3000餘",
        "leaflets__kind": "value",
        "boards__kind": "nothing",
        "enquiries__kind": "unknown",
        "version": "1",
    }
    assert client.post(at(row, "fill/"), form).status_code == 302
    kept = {each.indicator: (each.kind, each.said) for each in Filing.objects.get(of=row).values.all()}
    assert kept == {"leaflets": ("value", "3000餘"), "boards": ("nothing", ""), "enquiries": ("unknown", "")}


@ON_THAT_DAY
def test_what_was_typed_before_stays_where_the_sheet_says_nothing(cast: Any) -> None:
    row, client = of(asked(cast), cast.bodies["wuhan"]), browser(cast, "clerk")
    client.post(
        at(row, "fill/"), {"boards": "77", "boards__kind": "value", "leaflets": "1", "draft": "", "step": "draft"}
    )
    shown = send(client, row, HEAD, ["leaflets", "", "", "", "", "20", ""]).content.decode()
    assert 'value="77"' in shown
    assert 'value="20"' in shown


@ON_THAT_DAY
def test_a_signed_return_is_corrected_by_sheet(cast: Any) -> None:
    row, client = signed(cast), browser(cast, "clerk")
    assert "用表格填報" in page(client, at(row))
    answer = send(client, row, HEAD, ["boards", "", "", "", "", "36", ""])
    assert answer.redirect_chain == [(at(row, "correct/"), 302)]
    assert 'value="36"' in answer.content.decode()
    assert Filing.objects.filter(of=row).count() == 1


@ON_THAT_DAY
def test_more_than_ten_rows_that_were_not_taken_are_counted(cast: Any) -> None:
    row, client = of(asked(cast), cast.bodies["wuhan"]), browser(cast, "clerk")
    strange = [["x", "", "", "", "", str(number), ""] for number in range(12)]
    shown = words(send(client, row, HEAD, *strange).content.decode())
    assert (shown.count("未帶入：沒有要求"), "另有2行未帶入" in shown) == (10, True)
    shown = words(send(client, row, HEAD, *strange[:10]).content.decode())
    assert (shown.count("未帶入：沒有要求"), "行未帶入。" in shown) == (10, False)


@ON_THAT_DAY
def test_no_file_and_a_wrong_one_are_refused_at_the_field(cast: Any) -> None:
    row, client = of(asked(cast), cast.bodies["wuhan"]), browser(cast, "clerk")
    with nothing_changes():
        assert client.post(at(row, "by-sheet/"), {}).status_code == 422
        wrong = send(client, row, ["甲", "乙"], ["1", "2"])
    assert wrong.status_code == 422
    assert "沒有一張表有本上報表的各欄" in wrong.content.decode()


def test_a_reason_comes_along(cast: Any) -> None:
    row = of(asked(cast), cast.bodies["wuhan"])
    answers = [Answer("leaflets", said="1"), Answer("boards", said="2"), Answer("enquiries", said="3")]
    services.fill_in(row.pk, answers, actor=cast.actor("clerk"), at=cast.at)
    Filing.objects.get(of=row).values.filter(indicator="boards").update(reason="少辦一場")
    out = io.BytesIO()
    by_sheet.write(out, "表", queries.fields_of(row), queries.latest(row))
    out.seek(0)
    assert by_sheet.read(out, queries.fields_of(row)).lines["boards"] == Line("value", "2", "少辦一場")
