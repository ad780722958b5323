"""Units: what a value counts, and how that is said. core brings what every room uses; what a room counts it declares itself."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.core.facts.types import Unit


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """How a unit is said: `name` is a lazy `ngettext` over "n".

    A unit that `counts` things has whole values and is as many as its rows; it brings the head of a column of such
    numbers, and what a line and all lines of a table are called where one is a share of the other. One that `measures` is a sum of
    what its rows say: 3,000 copies in four rows.
    """

    key: str
    name: Any
    counts: bool = False
    measures: bool = False
    column: Any = ""
    of_line: Any = ""
    of_all_lines: Any = ""


_UNITS: dict[str, UnitSpec] = {
    Unit.CENTS: UnitSpec(Unit.CENTS, _("yuan")),
    Unit.DAYS: UnitSpec(Unit.DAYS, ngettext_lazy("day", "days", "n")),
    Unit.SECONDS: UnitSpec(Unit.SECONDS, ngettext_lazy("second", "seconds", "n")),
    Unit.PERCENT: UnitSpec(Unit.PERCENT, _("percent")),
    Unit.GROWTH: UnitSpec(Unit.GROWTH, _("percent")),
    Unit.POINTS: UnitSpec(Unit.POINTS, _("percentage points")),
}
MANY = 100
"""Where no number is told, as in the head of a column."""


def declare_unit(key: str, *, name: Any, column: Any, of_line: Any, of_all_lines: Any) -> str:
    """Declare what a room counts ("people"); returns the key. ValueError if another room has it already."""
    if key in _UNITS:
        raise ValueError(f"the unit {key!r} is declared already")
    _UNITS[key] = UnitSpec(key, name, counts=True, column=column, of_line=of_line, of_all_lines=of_all_lines)
    return key


def declare_measured(key: str, *, name: Any) -> str:
    """Declare a unit of which rows tell so many each; returns the key. ValueError if it is declared already."""
    if key in _UNITS:
        raise ValueError(f"the unit {key!r} is declared already")
    _UNITS[key] = UnitSpec(key, name, measures=True, column=name)
    return key


def unit_spec(key: str) -> UnitSpec:
    """The declaration of a unit; KeyError if nobody declared it."""
    return _UNITS[key]


def is_known(key: str) -> bool:
    """Whether somebody declared the unit."""
    return key in _UNITS


def is_count(key: str) -> bool:
    """Whether values of the unit count rows."""
    return _UNITS[key].counts


def is_measured(key: str) -> bool:
    """Whether values of the unit are sums of what rows say."""
    return _UNITS[key].measures


def unit_words(key: str, value: int | Decimal | None = None) -> str:
    """The name of a unit as it stands after `value`, or alone: "case" after 1, "cases" otherwise."""
    number = MANY if value is None or value != int(value) else int(value)
    return str(_UNITS[key].name % {"n": number})
