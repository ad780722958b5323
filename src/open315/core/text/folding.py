"""Folding: width, case, accents, and every way of writing the same Chinese character become one.

Each character is folded by itself and the result remembered, so folding a text is one table walk.
"""

import unicodedata

from open315.core.text.cleaning import clean
from open315.core.text.script import converter
from open315.core.text.variants import REPRESENTATIVE

MAX_PASSES = 6


class _FoldTable(dict[int, str]):
    """Code point → folded text, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


class _LetterTable(dict[int, str]):
    """Code point → its folded letters and digits; nothing for everything else."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = "".join(char for char in _FOLD[code] if char.isalnum())
        return kept


def fold(text: str) -> str:
    """The text as it is compared: Simplified, half-width, lower case, without accents and invisible characters.

    Folding twice changes nothing; a text folds like its Traditional, Hong Kong and Taiwan forms.
    """
    return text.translate(_FOLD)


def letters(text: str) -> str:
    """The folded letters and digits of the text, everything between them left out."""
    return text.translate(_LETTERS)


def registered(name: str) -> str:
    """A registered name as it is told from others: in one script, blanks of any kind as one; width, case and every sign stay.

    Registers of the mainland are kept in Simplified, so a name in the other script is the same name; （一店） and (一店) are two.
    """
    return " ".join(unicodedata.normalize("NFC", clean(name)).translate(_SCRIPT).split())


KANGXI, VARIATIONS, MORE_VARIATIONS = range(0x2F00, 0x2FE0), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)


class _ScriptTable(dict[int, str]):
    """Code point → the same sign in Simplified; a radical that stands for its character (⼭) is that; variation selectors show nothing."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFKC", chr(code)) if code in KANGXI else chr(code)
        if code in VARIATIONS or code in MORE_VARIATIONS:
            char = ""
        kept = self[code] = char if char.isascii() else str(converter("t2s").convert(char))
        return kept


def _fold_character(char: str) -> str:
    for _ in range(MAX_PASSES):
        folded = "".join(_fold_once(each) for each in unicodedata.normalize("NFKD", char).casefold())
        if folded == char:
            break
        char = folded
    return char


def _fold_once(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace():
        return " "
    if category in {"Cc", "Cf", "Cs", "Mn", "Me", "Mc"}:
        return ""
    if char.isascii():
        return char
    simplified: str = converter("t2s").convert(char)
    return REPRESENTATIVE.get(simplified, simplified)


_FOLD = _FoldTable()
_LETTERS = _LetterTable()
_SCRIPT = _ScriptTable()
