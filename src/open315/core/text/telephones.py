"""Telephone numbers as people write and paste them, read in one way: what the forms accept, look-up finds, and sheets bring."""

import re
from unicodedata import normalize

from open315.core.text.cleaning import clean

SHORTEST, LONGEST = 5, 15
"""Digits of a number: hotlines such as 12315, and the most the world uses (E.164)."""
MOBILE = 11
CHINA = "86"
_DASHES = re.compile("[‐-―−－ー—]")
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线|內線|ext\.?|#)\s*(?:分机|分機)?\s*[0-9]{1,6}", re.IGNORECASE)
_BETWEEN = re.compile(r"[/、,;|\n]|或|和|及")
_NUMBER = re.compile(r"\+?[0-9][0-9 .()-]*|\([0-9+][0-9 .()-]*")
_GAPS = re.compile(r"\s+")


def written(text: str) -> str:
    """The text with common digits, brackets and dashes, without invisible signs: as it is kept."""
    lines = clean(normalize("NFKC", _DASHES.sub("-", clean(text))))
    return "\n".join(_GAPS.sub(" ", line).strip() for line in lines.splitlines()).strip()


def numbers(text: str) -> tuple[str, ...]:
    """The digits of each number in the text, without extension and country code; nothing that cannot be one."""
    return tuple(_national(each) for part in _parts(written(text)) for each in _digits(part) if _may_be_one(each))


def is_telephone(text: str) -> bool:
    """Whether the text is one number or several, and nothing else."""
    parts = _parts(written(text))
    return bool(parts) and all(
        _NUMBER.fullmatch(part) and all(map(_may_be_one, _digits(part))) and _digits(part) for part in parts
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(_EXTENSION.sub("", text)) if part.strip()]


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
