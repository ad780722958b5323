"""Facts, not numbers: a figure is value + unit + period + scope + numerator/denominator + the rows it came from.

A room declares its facts in `facts.py` with `@fact(...)`, their rows with `@rows(...)`, what it counts with `declare_unit`,
what can be narrowed with `declare_dimension`, and what of it the overview shows with `declare_board`; dashboards, documents
and open data read facts by key. Here is only the shape: no word of any room. No template computes a number.
"""

from open315.core.facts.boards import Board, declare_board
from open315.core.facts.comparison import Comparison, comparison_of
from open315.core.facts.coverage import Covered, Extent, Keeper, Span, everything_kept
from open315.core.facts.dimensions import Dimension, declare_dimension, scope_of
from open315.core.facts.reading import one_reading, shared
from open315.core.facts.registry import FactSpec, compute, fact, figure, spec_of, specs, table
from open315.core.facts.rows import Column, RowsSpec, covered, open_rows, rows, rows_spec
from open315.core.facts.types import Breakdown, Fact, Period, RowsQuery, Scope, Unit
from open315.core.facts.units import declare_measured, declare_unit

__all__ = [
    "Board",
    "Breakdown",
    "Column",
    "Comparison",
    "Covered",
    "Dimension",
    "Extent",
    "Fact",
    "FactSpec",
    "Keeper",
    "Period",
    "RowsQuery",
    "RowsSpec",
    "Scope",
    "Span",
    "Unit",
    "comparison_of",
    "compute",
    "covered",
    "declare_board",
    "declare_dimension",
    "declare_measured",
    "declare_unit",
    "everything_kept",
    "fact",
    "figure",
    "one_reading",
    "open_rows",
    "rows",
    "rows_spec",
    "scope_of",
    "shared",
    "spec_of",
    "specs",
    "table",
]
