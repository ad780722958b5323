"""Numbers whose format says more than the number: 000042, 50%, $99, 1.5萬元. They are read as they are shown. Pure.

A spreadsheet keeps 42, 0.5, 99, 1.5 and a format. Whoever reads the number alone loses the zeros before a reference or a telephone
number, takes dollars for yuan, and 1.5 萬元 for one and a half. All other formats leave the number a number.
"""

import re

from open315.core.foreign_files.types import Cell

PERCENT = frozenset({9, 10})
"""Numbers of the built-in formats of shares."""
_ZEROS = re.compile(r"0{2,20}")
_CURRENCY = re.compile(r"\[\$([^\]-]{1,8})(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r'"([^"]*)"')
_FILLING = re.compile(r"[_*].")
_ESCAPED = re.compile(r"[\\!](.)")
_SCALED = re.compile(r"[0#?],+(?![0#?])")
"""A comma behind the digits shows thousands of what is kept: the unit behind it belongs to that."""
_DIGITS = re.compile(r"[0#?][0#?,.]*")
_UNIT = re.compile("[百千万萬亿億]")
_FOREIGN = re.compile(
    r"[$€£₩₫₽]|usd|hkd|eur|gbp|jpy|twd|mop|美元|美金|港元|港幣|港币|歐元|欧元|日元|英鎊|英镑|臺幣|台币|新臺幣",
    re.IGNORECASE,
)


def says_more(code: str) -> bool:
    """Whether numbers in this format are read as they are shown."""
    return as_shown(1, code) != 1


def as_shown(number: float, code: str) -> Cell:
    """The text that the format makes of a number, where that says more; else the number."""
    first = code[:255].split(";")[0]
    if first.endswith("%") and "%" in _QUOTED.sub("", first):
        return f"{round(number * 100, 10):g}%"
    plain = _plain(first)
    if _ZEROS.fullmatch(plain):
        return str(number).zfill(len(plain)) if isinstance(number, int) and number >= 0 else number
    digits = _DIGITS.search(plain)
    if digits is None or _SCALED.search(_QUOTED.sub("", first)):
        return number
    before, behind = plain[: digits.start()].strip(), plain[digits.end() :].strip()
    if _FOREIGN.search(before + behind) or _UNIT.search(behind):
        return f"{before}{number}{behind}"
    return number


def _plain(first: str) -> str:
    """The format without its marks: what is written is left, and the places of digits."""
    told = _CURRENCY.sub(r"\1", _FILLING.sub("", first))
    return _ESCAPED.sub(r"\1", _QUOTED.sub(r"\1", _BRACKETS.sub("", told)))


def of_open_document(number: Cell, shown: str, *, is_share: bool, currency: str) -> Cell:
    """The same for ODS, which keeps what is shown beside the number."""
    text = shown.strip()
    if not text or not isinstance(number, (int, float)):
        return number
    is_foreign = bool(currency) and currency.upper() not in ("CNY", "RMB")
    is_padded = text.isascii() and text.isdigit() and len(text) > 1 and text[0] == "0" and int(text) == number
    if is_share or is_foreign or is_padded:
        return text
    bare = re.sub(r"[^\d.]", "", text)
    names_unit = (
        _UNIT.search(text) and bare.count(".") < 2 and bare.strip(".") and abs(float(bare) - abs(number)) < 0.01
    )
    return text if names_unit else number
