"""Amounts of yuan as people write them: 1,234.50元, ¥99, 1.2萬元, 兩千三百, 三千五, 12元5角, 約2000, 2千餘元, 十餘萬. Pure.

What says that it is not exact (約, ≈, 左右, 餘, 多, +) is read as the number it names, and that it is not exact is told. What names no
number although it speaks of one (不詳, 幾千元, 十幾萬) is nothing; a range, another currency and a number below zero cannot be read.
A column may be counted in a unit, as its heading says (金額（萬元）) or a note above all headings (單位：萬元): then a bare number is one of
these; one that names its own unit is what it says.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from open315.core.text import numerals
from open315.core.text.folding import fold

_NOTHING = frozenset(map(fold, "不詳 不明 未知 不清 不清楚 不知 未填 未說明 待定 待核 待查 若干 ? ?? ???".split()))
_VAGUE = re.compile(
    "(?:(?:约|大约|近)?(?:好?几|数|上|成)[十百千万亿]{1,4}|(?:将?近|接近|过)[百千万亿]|[一二三四五六七八九两]?十几[百千万亿]{0,2})(?:多|余)?(?:元|块)?钱?"
)
_BEFORE = re.compile(r"^(?:人民币|rmb|cny|共计|合计|总计|共|计|价值|金额|[¥:\s])+")
_ABOUT_BEFORE = re.compile("^(?:大约|大概|约为|约|将近|接近|近|不到|不足|超过|超|逾|估计|[~≈≥≤<>])")
_AFTER = re.compile(r"(?:整|正|人民币|rmb|cny|yuan|[\s。.,;、!]){1,12}$")
_ABOUT_AFTER = re.compile(r"(?:左右|上下|以上|以下|以内|不等|余|馀|多|来|许|\+)$")
_MORE_INSIDE = re.compile("([余馀多来])([百千万亿]{1,2})")
"""200餘萬: what says that it is more stands before the unit."""
_UNIT_ALONE = re.compile("^(?=[百千万亿][余馀多])")
_NUMERAL = rf"[\d.,{numerals.SIGNS}]+"
_WRITTEN = re.compile(
    rf"(?P<yuan>{_NUMERAL})(?P<more>[余馀多来])?(?:(?:元|圆|块)钱?(?P<more2>[余馀多])?(?:(?P<jiao>{_NUMERAL})(?:[角毛]|$))?(?:(?P<fen>{_NUMERAL})分)?)?"
    rf"|(?P<jiao2>{_NUMERAL})[角毛](?:(?P<fen2>{_NUMERAL})分)?"
)
_NAMES_UNIT = re.compile(f"[元圆块角毛分{numerals.UNITS}]")
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_UNIT = "[十百千]?万|[百千亿]"
_WORDS = {
    100: "百元", 1000: "千元", 10_000: "萬元", 100_000: "十萬元", 1_000_000: "百萬元", 10_000_000: "千萬元", 100_000_000: "億元",
}  # fmt: skip
_SUFFIX = re.compile(f"（(?:{'|'.join(_WORDS.values())})）$")
OTHER_CURRENCY = 0
"""Instead of a unit: it is not counted in yuan at all."""
_FOREIGN = re.compile("美元|美金|港元|港币|港纸|澳门元|台币|欧元|日元|韩元|英镑|usd|hkd|eur|jpy|twd|[$€£]")
_OF_HEADING = re.compile(rf"({_UNIT})?元|单位[: ]?({_UNIT})|\(({_UNIT})\)")
_IN_ENGLISH = re.compile(
    r"(?P<one>(?<![\d,])\d[\d,]{0,11}|thousand|million)? ?(?:cny|rmb|yuan)\b(?: ?(?P<other>\d[\d,]{0,11}|thousand|million)\b)?"
)
_ENGLISH = {"thousand": 1000, "million": 1_000_000}
_SAYS_UNIT = re.compile("单位:?|units?:?")
_ENDS_UNIT = re.compile(r"[、,/;。()\[\]【】及和]")
_UNIT_OF_MONEY = re.compile(rf"(?:人民币|rmb|cny)?(?:({_UNIT})?元|({_UNIT}))")
_IN_BRACKETS = re.compile(rf"\((?:人民币)?({_UNIT})?元\)")


class NoAmount(ValueError):
    """This is written, and it is no amount of yuan."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole cents, and whether that is what was said or only about it."""

    cents: int
    is_exact: bool = True


