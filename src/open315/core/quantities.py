"""Numbers that people report, exact or not: 80餘, 近百, 約2000, 1450; and what their sum may claim. Pure.

An approximate number never becomes exact: a sum says of itself what its parts allow (`total`). What is said without a number
(數百, 若干) is kept in words and listed beside the sum; a part that is missing is shown as missing, never counted as 0.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from open315.core.text import numerals
from open315.core.text.folding import fold


class Bound(StrEnum):
    """What a reported number says of the true one."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    """80餘, 逾80, 80以上: a lower bound."""
    AT_MOST = "at_most"
    """近80, 不足80: an upper bound."""
    ABOUT = "about"
    """約80, 80左右: neither."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at or above zero, and what it says."""

    value: Decimal
    bound: Bound = Bound.EXACT


@dataclass(frozen=True, slots=True)
class InWords:
    """An amount that names no number: 數百, 若干. It is listed, not counted."""

    words: str


class NoQuantity(ValueError):
    """This is written, and it is neither one number nor words for some."""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of what has a number; None where nothing has one. `words` lists what has none, `missing` counts what was not said."""

    sum: Quantity | None
    words: tuple[str, ...] = ()
    missing: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether every part is in the sum."""
        return not self.words and not self.missing


_BEFORE = {
    Bound.EXACT: "共计|合计|总计|累计|一共|共|计|达到|达",
    Bound.AT_LEAST: "不少于|不低于|不下于|不下|超过|至少|多于|逾|超|上|more than|over|at least|>=|≥|>",
    Bound.AT_MOST: "不超过|不多于|将近|接近|不到|不足|至多|最多|近|nearly|almost|up to|<=|≤|<",
    Bound.ABOUT: "大约|大概|约为|约|估计|about|around|approx.?|~|≈",
}
_AFTER = {
    Bound.AT_LEAST: "以上|有余|余|馀|多|几|数|[+]",
    Bound.AT_MOST: "以内|以下",
    Bound.ABOUT: "左右|上下|来|许",
}
_VAGUE = re.compile(
    "(?:约|近)?(?:好?几|数|成)[十百千万亿]{1,4}|若干|许多|大量|众多|多(?!于)|不少(?!于)|十几[百千万]?|[一二三四五六七八九]十几"
    "|一批|一些|大批|少量|部分|数以[十百千万亿]计|some|many|several|a few|dozens|hundreds|thousands"
)
"""Words for some. 不少於八十 and 多於八十 name a number."""
_ONE = re.compile("^(?=[百千万亿])")
"""百餘, 近萬: one hundred, ten thousand."""
_INSIDE = re.compile("([余馀多来])([百千万亿]{1,2})")
"""3千餘萬 is written with what says more before the unit."""
_NUMBER = rf"[\d.,{numerals.SIGNS}]+"
_MEASURE = rf"[^\d.,\s{numerals.SIGNS}余馀多几数来许以左上~≈<>+-]{{0,8}}"
_MORE_THAN_A_MEASURE = re.compile("[%‰]|[成倍折](?![人年员品])|.{0,2}半|[a-fh-su-z]$")
"""A share (8成, 80%), a half (1個半小時) or a letter typed for a figure (8O) behind a number makes another number of it."""
_CURRENCY = re.compile("人民币|rmb|cny|¥")
YUAN = "元"


def _named(table: dict[Bound, str], place: str) -> str:
    return "|".join(f"(?P<{place}_{bound}>{words})" for bound, words in table.items())


_WRITTEN = re.compile(
    rf"(?:(?:{_named(_BEFORE, 'before')})\s*)?(?P<number>{_NUMBER})\s*"
    rf"(?:{_named(_AFTER, 'near')})?\s*(?P<measure>{_MEASURE})\s*(?:{_named(_AFTER, 'after')})?"
)


def read(text: str) -> Quantity | InWords | None:
    """What a person wrote: a number with what it claims, or words for some; None for nothing. NoQuantity for everything else.

    A measure word may follow (80多家, 3000餘份). Ranges, two numbers, shares and numbers below zero are no quantity.
    """
    return read_with_measure(text)[0]


def read_with_measure(text: str) -> tuple[Quantity | InWords | None, str]:
    """As `read`, and the measure word that was written, folded (家, 吨, 元; "" where there is none): whoever knows the unit can refuse another."""
    written = fold(text).strip(" 。.;,、\t")
    if not written:
        return None, ""
    if _VAGUE.match(written) and not re.search(r"\d", written):
        return InWords(text.strip()), ""
    bare, is_money = _CURRENCY.subn("", written, count=1)
    match = _WRITTEN.fullmatch(_INSIDE.sub(r"\2\1", bare.strip()))
    if match is None or _MORE_THAN_A_MEASURE.match(match["measure"]):
        raise NoQuantity(text)
    try:
        value = numerals.read(_ONE.sub("一", match["number"]))
    except numerals.NoNumber as error:
        raise NoQuantity(text) from error
    return Quantity(value, _claimed(match)), match["measure"] or (YUAN if is_money else "")


def _claimed(match: re.Match[str]) -> Bound:
    """What the words around a number say together: two that differ say no more than about."""
    said = {name.partition("_")[2] for name, found in match.groupdict().items() if found}
    said -= {Bound.EXACT, ""}
    if len(said) > 1:
        return Bound.ABOUT
    return Bound(said.pop()) if said else Bound.EXACT


def total(parts: Iterable[Quantity | InWords | None]) -> Total:
    """The sum of `parts`. It is exact only if all are; exact and lower bounds make a lower bound, exact and upper bounds an upper
    one; everything else is about so many.
    """
    numbers: list[Quantity] = []
    words: list[str] = []
    missing = 0
    for part in parts:
        if isinstance(part, Quantity):
            numbers.append(part)
        elif part is None:
            missing += 1
        else:
            words.append(part.words)
    value = None
    if numbers:
        value = Quantity(sum((each.value for each in numbers), Decimal(0)), together(each.bound for each in numbers))
    return Total(value, tuple(words), missing)


def together(bounds: Iterable[Bound]) -> Bound:
    """What a sum of parts that claim this may claim; of no parts, that it is exact."""
    found = set(bounds) - {Bound.EXACT}
    if len(found) > 1:
        return Bound.ABOUT
    return found.pop() if found else Bound.EXACT


def certainly_more(part: Quantity | InWords | None, whole: Quantity | InWords | None) -> bool:
    """Whether a part is greater than its whole, whatever the true numbers are. "80餘" is more than 80, "近80" may be anything below."""
    if not isinstance(part, Quantity) or not isinstance(whole, Quantity):
        return False
    if part.bound in {Bound.AT_MOST, Bound.ABOUT} or whole.bound in {Bound.AT_LEAST, Bound.ABOUT}:
        return False
    return part.value > whole.value
