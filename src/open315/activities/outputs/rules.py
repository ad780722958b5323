"""What a reported value must satisfy; pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from open315.core.quantities import Bound, InWords, NoQuantity, Quantity, certainly_more, read_with_measure
from open315.indicators.types import Indicator

MOST = Decimal(10) ** 12
"""A value above it is a slip of the hand."""
HUNDREDTHS = 100
KILOGRAM, YUAN = "kilogram", "yuan"
MEASURES: Mapping[str, Mapping[str, Decimal]] = {
    KILOGRAM: {
        "吨": Decimal(1000), "t": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "kg": Decimal(1),
        "斤": Decimal("0.5"), "克": Decimal("0.001"), "g": Decimal("0.001"),
    },
    YUAN: {"元": Decimal(1), "元整": Decimal(1), "圆": Decimal(1), "块": Decimal(1), "块钱": Decimal(1), "yuan": Decimal(1)},
}  # fmt: skip
"""What people write behind a weight or an amount, folded: how much of our unit it is. Nothing else stands behind those."""
_WEIGHTS_AND_MONEY = {*MEASURES[KILOGRAM], *MEASURES[YUAN]} - {"块"}
"""Nothing that is counted one by one is told in these; boards are (35塊)."""
Value = Quantity | InWords


class Unfit(ValueError):
    """What was written does not do for the indicator; the text is the code of the fault."""


def value_of(said: str, indicator: Indicator) -> Value | None:
    """What was written, as a value; None for nothing. Unfit where the indicator does not take it."""
    try:
        value, measure = read_with_measure(said)
    except NoQuantity as error:
        raise Unfit("not_a_quantity") from error
    if isinstance(value, Quantity):
        value = Quantity(value.value * _times(measure, indicator.unit.key), value.bound)
    if value is not None and (fault := _fault(value, indicator)):
        raise Unfit(fault)
    return value


def _times(measure: str, unit: str) -> Decimal:
    """How many of the unit one of what was written is: 3.2噸 are 3200 公斤. Unfit for another unit, from which nothing leads to ours."""
    if unit in MEASURES and measure:
        if measure not in MEASURES[unit]:
            raise Unfit("other_unit")
        return MEASURES[unit][measure]
    if measure in _WEIGHTS_AND_MONEY or measure.endswith("元"):
        raise Unfit("other_unit")
    return Decimal(1)


def _fault(value: Value, indicator: Indicator) -> str:
    if isinstance(value, InWords):
        return "" if indicator.approximate else "exact_only"
    if value.bound != Bound.EXACT and not indicator.approximate:
        return "exact_only"
    if value.value > MOST:
        return "too_large"
    if value.value != round(value.value, indicator.decimals):
        return "too_many_decimals"
    return ""


def certainly_apart(counted: Decimal, typed: Value | None) -> Decimal:
    """By how much a total that was typed certainly is above (or, below zero, below) what was counted; 0 where both may be true."""
    if not isinstance(typed, Quantity) or typed.bound == Bound.ABOUT:
        return Decimal(0)
    apart = typed.value - counted
    if typed.bound == Bound.AT_LEAST:
        return max(apart, Decimal(0))
    return min(apart, Decimal(0)) if typed.bound == Bound.AT_MOST else apart


def parts_above_their_whole(
    values: Mapping[str, Value], indicators: Mapping[str, Indicator]
) -> Iterator[tuple[str, str]]:
    """Part and whole of each pair of reported values that cannot both be true."""
    for code, indicator in indicators.items():
        if indicator.part_of and certainly_more(values.get(code), values.get(indicator.part_of)):
            yield code, indicator.part_of


def in_hundredths(value: Value) -> int | None:
    """A value as it is stored: hundredths of the unit, so that sums are exact on every database; None for words."""
    return int(value.value * HUNDREDTHS) if isinstance(value, Quantity) else None


def from_hundredths(hundredths: int) -> int | Decimal:
    """A stored value in its unit: a whole number where it is one."""
    return hundredths // HUNDREDTHS if hundredths % HUNDREDTHS == 0 else Decimal(hundredths) / HUNDREDTHS
