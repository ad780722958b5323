"""Where headings stand, and what two rows of them say together."""

from open315.core.foreign_files.types import Span
from open315.intake.sheet_import.columns import Target
from open315.intake.sheet_import.headings import find, guessed, of_row

TITLE = (1, ["2026年5月投诉登记表", None, None, None, None, None, None])
UPPER = ["编号", "投诉日期", "投诉人", None, "被投诉方", None, "投诉内容"]
LOWER = [None, None, "姓名", "电话", "名称", "电话", None]
FILLED = ["编号", "投诉日期", "姓名", "电话", "名称", "电话", "投诉内容"]
BOTH = ("编号", "投诉日期", "投诉人 · 姓名", "投诉人 · 电话", "被投诉方 · 名称", "被投诉方 · 电话", "投诉内容")
DATA = ["A1", "2026-05-01", "张三", "13800138000", "甲店", "02712345678", "冰箱坏了"]
GROUPS = (Span(2, 2, 2, 3), Span(2, 4, 2, 5), Span(2, 0, 3, 0), Span(1, 0, 1, 6))


def test_headings_merged_over_two_rows_keep_every_column_and_its_group() -> None:
    rows = [TITLE, (2, UPPER), (3, FILLED), (4, DATA)]
    assert find(rows, GROUPS) == (3, BOTH)


def test_the_same_two_rows_without_merged_cells_are_joined_as_well() -> None:
    rows = [TITLE, (2, UPPER), (3, LOWER), (4, DATA)]
    assert find(rows) == (3, BOTH)
    assert of_row(rows, 3) == BOTH


def test_the_telephone_of_the_other_side_is_not_the_consumer_s() -> None:
    found = guessed(BOTH)
    assert found[3] is Target.PHONE
    assert found[2] is Target.NAME
    assert found.get(5) is not Target.PHONE
    assert (found[0], found[1], found[6]) == (Target.SOURCE_REF, Target.RECEIVED_AT, Target.NARRATIVE)


def test_a_title_over_the_whole_sheet_is_no_group() -> None:
    rows = [(1, ["登记表", None, None]), (2, ["编号", "日期", "投诉内容"]), (3, ["1", "2026-05-01", "坏"])]
    assert find(rows, (Span(1, 0, 1, 2),)) == (2, ("编号", "日期", "投诉内容"))


def test_a_row_of_the_list_is_no_second_row_of_headings() -> None:
    rows = [(1, ["编号", "投诉日期", "投诉内容", "备注"]), (2, ["A1", "2026-05-01", "坏", None])]
    assert find(rows) == (1, ("编号", "投诉日期", "投诉内容", "备注"))
    assert of_row(rows, 2) == ("A1", "2026-05-01", "坏", "")


def test_rows_that_do_not_touch_are_not_joined_and_an_empty_one_has_no_headings() -> None:
    rows = [(1, UPPER), (3, LOWER)]
    assert of_row(rows, 3) == ("", "", "姓名", "电话", "名称", "电话", "")
    assert of_row(rows, 2) == ()
    assert find([]) == (1, ())


def test_without_a_known_heading_the_first_row_with_most_cells_is_taken() -> None:
    assert find([(1, ["甲"]), (2, ["子", "丑"]), (3, ["寅", "卯"])]) == (2, ("子", "丑"))
