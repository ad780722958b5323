"""Telephone numbers as people write and paste them, read in one way: what the forms accept, look-up finds, and sheets bring.

Digits are no number only because they stand in the column: what is left of a hidden one (138****8000), an account (QQ 12345678), and
digits that letters are part of (O2712345678) are none.
"""

import re
from unicodedata import normalize

from open315.core.text.cleaning import clean

SHORTEST, LONGEST = 5, 15
"""Digits of a number: hotlines such as 12315, and the most the world uses (E.164)."""
MOBILE = 11
CHINA = "86"
_DASHES = re.compile("[‐-―−－ー—]")
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线|內線|ext\.?|#)\s*(?:分机|分機)?\s*[0-9]{1,6}", re.IGNORECASE)
_DIALLED_BEHIND = re.compile(
    r"(?<![0-9.-])(\(?0[0-9]{2,3}\)?[ -]?[0-9]{7,8}|[0-9]{8}|400-?[0-9]{3}-?[0-9]{4}|1[0-9]{10}) ?[-*] ?[0-9]{1,6}(?![0-9-])"
)
"""027-12345678-801, 12345678-801: what stands behind a whole number is an extension."""
_POINT_ZERO = re.compile(r"(?<=[0-9]{7})\.0{1,2}(?![0-9])")
"""What a program writes behind a number that it counts with: 13800138000.0."""
_LABEL = re.compile(r"\b(?:tel|telephone|phone|mobile|mob|cell|fax)(?![a-z])[.: ]{0,3}", re.IGNORECASE)
_HIDDEN = re.compile(
    r"[0-9]{1,12}[ -]?[*●•×x]{2,12}[ -]?[0-9*●•×x-]{0,12}|[*●•×x]{2,12}[ -]?[0-9]{1,12}", re.IGNORECASE
)
_ACCOUNT = re.compile(
    r"(?:qq|扣扣|微信|微博|抖音|wechat|weixin|vx|wx)(?:号|號|id)?[ :]{0,3}[0-9a-z][0-9a-z_-]{4,30}"
    r"|[a-z_][0-9][0-9a-z_]{0,30}|[0-9]{1,30}[a-z_][0-9a-z_]{0,30}|[0-9][0-9a-z._-]{0,30}@[0-9a-z.-]{0,60}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[/、,;|\n]|或|和|及")
_NUMBER = re.compile(r"\+?[0-9][0-9 .()-]*|\([0-9+][0-9 .()-]*")
_GAPS = re.compile(r"\s+")


def written(text: str) -> str:
    """The text with common digits, brackets and dashes, without invisible signs: as it is kept."""
    lines = clean(normalize("NFKC", _DASHES.sub("-", clean(text))))
    return "\n".join(_GAPS.sub(" ", line).strip() for line in lines.splitlines()).strip()


def numbers(text: str) -> tuple[str, ...]:
    """The digits of each number in the text, without extension and country code; nothing that cannot be one."""
    told = _ACCOUNT.sub("/", _HIDDEN.sub("/", _LABEL.sub(" ", _without_extension(written(text)))))
    return tuple(_national(each) for part in _parts(told) for each in _digits(part) if _may_be_one(each))


def is_telephone(text: str) -> bool:
    """Whether the text is one number or several, and nothing else."""
    parts = _parts(_without_extension(written(text)))
    return bool(parts) and all(
        _NUMBER.fullmatch(part) and all(map(_may_be_one, _digits(part))) and _digits(part) for part in parts
    )


def is_hidden_or_account(text: str) -> bool:
    """Whether digits stand here that are no number: some of them are hidden, or they are those of an account."""
    told = _LABEL.sub(" ", _without_extension(written(text)))
    return bool(_HIDDEN.search(told) or _ACCOUNT.search(told)) and not numbers(text)


def _without_extension(text: str) -> str:
    return _DIALLED_BEHIND.sub(r"\1", _EXTENSION.sub("", _POINT_ZERO.sub("", text)))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _digits(part: str) -> list[str]:
    """The digits of a part; of two numbers with only a blank between them those of each."""
    whole = _only_digits(part)
    pieces = [_only_digits(each) for each in part.split()]
    if len(whole) > LONGEST and all(map(_may_be_one, pieces)):
        return pieces
    return [whole] if whole else []


def _only_digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _may_be_one(digits: str) -> bool:
    return SHORTEST <= len(digits) <= LONGEST


def _national(digits: str) -> str:
    local = digits.removeprefix("00") if digits.startswith(f"00{CHINA}") else digits
    return local.removeprefix(CHINA) if len(local) > MOBILE and local.startswith(CHINA) else local
