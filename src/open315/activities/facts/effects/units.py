"""The units of what activities put out: those of the dictionary, so that a new one there reads well without a line here. Importing it declares them.

Money is in cents, as everywhere: what is stored is hundredths of the unit.
"""

from decimal import Decimal
from typing import Any

from open315.activities.outputs.rules import HUNDREDTHS
from open315.activities.outputs.wording import YUAN
from open315.core.facts import Unit, declare_measured
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator, Measure


class UnitName:
    """The name of a unit of the dictionary as units are said: `% {"n": number}` is the one that stands after this number."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure

    def __mod__(self, params: dict[str, Any]) -> str:
        return str(self.measure.one if params["n"] == 1 else self.measure.names)

    def __str__(self) -> str:
        return str(self.measure.names)


def _declared() -> dict[str, str]:
    measures = {each.unit.key: each.unit for each in indicators.ever_reported()}
    return {
        key: Unit.CENTS if key == YUAN else declare_measured(f"activities.output.{key}", name=UnitName(measure))
        for key, measure in measures.items()
    }


UNITS = _declared()


def unit_of(indicator: Indicator) -> str:
    """The unit of an indicator's figures."""
    return UNITS[indicator.unit.key]


def value_in(indicator: Indicator, value: Decimal) -> int | Decimal:
    """A value in the unit of the figures: a whole number where it is one."""
    given = value * HUNDREDTHS if indicator.unit.key == YUAN else value
    return int(given) if given == int(given) else given
