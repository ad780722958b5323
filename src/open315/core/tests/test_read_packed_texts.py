"""CSV files packed together are read as one book: whoever packs them, in whatever encoding their names come."""

import zipfile
from io import BytesIO

import pytest

from open315.core.foreign_files import reading
from open315.core.foreign_files.kinds import kind_of
from open315.core.foreign_files.types import FileKind, Trouble, Unreadable

ROWS = b"a,b\n1,2\n"


def packed(*entries: tuple[str, bytes]) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries:
            package.writestr(name, content)
    return out


def named_by_machine(name: bytes) -> BytesIO:
    """A package whose name is bytes of the machine's own encoding, not marked as UTF-8."""
    out = packed(("x" * len(name) + ".csv", ROWS))
    return BytesIO(out.getvalue().replace(b"x" * len(name), name))


def test_each_text_is_a_sheet_called_as_its_file() -> None:
    look = reading.look(
        packed(("folder/", b""), ("folder/b.CSV", ROWS), ("a.tsv", b"c\td\n3\t4\n"), ("z.txt", b"e;f\n5;6\n"))
    )
    assert (look.kind, [each.name for each in look.sheets], look.hidden_sheets) == (
        FileKind.FOLDER,
        ["a", "b", "z"],
        (),
    )
    assert [[cells for _number, cells in each.rows] for each in look.sheets] == [
        [["c", "d"], ["3", "4"]], [["a", "b"], ["1", "2"]], [["e", "f"], ["5", "6"]],
    ]  # fmt: skip


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_names_of_another_machine_are_read(codec: str) -> None:
    """A Chinese Windows packs names in GBK, a Mac in UTF-8 without saying so."""
    look = reading.look(named_by_machine("活動".encode(codec)))
    assert [each.name for each in look.sheets] == ["活動"]


def test_what_the_machine_adds_is_passed_over_and_what_is_no_text_of_rows_is_named() -> None:
    file = packed(
        ("__MACOSX/._a.csv", b"\0\1"), ("._b.csv", b"\0"), (".DS_Store", b"\0"), ("Thumbs.db", b"\0"),
        ("a.csv", ROWS), ("old/a.csv", b"x,y\n9,9\n"), ("empty.csv", b""), ("notes.docx", b"PK"), ("readme", b"r"),
    )  # fmt: skip
    look = reading.look(file)
    assert [each.name for each in look.sheets] == ["a"]
    assert look.sheets[0].count == 2
    assert sorted(look.hidden_sheets) == ["a.csv", "empty.csv", "notes.docx", "readme"]


def test_a_text_of_a_package_is_read_row_by_row() -> None:
    file = packed(("a.csv", '甲,乙\n1,"二\n三"\n'.encode("gb18030")), ("b.csv", ROWS))
    assert list(reading.rows(file, "a")) == [(1, ["甲", "乙"]), (2, ["1", "二\n三"])]
    with pytest.raises(Unreadable) as refused:
        list(reading.rows(file, "c"))
    assert refused.value.trouble is Trouble.NO_SHEET


def test_a_package_without_texts_is_an_archive_still() -> None:
    assert kind_of(packed(("a.pdf", b"%PDF-"))) is FileKind.ARCHIVE
    assert kind_of(packed(("a.pdf", b"%PDF-"), ("b.csv", ROWS))) is FileKind.FOLDER
    with pytest.raises(Unreadable) as refused:
        reading.look(packed(("a.pdf", b"%PDF-")))
    assert (refused.value.trouble, refused.value.detail) == (Trouble.KIND, "archive")


def test_a_package_that_unpacks_to_too_much_or_is_broken_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        reading.look(packed(("a.csv", b"1,2\n" * 6_000_000)))
    assert refused.value.trouble is Trouble.TOO_LARGE
    whole = packed(("a.csv", b"a,b\n" + b"1,2\n" * 50)).getvalue()
    at = whole.index(b"a.csv") + 5
    broken = BytesIO(whole[:at] + bytes(each ^ 0xFF for each in whole[at : at + 8]) + whole[at + 8 :])
    with pytest.raises(Unreadable) as refused:
        list(reading.rows(broken, "a"))
    assert refused.value.trouble is Trouble.UNREADABLE
