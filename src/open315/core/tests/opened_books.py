"""Opening foreign books in a test: rows, doubts, damaged cells, trouble."""

from io import BytesIO
from typing import Any

import pytest

from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.types import (
    Book,
    Damage,
    Damaged,
    Doubt,
    Trouble,
    Unreadable,
)


def opened(content: bytes) -> Book:
    """The file, opened."""
    return open_book(BytesIO(content))


def rows(content: bytes, sheet: str = "") -> list[tuple[int, list[Any]]]:
    """All rows of the first sheet, or the one named."""
    book = opened(content)
    return list(book.read(sheet or book.sheets[0]).rows)


def doubts(content: bytes) -> tuple[Doubt, ...]:
    """What is doubtful in the first sheet once it was read."""
    book = opened(content)
    reading = book.read(book.sheets[0])
    for _row in reading.rows:
        pass
    return reading.doubts.all()


def damages(cells: list[Any]) -> list[Damage | None]:
    """What is wrong with each cell."""
    return [cell.damage if isinstance(cell, Damaged) else None for cell in cells]


def trouble(content: bytes) -> tuple[Trouble, str]:
    """Why the file cannot be read."""
    with pytest.raises(Unreadable) as refusal:
        rows(content)
    return refusal.value.trouble, refusal.value.detail


def cell(content: str = "", **attributes: str) -> str:
    """A cell of an ODS table; `__` stands for a colon."""
    written = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{written}>{content and f'<text:p>{content}</text:p>'}</table:table-cell>"
