"""Numbers in words, in the reader's language, rounded only here and half up from unrounded values.

An unknown value is "–". An approximate one stays approximate: "80餘", never 80; a lower bound is never rounded up, an upper one never down.
"""

import re
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from open315.core import clock
from open315.core.facts.types import Fact, Period, Unit
from open315.core.facts.units import is_count, is_measured, unit_words
from open315.core.quantities import Bound

UNKNOWN = "–"
WAN = Decimal(10_000)
YI = Decimal(100_000_000)
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)


ROUNDINGS = {Bound.AT_LEAST: ROUND_FLOOR, Bound.AT_MOST: ROUND_CEILING}


def rounded(value: Decimal, places: int, bound: Bound = Bound.EXACT) -> Decimal:
    """`value` rounded half up, as people do it by hand; a bound so that it stays one."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUNDINGS.get(bound, ROUND_HALF_UP))


def number(value: int | Decimal, places: int = 0) -> str:
    """With thousands separators and exactly `places` decimals: "1,761,886", "68.75"."""
    return f"{rounded(Decimal(value), places):,.{places}f}"


def bounded(words: str, bound: Bound) -> str:
    """A printed number with what it claims: "80餘", "近80", "約80"."""
    if bound == Bound.AT_LEAST:
        return pgettext("in running text", "more than %(number)s") % {"number": words}
    if bound == Bound.AT_MOST:
        return pgettext("in running text", "nearly %(number)s") % {"number": words}
    if bound == Bound.ABOUT:
        return pgettext("in running text", "about %(number)s") % {"number": words}
    return words


def count(value: int | Decimal | None, *, bound: Bound = Bound.EXACT) -> str:
    """A whole number; "80餘" when it is a lower bound."""
    return UNKNOWN if value is None else bounded(number(value), bound)


def measured(value: int | Decimal | None, *, bound: Bound = Bound.EXACT) -> str:
    """A sum of what was measured, with the decimals it has, two at most: "3,000餘", "1.5"."""
    if value is None:
        return UNKNOWN
    exact = Decimal(value)
    places = next((places for places in (0, 1) if exact == rounded(exact, places)), 2)
    return bounded(f"{rounded(exact, places, bound):,.{places}f}", bound)


def share(value: Decimal | int | None, places: int = 2) -> str:
    """A share: "68.75%"."""
    return UNKNOWN if value is None else f"{number(value, places)}%"


def days(value: Decimal | int | None) -> str:
    """A number of days: "3", or "3.5" where a median falls between two."""
    if value is None:
        return UNKNOWN
    exact = Decimal(value)
    return number(exact, 0 if exact == exact.to_integral_value() else 1)


def money(cents: Decimal | int | None, *, bound: Bound = Bound.EXACT) -> str:
    """An amount with its unit: "8,315.50元", "113.39萬元", "300餘萬元"; in English "CNY 1.13 million", "more than CNY 3 million"."""
    if cents is None:
        return UNKNOWN
    yuan = Decimal(cents) / 100
    if (get_language() or "").startswith("zh"):
        return _money_zh(yuan, bound)
    return bounded(_money_en(yuan, bound), bound)


def _money_zh(yuan: Decimal, bound: Bound) -> str:
    """What says more stands between number and unit."""
    size = abs(yuan)
    if rounded(size / WAN, 2, bound) >= WAN:
        amount = bounded(_large(yuan / YI, bound), bound)
        return pgettext("in running text", "%(number)s hundred million yuan") % {"number": amount}
    if size >= WAN:
        amount = bounded(_large(yuan / WAN, bound), bound)
        return pgettext("in running text", "%(number)s ten thousand yuan") % {"number": amount}
    return pgettext("in running text", "%(number)s yuan") % {"number": bounded(_yuan(yuan, bound), bound)}


def _money_en(yuan: Decimal, bound: Bound) -> str:
    size = abs(yuan)
    if rounded(size / MILLION, 2, bound) >= 1000:
        return f"CNY {_large(yuan / BILLION, bound)} billion"
    if size >= MILLION:
        return f"CNY {_large(yuan / MILLION, bound)} million"
    return f"CNY {_yuan(yuan, bound)}"


def _large(amount: Decimal, bound: Bound) -> str:
    """Two decimals; none in a round number that is not exact."""
    places = 2 if bound == Bound.EXACT or amount != amount.to_integral_value() else 0
    return f"{rounded(amount, places, bound):,.{places}f}"


def _yuan(yuan: Decimal, bound: Bound) -> str:
    places = 0 if yuan == yuan.to_integral_value() else 2
    return f"{rounded(yuan, places, bound):,.{places}f}"


def change(value: Decimal | int | None, unit: str, places: int = 2) -> str:
    """A change with its direction as a sign: "+32.62%", "-2.59 points", "0.00%" ("–" where there is no base)."""
    if value is None:
        return UNKNOWN
    size = rounded(Decimal(value), places)
    sign = "+" if size > 0 else "-" if size < 0 else ""
    body = f"{abs(size):,.{places}f}"
    if unit == Unit.POINTS:
        return sign + pgettext("in running text", "%(number)s points") % {"number": body}
    return f"{sign}{body}%"


def size_of_change(value: Decimal | int | None, unit: str, places: int = 2) -> str:
    """The size of a change without its sign, for sentences that say "rose by": "32.62%", "2.59個百分點"."""
    return UNKNOWN if value is None else change(abs(Decimal(value)), unit, places).lstrip("+")


def value_words(fact: Fact) -> str:
    """The value of a fact as it is printed. Counts and days stand without their unit, which the sentence brings."""
    if fact.unit == Unit.CENTS:
        return money(fact.value, bound=fact.bound)
    if fact.unit in {Unit.DAYS, Unit.SECONDS}:
        return days(fact.value)
    if fact.unit in {Unit.POINTS, Unit.GROWTH}:
        return change(fact.value, fact.unit)
    if fact.unit == Unit.PERCENT:
        return share(fact.value)
    if is_measured(fact.unit):
        return measured(fact.value, bound=fact.bound)
    return count(fact.value, bound=fact.bound)


def number_and_unit(fact: Fact) -> tuple[str, str]:
    """The value of a fact in two parts, for a page that sets the number large and its unit small."""
    words = value_words(fact)
    if fact.value is None:
        return words, ""
    if stands_alone(fact.unit):
        return words, unit_words(fact.unit, fact.value)
    amount = re.fullmatch(r"((?:近|約|约)?[\d.,]+[餘余]?)([^\d%]+)", words)
    return (amount[1], amount[2]) if amount else (words, "")


def stands_alone(unit: str) -> bool:
    """Whether a printed value of the unit does not bring it along: "5", but "5.00%" and "5元"."""
    return unit in {Unit.DAYS, Unit.SECONDS} or is_count(unit) or is_measured(unit)


def day_words(day: date) -> str:
    """A date as documents print it: 2026年3月15日, 15 March 2026."""
    return date_format(day, pgettext("date format", "j F Y"))


def moment_words(at: datetime) -> str:
    """A moment in China as documents print it: 2026年3月15日 09:30, 15 March 2026, 09:30."""
    return date_format(at.astimezone(clock.SHANGHAI), pgettext("date format", "j F Y, H:i"))


def period_words(period: Period) -> str:
    """From which day to which: one year, one day, or two dates with a year that both have said once."""
    if period.is_whole_year:
        return pgettext("in running text", "the year %(year)d") % {"year": period.first.year}
    if period.first == period.last:
        return day_words(period.first)
    first, last = ends_words(period)
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def ends_words(period: Period) -> tuple[str, str]:
    """The first and the last day of a span, as a sentence says them one after the other: the year once, where it is the same."""
    if period.first.year != period.last.year:
        return day_words(period.first), day_words(period.last)
    return (
        date_format(period.first, pgettext("date format, first day of a span within a year", "j F")),
        date_format(period.last, pgettext("date format, last day of a span within a year", "j F Y")),
    )