def read(text: str, unit: int = 1) -> Amount | None:
    """The amount; None for nothing and for what is said to be unknown. NoAmount for everything else.

    A bare number is one of `unit` yuan.
    """
    left, is_exact = fold(text).strip(), True
    if not left or left in _NOTHING or _VAGUE.fullmatch(left):
        return None
    for pattern, is_about in (
        (_BEFORE, False),
        (_ABOUT_BEFORE, True),
        (_BEFORE, False),
        (_AFTER, False),
        (_ABOUT_AFTER, True),
        (_AFTER, False),
    ):
        left, found = pattern.subn("", left)
        is_exact = is_exact and not (found and is_about)
    left = _UNIT_ALONE.sub("一", _MORE_INSIDE.sub(r"\2\1", "".join(left.split())))
    match = _WRITTEN.fullmatch(left)
    if match is None:
        raise NoAmount(text)
    parts = match.groupdict()
    yuan = (
        _number(parts["yuan"])
        + _number(parts["jiao"] or parts["jiao2"]) / 10
        + _number(parts["fen"] or parts["fen2"]) / 100
    )
    if not _NAMES_UNIT.search(left):
        yuan *= unit
    return Amount(cents(yuan), is_exact and not (parts["more"] or parts["more2"]))


def unit_of(heading: str) -> int | None:
    """The yuan in which a column of this heading is counted: 10,000 for 金額（萬元）, 1 where it names no unit; None for another currency."""
    named = unit_named(heading)
    return None if named == OTHER_CURRENCY else named or 1


def unit_named(heading: str) -> int | None:
    """The same where it names one; None where it does not, OTHER_CURRENCY for another currency."""
    folded = fold(heading)
    if _FOREIGN.search(folded):
        return OTHER_CURRENCY
    if match := _OF_HEADING.search(folded):
        return _times(match)
    match = _IN_ENGLISH.search(folded)
    return _english(match["one"] or match["other"] or "1") if match else None


def with_unit(heading: str, unit: int) -> str:
    """The heading with the unit behind it, where it names none itself: 金額（萬元）."""
    return f"{heading}（{_WORDS[unit]}）" if unit in _WORDS and unit_named(heading) is None else heading


def without_unit(heading: str) -> str:
    """The heading again as it was before `with_unit`."""
    return _SUFFIX.sub("", heading)


def unit_noted(text: str, *, stands_alone: bool = False) -> int | None:
    """The unit that a note above the headings names for the whole sheet (單位：萬元; 計量單位：件、萬元); None for any other text.

    In a title, which `stands_alone` in its row, brackets are enough: 2020年挽回損失（萬元）. OTHER_CURRENCY as in `unit_named`.
    """
    folded = fold(text)
    squeezed = "".join(folded.split())
    for said in _SAYS_UNIT.split(squeezed)[1:]:
        for part in _ENDS_UNIT.split(said):
            if _FOREIGN.search(part):
                return OTHER_CURRENCY
            if match := _UNIT_OF_MONEY.fullmatch(part):
                return _times(match)
    if "unit" in squeezed and (match := _IN_ENGLISH.search(folded)):
        return _english(match["one"] or match["other"] or "1")
    match = _IN_BRACKETS.search(squeezed) if stands_alone else None
    return _times(match) if match else None


def _times(match: re.Match[str]) -> int:
    return prod(_TIMES[sign] for group in match.groups() for sign in group or "")


def _english(written: str) -> int:
    return _ENGLISH.get(written) or int(written.replace(",", ""))


def cents(yuan: Decimal) -> int:
    """Whole cents of an amount of yuan. NoAmount for one below zero, and for what is no number."""
    if not yuan.is_finite() or yuan < 0:
        raise NoAmount(str(yuan))
    return int((yuan * 100).to_integral_value())


def _number(written: str | None) -> Decimal:
    """The number of what stands there, 0 of nothing. NoAmount if it is none."""
    if not written:
        return Decimal(0)
    try:
        return numerals.read(written)
    except numerals.NoNumber as error:
        raise NoAmount(written) from error
