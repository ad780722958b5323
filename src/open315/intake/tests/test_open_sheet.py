"""Opening sheets: workbooks, rows of headings, guesses."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from open315.core.errors import InvalidInput
from open315.core.foreign_files.child import look_at
from open315.core.foreign_files.readers.opening import open_book
from open315.core.places import PlaceFinder
from open315.intake.sheet_import.columns import Mapping, Target, carried_over, guess, twice
from open315.intake.sheet_import.preview import columns_of, first_mapping
from open315.intake.sheet_import.sheet_file import Book


def opened(path: Path) -> Book:
    """What a look tells, without a child."""
    with path.open("rb") as file:
        return Book(look_at(open_book(file), 1.0))


def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    first = book.active
    first.title = "说明"
    first.append(["本表由某平台导出"])
    sheet = book.create_sheet("清單")
    sheet.append([])
    sheet.append(["2020年投訴登記表"])
    sheet.append(["序號", "登記時間", "被投訴方", "簡述", "詳細訴求內容", "涉案金額", "備註"])
    sheet.append([1, datetime(2020, 6, 1, 10), "商家甲", "手機壞了", "手機買了三天就壞", 1999.5, "x"])
    hidden = book.create_sheet("暗")
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_a_workbook_shows_its_visible_sheets_with_row_numbers_as_people_see_them(tmp_path: Path) -> None:
    book = opened(workbook(tmp_path))
    assert book.sheets == ("说明", "清單")
    assert [number for number, _ in book.rows("清單")] == [2, 3, 4]
    assert list(book.rows("清單"))[2][1][:3] == [1.0, datetime(2020, 6, 1, 10), "商家甲"]
    with pytest.raises(InvalidInput):
        list(book.rows("沒有"))


def test_headings_are_found_below_titles_and_columns_guessed(tmp_path: Path) -> None:
    book = opened(workbook(tmp_path))
    mapping = first_mapping(book, "清單", None)
    assert mapping.heading_row == 3
    assert list(mapping.columns.values()) == [
        Target.RECEIVED_AT, Target.TRADER_NAME, Target.TITLE, Target.NARRATIVE, Target.AMOUNT,
    ]  # fmt: skip
    columns = columns_of(book, mapping)
    assert (columns[1].examples, columns[6].target) == (("2020-06-01 10:00:00",), Target.IGNORE)


def test_a_field_is_guessed_once_and_the_exact_heading_wins() -> None:
    assert guess(["投訴人電話號碼", "電話", "投诉时间", "登记时间"]) == {1: Target.PHONE, 2: Target.RECEIVED_AT}
    assert guess(["complaint_id", "Date Received", "company", "???"]) == {
        0: Target.SOURCE_REF, 1: Target.RECEIVED_AT, 2: Target.TRADER_NAME,
    }  # fmt: skip


def test_a_mapping_survives_storage_and_moves_with_its_headings() -> None:
    mapping = Mapping("清單", 3, ("甲", "乙"), {0: Target.KEEP, 1: Target.TITLE})
    assert Mapping.from_data(mapping.as_data()) == mapping
    said = Mapping(
        columns={0: Target.CLAIMS},
        values={Target.CLAIMS: {"退货退款": ("return", "refund"), "别的": ()}},
        same_number="new",
    )
    assert Mapping.from_data(said.as_data()) == said
    assert carried_over(mapping, ("乙", "丙", "甲")) == {0: Target.TITLE, 2: Target.KEEP}
    assert twice({0: Target.PHONE, 1: Target.PHONE, 2: Target.TITLE, 3: Target.TITLE}) == {Target.PHONE}


PLACES = {
    "420000": "湖北省", "420100": "武漢市", "420102": "江岸區", "420200": "黃石市", "429004": "仙桃市",
    "110000": "北京市", "110105": "朝陽區", "210000": "遼寧省", "211300": "朝陽市", "430000": "湖南省", "430100": "長沙市",
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("420102", "420102"), ("420102000000", "420102"), ("武汉市", "420100"), ("武漢", "420100"), ("湖北省武汉市江岸区", "420102"),
        ("湖北 仙桃", "429004"), ("江岸", "420102"), ("北京朝陽區建國路", "110105"), ("湖南長沙", "430100"), ("999999", ""), ("某地", ""), ("朝陽", ""),
    ],
)  # fmt: skip
def test_a_place_is_found_by_code_or_name(written: str, code: str) -> None:
    assert PlaceFinder(PLACES, "420000").find(written) == code


def test_an_ambiguous_name_means_the_place_at_home() -> None:
    assert PlaceFinder(PLACES, "210000").find("朝陽") == "211300"
