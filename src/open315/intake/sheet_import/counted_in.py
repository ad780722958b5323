"""Columns of money: what one of them is counted in, and how its cells are read.

Its own heading says it (金額（萬元）); if not, what holds for the sheet, which a note above the headings says (單位：萬元) or a person.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.foreign_files.types import NumberedRow
from open315.core.text import amounts
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import Mapping, Target

NO_AMOUNT = _("Not an amount of yuan.")
OTHER_CURRENCY = _("This column is not counted in yuan. Change the amounts into yuan, or leave the column out.")
Reader = Callable[[Any], int | None]
YUAN = ""
UNITS = {
    YUAN: _("yuan"), "100": _("hundreds of yuan"), "1000": _("thousands of yuan"), "10000": _("tens of thousands of yuan (萬元)"),
    "100000": _("hundreds of thousands of yuan"), "1000000": _("millions of yuan"), "10000000": _("tens of millions of yuan"),
    "100000000": _("hundreds of millions of yuan (億元)"), str(amounts.OTHER_CURRENCY): _("another currency"),
}  # fmt: skip
"""What the amounts of a sheet can be counted in."""
NOTES = ("單位", "单位", "金額單位", "金额单位", "計量單位", "计量单位")
"""How a note begins that stands beside headings."""


def reader_of(mapping: Mapping, target: Target) -> tuple[Reader, Any]:
    """What reads the cells of a column of money to whole cents, and what is said of one that cannot be read."""
    columns = mapping.of(target)
    unit = unit_of(mapping.heading(columns[0]), mapping.defaults.unit) if columns else 1
    if unit == amounts.OTHER_CURRENCY:
        return _foreign, OTHER_CURRENCY
    return partial(cell_values.cents, unit=unit), NO_AMOUNT


def unit_of(heading: str, of_sheet: str = YUAN) -> int:
    """The yuan in which a column is counted: as its heading says, else as the sheet. `amounts.OTHER_CURRENCY` for another currency."""
    named = amounts.unit_named(heading)
    return int(of_sheet or 1) if named is None else named


def noted(rows: Sequence[NumberedRow], heading_row: int) -> str:
    """What a note above the headings, or in a cell beside them, says of the whole sheet; "" where there is none, or two that differ."""
    found = {
        unit
        for number, cells in rows
        if number <= heading_row
        for unit in _noted_in([cell_values.text(cell) for cell in cells], is_heading=number == heading_row)
    }
    only = found.pop() if len(found) == 1 else 1
    return YUAN if only == 1 else str(only)


def _noted_in(cells: Sequence[str], *, is_heading: bool) -> list[int]:
    """Units that the cells of one row note. Of headings only those that are nothing else: 金額（單位：萬元） speaks of its own column."""
    written = [each for each in cells if each]
    alone = len(written) == 1 and not is_heading
    units = [
        amounts.unit_noted(each, stands_alone=alone)
        for each in written
        if not is_heading or each.lstrip("(（").startswith(NOTES)
    ]
    return [unit for unit in units if unit is not None]


def remark(heading: str, of_sheet: str = YUAN) -> Any:
    """What is to be known of a column of money that is not counted in yuan."""
    unit = unit_of(heading, of_sheet)
    if unit == amounts.OTHER_CURRENCY:
        return OTHER_CURRENCY
    return _("A bare number is counted in units of %(unit)s yuan.") % {"unit": f"{unit:,}"} if unit > 1 else ""


def _foreign(cell: Any) -> int | None:
    """An amount of another currency is nothing that could be added up; an empty cell is nothing."""
    if cell_values.words(cell):
        raise cell_values.Unreadable(str(cell))
    return None
