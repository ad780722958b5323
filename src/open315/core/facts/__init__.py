"""Facts, not numbers: a figure is value + unit + period + scope + numerator/denominator + the rows it came from.

A room declares its facts in `facts.py` with `@fact(...)` and their rows with `@rows(...)`; dashboards, documents and
open data read them by key. No template computes a number.
"""

from open315.core.facts.reading import one_reading, shared
from open315.core.facts.registry import FactSpec, compute, fact, figure, spec_of, specs, table
from open315.core.facts.rows import Column, RowsSpec, open_rows, rows, rows_spec
from open315.core.facts.types import Breakdown, Fact, Period, RowsQuery, Scope, Unit, scope_of_region

__all__ = [
    "Breakdown",
    "Column",
    "Fact",
    "FactSpec",
    "Period",
    "RowsQuery",
    "RowsSpec",
    "Scope",
    "Unit",
    "compute",
    "fact",
    "figure",
    "one_reading",
    "open_rows",
    "rows",
    "rows_spec",
    "scope_of_region",
    "shared",
    "spec_of",
    "specs",
    "table",
]
