"""Reads of the law: the pack that governs, with the numbers of its place, and the tables that places keep."""

from open315.law.queries.packs import department_pack, last_day, options, pack, pack_for
from open315.law.queries.periods import council_periods, department_periods
from open315.law.queries.tables import options_of

__all__ = [
    "council_periods",
    "department_pack",
    "department_periods",
    "last_day",
    "options",
    "options_of",
    "pack",
    "pack_for",
]
