"""Numbers as people write them in Chinese and in figures: 12,000; 一万二; 1万2千; 2百零5; 三千五. Pure; of text that is folded already."""

import re
from decimal import Decimal
from math import inf

DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一壹", "二贰两", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
LARGE = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
UNITS = "".join([*SMALL, *LARGE])
SIGNS = "".join([*DIGITS, *UNITS])
"""Every sign, beside figures, point and comma, that a number can have."""
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,4}(?:,\d{4})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?)|(?P<sign>[^\d.,])"
)


class NoNumber(ValueError):
    """These signs make no number."""


def read(written: str) -> Decimal:
    """The number of figures, numerals and units; NoNumber if the signs make none."""
    return _Reading().read(written)


class _Reading:
    """A number as it is read from left to right: hundreds and tens make a section, 万 and 亿 close it."""

    def __init__(self) -> None:
        self._total, self._section = Decimal(0), Decimal(0)
        self._pending: Decimal | None = None
        self._unit = 0
        """The unit just before what is pending: 三千|五 is 3500."""
        self._has_fraction = False
        self._ceiling = inf
        """Units get smaller within a section."""

    def read(self, written: str) -> Decimal:
        """The number; NoNumber if the signs make none."""
        at = 0
        while at < len(written):
            token = _TOKEN.match(written, at)
            if token is None:
                raise NoNumber(written)
            self._take(token)
            at = token.end()
        return self._total + self._section + self._rest()

    def _take(self, token: re.Match[str]) -> None:
        sign = token["sign"]
        if sign is None:
            self._digit(Decimal(token["number"].replace(",", "")))
        elif sign in DIGITS:
            self._digit(Decimal(DIGITS[sign]))
        elif sign in SMALL:
            self._small(SMALL[sign])
        else:
            self._large(LARGE[sign])

    def _digit(self, value: Decimal) -> None:
        if value == 0 and self._pending is None:
            self._pending, self._unit = (None if self._unit else value), 0
            return
        if self._pending or self._has_fraction:
            raise NoNumber(str(value))
        self._pending, self._has_fraction = value, value != int(value)

    def _small(self, unit: int) -> None:
        if unit >= self._ceiling or (self._pending is None and unit != 10):
            raise NoNumber(str(unit))
        self._section += (1 if self._pending is None else self._pending) * unit
        self._pending, self._unit, self._ceiling = None, unit, unit

    def _large(self, unit: int) -> None:
        section = self._section + (self._pending or 0)
        if not section or (self._total and self._total < unit):
            raise NoNumber(str(unit))
        self._total += section * unit
        self._section, self._pending, self._unit, self._ceiling = Decimal(0), None, unit, unit

    def _rest(self) -> Decimal:
        """What stands behind the last unit: 五 of 三千五 is five hundred."""
        if self._pending is None:
            return Decimal(0)
        is_short = self._unit >= 100 and self._pending < 10 and self._pending == int(self._pending)
        return self._pending * self._unit / 10 if is_short else self._pending
