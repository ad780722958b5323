"""The rows of a sheet that are to become cases: those below the headings, without lines that only close or add up a list."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from open315.core.exports import is_row_count_line
from open315.core.text import letters
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import Mapping
from open315.intake.sheet_import.sheet_file import Row, all_rows

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload

TOTALS = frozenset(map(letters, "合計 總計 小計 共計 累計 本頁合計 本頁小計 total totals sum subtotal".split()))
"""What stands in front of a line that only adds up."""
_FIGURES = re.compile(r"[\d.,，%¥￥元件萬万\s-]*")


def rows_below(upload: "Upload", mapping: Mapping) -> Iterator[tuple[int, Row]]:
    """Number and cells of every row below the headings."""
    for number, cells in all_rows(upload, mapping.sheet):
        if number > mapping.heading_row and not is_closing_line(cells):
            yield number, cells


def is_closing_line(cells: Row) -> bool:
    """Whether this is no row but the end of a list: ours (共 104 行，列表結束。), or sums (合計) with nothing but figures behind them."""
    said = [each for each in map(cell_values.text, cells) if each]
    if not said:
        return False
    if letters(said[0]) in TOTALS:
        return all(_FIGURES.fullmatch(each) for each in said[1:])
    return len(said) == 1 and bool(cells[0]) and is_row_count_line(said[0])
