"""A folder of sheets: what cells hold, by hand; each row whole or not at all, with its answer; files of either form, there and back."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.core.access import SYSTEM
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput
from open315.core.folders import Bringing, Came, Column, FolderSheet, Form, RowAnswer, bring, sheets
from open315.core.folders.files import rows_in, write_directory, write_workbook
from open315.core.foreign_files.types import Damage, Damaged, Trouble, Unreadable
from open315.core.ids.models import Series

AT = datetime(2026, 3, 15, 2, 0, tzinfo=UTC)
COLOURS = {"red": _("yes"), "blue": _("no")}


@pytest.mark.parametrize("form", list(Form))
def test_a_damaged_cell_is_refused_whatever_it_should_hold(form: Form) -> None:
    """A formula that ends in #N/A used to be taken as words."""
    with pytest.raises(InvalidInput) as refused:
        Column("count", "Count", form, codes=lambda: COLOURS).read(Damaged("#N/A", Damage.ERROR))
    assert (refused.value.field, str(refused.value.message)) == (
        "count", "公式結果出錯（#N/A）。請在表格裏改正公式，或直接填寫數值。",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "cell", "read"),
    [
        (Form.TEXT, "  湖北  ", "湖北"),
        (Form.TEXT, None, ""),
        (Form.TEXT, "'=1", "=1"),
        (Form.TEXT, 3.0, "3"),
        (Form.TEXT, 3.5, "3.5"),
        (Form.NUMBER, "12", 12),
        (Form.NUMBER, 12.0, 12),
        (Form.NUMBER, "", None),
        (Form.DAY, "2026年3月15日", date(2026, 3, 15)),
        (Form.DAY, date(2026, 3, 15), date(2026, 3, 15)),
        (Form.DAY, datetime(2026, 3, 15, 9, 30), date(2026, 3, 15)),
        (Form.DAY, None, None),
        (Form.MOMENT, "2026-03-15 09:30", datetime(2026, 3, 15, 9, 30, tzinfo=SHANGHAI)),
        (Form.MOMENT, datetime(2026, 3, 15, 9, 30), datetime(2026, 3, 15, 9, 30, tzinfo=SHANGHAI)),
        (Form.MOMENT, "", None),
        (Form.YUAN, "1.2萬", 1_200_000),
        (Form.YUAN, 12.5, 1250),
        (Form.YUAN, "", None),
        (Form.CODE, "red", "red"),
        (Form.CODE, "YES", "red"),
        (Form.CODE, "是", "red"),
        (Form.CODE, "否", "blue"),
        (Form.CODE, "", ""),
        (Form.YES, "是", True),
        (Form.YES, "1", True),
        (Form.YES, "有", True),
        (Form.YES, "√", True),
        (Form.YES, "Yes", True),
        (Form.YES, "y", True),
        (Form.YES, "true", True),
        (Form.YES, "✓", True),
        (Form.YES, "", False),
        (Form.YES, "0", False),
        (Form.YES, "否", False),
        (Form.YES, "無", False),
        (Form.YES, "无", False),
        (Form.YES, "no", False),
        (Form.YES, "N", False),
        (Form.YES, "false", False),
        (Form.SEVERAL, "甲；乙;丙\n丁；", ("甲", "乙", "丙", "丁")),
        (Form.SEVERAL, "", ()),
    ],
)
def test_a_cell_is_read_as_at_every_other_door(form: Form, cell: Any, read: Any) -> None:
    assert Column("k", "K", form, codes=lambda: COLOURS).read(cell) == read


