"""The shape of a fact."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Period:
    """Days in China, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Scope:
    """What a fact is about: a region code prefix ("42" province, "4201" city, "" everywhere)."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class RowsQuery:
    """A named query with parameters that anyone allowed can open; the fact's value is computed from these very rows."""

    name: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure. `value` in `unit`; shares carry numerator and denominator; `approx` keeps "80餘" as said, never exact.

    `value` is None where it cannot be known (no rows for a median, unknown denominator): shown as "–", never as 0.
    """

    key: str
    value: int | Decimal | None
    unit: str
    period: Period
    scope: Scope
    rows: RowsQuery
    numerator: int | None = None
    denominator: int | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of facts: one line a category, in order, with the code and the translatable label of each."""

    key: str
    lines: tuple[tuple[str, Any, Fact], ...]
