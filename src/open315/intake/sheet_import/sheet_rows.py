"""The rows of a sheet that are to become cases: those below the headings, without the line by which our own lists end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from open315.core.exports import is_row_count_line
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import Mapping
from open315.intake.sheet_import.sheet_file import Row, all_rows

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload


def rows_below(upload: "Upload", mapping: Mapping) -> Iterator[tuple[int, Row]]:
    """Number and cells of every row below the headings."""
    for number, cells in all_rows(upload, mapping.sheet):
        if number > mapping.heading_row and not is_closing_line(cells):
            yield number, cells


def is_closing_line(cells: Row) -> bool:
    """Whether this is the last line of a list of ours: 共 104 行，列表結束。"""
    first = cells[0] if cells else None
    return isinstance(first, str) and not any(cells[1:]) and is_row_count_line(cell_values.text(first))
