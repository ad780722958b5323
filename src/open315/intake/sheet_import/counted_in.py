"""Columns of money: what one of them is counted in, as its heading says (金額（萬元）), and how its cells are read."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.text import amounts
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import Mapping, Target

MONEY = (Target.AMOUNT, Target.RECOVERED)
NO_AMOUNT = _("Not an amount of yuan.")
OTHER_CURRENCY = _("This column is not counted in yuan. Change the amounts into yuan, or leave the column out.")
Reader = Callable[[Any], int | None]


def reader_of(mapping: Mapping, target: Target) -> tuple[Reader, Any]:
    """What reads the cells of a column of money to whole cents, and what is said of one that cannot be read."""
    columns = mapping.of(target)
    unit = amounts.unit_of(mapping.heading(columns[0])) if columns else 1
    if unit is None:
        return _foreign, OTHER_CURRENCY
    return partial(cell_values.cents, unit=unit), NO_AMOUNT


def remark(heading: str) -> Any:
    """What is to be known of a column of money whose heading names something else than yuan."""
    unit = amounts.unit_of(heading)
    if unit is None:
        return OTHER_CURRENCY
    return _("A bare number is counted in units of %(unit)s yuan.") % {"unit": f"{unit:,}"} if unit > 1 else ""


def _foreign(cell: Any) -> int | None:
    """An amount of another currency is nothing that could be added up; an empty cell is nothing."""
    if cell_values.words(cell):
        raise cell_values.Unreadable(str(cell))
    return None
