"""Arithmetic of figures, exact until somebody reads it: shares and changes are kept unrounded.

A share or growth without a base is unknown (None), never 0 and never infinite.
"""

from decimal import Decimal

from open315.core.facts.types import Fact, Unit
from open315.core.facts.units import is_count


def percent(part: int | Decimal | None, whole: int | Decimal | None) -> Decimal | None:
    """`part` of `whole` in percent, unrounded; None where the whole is nothing or unknown."""
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def growth(now: int | Decimal | None, before: int | Decimal | None) -> Decimal | None:
    """By how many percent `now` is more than `before`; None where there was nothing before."""
    if now is None or not before:
        return None
    return (Decimal(now) - Decimal(before)) * 100 / Decimal(before)


def points(now: Decimal | int | None, before: Decimal | int | None) -> Decimal | None:
    """The change of a share in percentage points, from unrounded shares."""
    if now is None or before is None:
        return None
    return Decimal(now) - Decimal(before)


def share_of(part: Fact, whole: Fact, *, key: str, line: str = "") -> Fact:
    """The share of one fact in another as a fact that knows both sets of rows."""
    return Fact(
        key=key,
        value=percent(part.value, whole.value),
        unit=Unit.PERCENT,
        period=part.period,
        scope=part.scope,
        rows=part.rows,
        numerator=None if part.value is None else int(part.value),
        denominator=None if whole.value is None else int(whole.value),
        base=whole.rows,
        line=line,
    )


def change_between(now: Fact, before: Fact, *, key: str) -> Fact:
    """The change from the year before: in points for a share, in percent (growth) for everything else.

    `rows` are this year's, `base` last year's; numerator and denominator are the two counts, where something is counted.
    """
    is_share, counts = now.unit == Unit.PERCENT, is_count(now.unit)
    return Fact(
        key=key,
        value=points(now.value, before.value) if is_share else growth(now.value, before.value),
        unit=Unit.POINTS if is_share else Unit.GROWTH,
        period=now.period,
        scope=now.scope,
        rows=now.rows,
        numerator=now.value if counts and isinstance(now.value, int) else None,
        denominator=before.value if counts and isinstance(before.value, int) else None,
        base=before.rows,
        line=now.line,
    )


def median(histogram: dict[int, int]) -> Decimal | None:
    """The median of a histogram {value: how often}; between two values, their mean; None of nothing."""
    total = sum(histogram.values())
    if not total:
        return None
    low, high = _nth(histogram, (total - 1) // 2), _nth(histogram, total // 2)
    return Decimal(low + high) / 2


def _nth(histogram: dict[int, int], position: int) -> int:
    passed = 0
    for value in sorted(histogram):
        passed += histogram[value]
        if passed > position:
            return value
    raise IndexError(position)
