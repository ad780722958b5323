"""Facts, not numbers: a figure is value + unit + period + scope + numerator/denominator + the rows it came from.

A room declares its facts in `facts.py` with `@fact(...)`; dashboards, documents and open data read them by key.
No template computes a number.
"""

from open315.core.facts.registry import FactSpec, compute, fact, spec_of, specs
from open315.core.facts.types import Breakdown, Fact, Period, RowsQuery, Scope

__all__ = ["Breakdown", "Fact", "FactSpec", "Period", "RowsQuery", "Scope", "compute", "fact", "spec_of", "specs"]