@pytest.mark.parametrize(
    ("form", "cell", "said"),
    [
        (Form.NUMBER, "十二", "Enter a whole number."),
        (Form.DAY, "3月", "Enter a day, for example 2026-03-15."),
        (Form.MOMENT, "晚上12點", "Enter a day and a time, for example 2026-03-15 09:00."),
        (Form.YUAN, "3000餘", "Enter an amount of yuan."),
        (Form.YUAN, "很多", "Enter an amount of yuan."),
        (Form.CODE, "green", "This is not one of the words for it; the guide lists them."),
        (Form.YES, "也許", "Enter yes (是) or leave it empty."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_column(form: Form, cell: Any, said: str) -> None:
    with translation.override("en"), pytest.raises(InvalidInput) as refused:
        Column("k", "K", form, codes=lambda: COLOURS).read(cell)
    assert (str(refused.value), refused.value.field) == (said, "k")


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b"])
def test_a_needed_cell_is_asked_for(cell: Any) -> None:
    with translation.override("en"), pytest.raises(InvalidInput, match="This must be filled in") as refused:
        Column("k", "K", needed=True).read(cell)
    assert refused.value.field == "k"


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        (Form.TEXT, "甲", "甲"),
        (Form.NUMBER, 0, 0),
        (Form.NUMBER, None, ""),
        (Form.DAY, date(2026, 3, 5), "2026-03-05"),
        (Form.MOMENT, datetime(2026, 3, 15, 1, 5, tzinfo=UTC), "2026-03-15 09:05"),
        (Form.YUAN, 1250, "12.50"),
        (Form.CODE, "red", "是"),
        (Form.CODE, "of earlier", "of earlier"),
        (Form.YES, True, "1"),
        (Form.YES, False, ""),
        (Form.SEVERAL, ["甲", "乙"], "甲；乙"),
    ],
)
def test_a_value_is_written_so_that_it_is_read_again(form: Form, value: Any, written: Any) -> None:
    column = Column("k", "K", form, codes=lambda: COLOURS)
    with translation.override("zh-hant"):
        assert column.write(value) == written
        if value is not None and value != "of earlier":
            assert column.read(written) == (tuple(value) if isinstance(value, list) else value) or form is Form.MOMENT


SHELVES: list[tuple[str, Any]] = []


def shelve(values: Any, bringing: Bringing) -> bool:
    """A row is a series; 滿 is refused after it was stored, so that what was stored must go."""
    if Series.objects.filter(name=values["name"]).exists():
        return False
    Series.objects.create(name=values["name"])
    bringing.note("shelf", values["name"], values["size"])
    if values["name"] == "滿":
        raise Conflict(_("Yes"), field="size")
    return True


def book(values: Any, bringing: Bringing) -> bool:
    SHELVES.append((values["title"], bringing.find("shelf", values["shelf"], column="shelf")))
    return True


def give(actor: Any, subject: int) -> Iterator[dict[str, Any]]:
    yield {"name": f"=甲{subject}", "size": 3}
    yield {"name": "乙", "size": None}


SHELF = FolderSheet(
    "library", "shelves", _("Yes"), 1, (Column("name", _("Name"), needed=True), Column("size", "Size", Form.NUMBER)), shelve, give
)  # fmt: skip
BOOK = FolderSheet(
    "library", "books", "Books", 2, (Column("title", "Title"), Column("shelf", "Shelf")), book, lambda _actor, _subject: ()
)  # fmt: skip


def answers(**rows: Any) -> list[tuple[str, int, Came, str, str]]:
    with translation.override("en"):
        found: list[RowAnswer] = list(bring([SHELF, BOOK], rows, Bringing(SYSTEM, AT)))
        return [(each.sheet.name, each.row, each.came, str(each.column), str(each.words)) for each in found]


@pytest.mark.django_db
def test_each_row_is_whole_or_not_at_all_and_has_its_answer() -> None:
    SHELVES.clear()
    rows = [
        (1, ["大小", "名稱", "Size", "name"]),
        (2, ["x", "甲", "3"]),
        (4, ["", "滿", 5]),
        (5, ["", "乙", "五"]),
        (6, ["", "甲"]),
        (7, [""]),
    ]
    books = [(1, ["Title", "Shelf"]), (2, ["書", "甲"]), (3, ["書", "丙"]), (4, ["只有書"])]
    assert answers(books=books, shelves=rows) == [
        ("shelves", 2, Came.MADE, "", ""),
        ("shelves", 4, Came.REFUSED, "Size", "Yes"),
        ("shelves", 5, Came.REFUSED, "Size", "Enter a whole number."),
        ("shelves", 6, Came.KNOWN, "", ""),
        ("shelves", 7, Came.REFUSED, "Name", "This must be filled in."),
        ("books", 2, Came.MADE, "", ""),
        ("books", 3, Came.REFUSED, "Shelf", "Nothing of this name stands in the sheets before: “丙”."),
        ("books", 4, Came.REFUSED, "Shelf", "Nothing of this name stands in the sheets before: “”."),
    ]
    assert SHELVES == [("書", 3)]
    assert Series.objects.filter(name__in=["甲", "滿", "乙"]).values_list("name", flat=True).get() == "甲"


def test_a_sheet_without_a_needed_column_is_refused_at_its_headings() -> None:
    assert answers(shelves=[(3, ["Size"]), (4, ["5"])]) == [
        ("shelves", 3, Came.REFUSED, "Name", "The column “Name” is missing.")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("above", "is_found"), [(0, True), (1, True), (9, True), (10, False)])
def test_the_headings_stand_below_a_title_and_who_filled_it_in(above: int, is_found: bool) -> None:
    titles = [(number, ["附件2：書架一覽表", "", None]) for number in range(1, above + 1)]
    found = answers(shelves=[*titles, (above + 1, ["Name", "Size"]), (above + 2, ["題", "5"])])
    missing = ("shelves", 1, Came.REFUSED, "Name", "The column “Name” is missing.")
    assert found == ([("shelves", above + 2, Came.MADE, "", "")] if is_found else [missing])


def test_below_a_title_the_headings_that_lack_a_column_are_named() -> None:
    assert answers(shelves=[(1, ["附件2"]), (2, ["Size"]), (3, ["5"])]) == [
        ("shelves", 2, Came.REFUSED, "Name", "The column “Name” is missing.")
    ]


def test_a_sheet_without_rows_says_what_it_lacks() -> None:
    assert answers(shelves=[]) == [("shelves", 1, Came.REFUSED, "Name", "The column “Name” is missing.")]


def test_sheets_come_in_their_order_and_the_same_name_takes_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_SHEETS", {})
    for each in (BOOK, SHELF, BOOK):
        assert sheets.declare_sheet(each) is each
    assert sheets.sheets_of("library") == (SHELF, BOOK)
    assert sheets.sheets_of("other") == ()


def test_a_directory_goes_out_and_comes_back_and_nothing_is_written_over(tmp_path: Path) -> None:
    with translation.override("zh-hant"):
        assert write_directory(tmp_path / "out", [SHELF, BOOK], SYSTEM, 7) == {"shelves": 2}
    assert (tmp_path / "out" / "shelves.csv").read_bytes() == "\ufeff名稱,Size\r\n'=甲7,3\r\n乙,\r\n".encode()
    assert not (tmp_path / "out" / "books.csv").exists()
    (tmp_path / "out" / ".hidden").write_text("x")
    (tmp_path / "out" / "other.csv").write_text("a,b\n1,2\n")
    with ExitStack() as kept:
        found, strange = rows_in(tmp_path / "out", [SHELF, BOOK], kept)
        assert [cells for _number, cells in found["shelves"]] == [["名稱", "Size"], ["'=甲7", "3"], ["乙", ""]]
        assert list(found) == ["shelves"]
        assert strange == ["other"]
    with pytest.raises(FileExistsError):
        write_directory(tmp_path / "out", [SHELF], SYSTEM, 7)


def test_a_workbook_has_a_sheet_for_each_and_is_found_by_its_titles(tmp_path: Path) -> None:
    path = tmp_path / "library.xlsx"
    with translation.override("zh-hant"), path.open("wb") as out:
        write_workbook(out, [SHELF, BOOK], SYSTEM, 7)
    with ExitStack() as kept:
        found, strange = rows_in(path, [SHELF, BOOK], kept)
        assert [cells for _number, cells in found["shelves"]] == [["名稱", "Size"], ["'=甲7", 3], ["乙"]]
        assert [cells for _number, cells in found["books"]] == [["Title", "Shelf"]]
        assert strange == []


def test_what_is_no_table_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7\n")
    with ExitStack() as kept, pytest.raises(Unreadable) as refused:
        rows_in(tmp_path, [SHELF], kept)
    assert refused.value.trouble is Trouble.KIND
