"""Arithmetic of figures, exact until somebody reads it: shares and changes are kept unrounded.

A share or growth without a base is unknown (None), never 0 and never infinite.
"""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from open315.core.facts.types import Fact, Unit
from open315.core.facts.units import is_count, is_measured
from open315.core.quantities import Bound

FEW = 10
"""Below so many a percentage says more than what it was counted from."""


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
    Unknown from nothing, and from a handful: below `FEW` a rate says more than what it is counted from.
    """
    is_share, counts = now.unit == Unit.PERCENT, is_count(now.unit)
    if why := _too_little(now, before):
        return replace(now, key=key, unit=Unit.POINTS if is_share else Unit.GROWTH, base=before.rows).unknown(why)
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


def _too_little(now: Fact, before: Fact) -> str:
    """Why no change is stated although both values are known; "" where one is, or where a value is unknown for its own reason."""
    if before.value is None or now.value is None:
        return str(before.why if before.value is None else now.why)
    if {before.bound, now.bound} != {Bound.EXACT}:
        return _("A value is not exact, so no rate is stated.")
    if before.beside or now.beside:
        return _("Parts of a value were told in words or not at all, so no rate is stated.")
    if is_measured(now.unit) and not now.value:
        return _("A value is zero, so no rate is stated.")
    if is_count(now.unit):
        counted = [int(before.value)]
    elif now.unit == Unit.PERCENT:
        counted = [side.denominator for side in (before, now) if side.denominator is not None]
    else:
        counted = []
    if any(n < FEW for n in counted):
        return _("Counted from fewer than %(n)s, so no change is stated.") % {"n": FEW}
    return "" if before.value or now.unit == Unit.PERCENT else _("There was none a year before, so no rate is stated.")


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
