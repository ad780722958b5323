"""Amounts of yuan as people write them: 1,234.50元, ¥99, 1.2萬元, 兩千三百, 三千五, 12元5角, 約2000, 2千餘元, 十餘萬. Pure.

What says that it is not exact (約, ≈, 左右, 餘, 多, +) is read as the number it names, and that it is not exact is told. What names no
number although it speaks of one (不詳, 幾千元, 十幾萬) is nothing; a range, another currency and a number below zero cannot be read.
A column may be counted in a unit (金額（萬元）): then a bare number is one of these; one that names its own unit is what it says.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from open315.core.text.folding import fold

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一壹", "二贰两", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_LARGE = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
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
_NUMERAL = rf"[\d.,{''.join([*_DIGITS, *_SMALL, *_LARGE])}]+"
_WRITTEN = re.compile(
    rf"(?P<yuan>{_NUMERAL})(?P<more>[余馀多来])?(?:(?:元|圆|块)钱?(?P<more2>[余馀多])?(?:(?P<jiao>{_NUMERAL})(?:[角毛]|$))?(?:(?P<fen>{_NUMERAL})分)?)?"
    rf"|(?P<jiao2>{_NUMERAL})[角毛](?:(?P<fen2>{_NUMERAL})分)?"
)
_NAMES_UNIT = re.compile(f"[元圆块角毛分{''.join([*_SMALL, *_LARGE])}]")
_UNITS = (("亿", 100_000_000), ("万", 10_000), ("千", 1000), ("百", 100))
_FOREIGN = re.compile("美元|美金|港元|港币|港纸|澳门元|台币|欧元|日元|韩元|英镑|usd|hkd|eur|jpy|twd|[$€£]")
_OF_HEADING = re.compile(r"([亿万千百]?)元|单位[: ]?([亿万千百])|\(([亿万千百])\)")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,4}(?:,\d{4})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?)|(?P<sign>[^\d.,])"
)


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
    folded = fold(heading)
    if _FOREIGN.search(folded):
        return None
    match = _OF_HEADING.search(folded)
    return dict(_UNITS).get("".join(filter(None, match.groups())), 1) if match else 1


def cents(yuan: Decimal) -> int:
    """Whole cents of an amount of yuan. NoAmount for one below zero, and for what is no number."""
    if not yuan.is_finite() or yuan < 0:
        raise NoAmount(str(yuan))
    return int((yuan * 100).to_integral_value())


def _number(written: str | None) -> Decimal:
    """The number of digits, numerals and units: 12,000; 一万二; 1万2千; 2百零5."""
    if not written:
        return Decimal(0)
    return _Numeral().read(written)


class _Numeral:
    """A number as it is read from left to right: hundreds and tens make a section, 万 and 亿 close it."""

    def __init__(self) -> None:
        self._total, self._section = Decimal(0), Decimal(0)
        self._pending: Decimal | None = None
        self._unit = 0
        """The unit just before what is pending: 三千|五 is 3500."""
        self._has_fraction = False
        self._ceiling = 10**9
        """Units get smaller within a section."""

    def read(self, written: str) -> Decimal:
        """The number; NoAmount if the signs make none."""
        at = 0
        while at < len(written):
            token = _TOKEN.match(written, at)
            if token is None:
                raise NoAmount(written)
            self._take(token)
            at = token.end()
        return self._total + self._section + self._rest()

    def _take(self, token: re.Match[str]) -> None:
        sign = token["sign"]
        if sign is None:
            self._digit(Decimal(token["number"].replace(",", "")))
        elif sign in _DIGITS:
            self._digit(Decimal(_DIGITS[sign]))
        elif sign in _SMALL:
            self._small(_SMALL[sign])
        else:
            self._large(_LARGE[sign])

    def _digit(self, value: Decimal) -> None:
        if value == 0 and self._pending is None:
            self._pending, self._unit = (None if self._unit else value), 0
            return
        if self._pending or self._has_fraction:
            raise NoAmount(str(value))
        self._pending, self._has_fraction = value, value != int(value)

    def _small(self, unit: int) -> None:
        if unit >= self._ceiling or (self._pending is None and unit != 10):
            raise NoAmount(str(unit))
        self._section += (1 if self._pending is None else self._pending) * unit
        self._pending, self._unit, self._ceiling = None, unit, unit

    def _large(self, unit: int) -> None:
        section = self._section + (self._pending or 0)
        if not section or (self._total and self._total < unit):
            raise NoAmount(str(unit))
        self._total += section * unit
        self._section, self._pending, self._unit, self._ceiling = Decimal(0), None, unit, unit

    def _rest(self) -> Decimal:
        """What stands behind the last unit: 五 of 三千五 is five hundred."""
        if self._pending is None:
            return Decimal(0)
        is_short = self._unit >= 100 and self._pending < 10 and self._pending == int(self._pending)
        return self._pending * self._unit / 10 if is_short else self._pending
