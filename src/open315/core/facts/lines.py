"""The lines of a table of counts: each is its query narrowed by a code, and several can be taken together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from open315.core.facts.types import TOGETHER, Breakdown, Fact, Period, RowsQuery, Scope
from open315.core.names import enumerated

Line = tuple[str, Any, int]
"""Code, label, and how many."""


@dataclass(frozen=True, slots=True)
class LineMaker:
    """Makes the lines of the table `key`, counted in `unit`: `base` narrowed by `parameter`, which takes codes with `TOGETHER` between."""

    key: str
    unit: str
    parameter: str
    period: Period
    scope: Scope
    base: RowsQuery
    label: Callable[[str], Any]

    def fact(self, code: str, value: int) -> Fact:
        """A line that counts `value`."""
        rows = self.base.narrowed(**{self.parameter: code})
        return Fact(self.key, value, self.unit, self.period, self.scope, rows, line=code)

    def ranked(self, counts: Mapping[str, int]) -> list[Line]:
        """Most first, among equals by the code."""
        found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [(code, self.label(code), n) for code, n in found]

    def breakdown(self, lines: Iterable[Line], total: Fact) -> Breakdown:
        """The table; a line that is not in it is empty."""
        lines = tuple(lines)
        made = tuple((code, label, self.fact(code, value)) for code, label, value in lines)
        counts = {code: value for code, _label, value in lines}
        return Breakdown(self.key, made, total, lambda code: self._other(code, counts))

    def _other(self, code: str, counts: Mapping[str, int]) -> tuple[Any, Fact]:
        """A line that is empty here, or several taken together."""
        codes = code.split(TOGETHER)
        return enumerated(map(self.label, codes)), self.fact(code, sum(counts.get(each, 0) for each in codes))
