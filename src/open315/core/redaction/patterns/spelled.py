"""Numbers told in words, signs or pieces: digits spelled in English or Pinyin, as entities of a web page, or told group by group."""

import re
from collections.abc import Sequence

from open315.core.redaction.patterns.papers import ID_WORDS
from open315.core.redaction.patterns.shape import Pattern, any_of, digits, pattern
from open315.core.redaction.patterns.telephones import CALL_WORDS, CALLS
from open315.core.redaction.words import either

_ENGLISH = "zero oh one two three four five six seven eight nine double triple".split()
_PINYIN = "ling dong yao yi er liang san si wu liu qi guai ba jiu gou".split()
_PART = r"[\s,，.、/_-]{1,3}"
_WORD = re.compile("[a-z]+")
_COUNTS = re.compile("[元块塊年月日号號时時分次个個天米斤¥$%.]")
_WORDY = re.compile(r"[^\W_]")
MOST_WORDY = 3
"""Pieces of words between the pieces of a number."""
LEAST_SPELLED, LEAST_DIGITS = 3, 7


def is_spelled(value: str) -> bool:
    """Whether words make most of a number long enough for a telephone's; digits may stand between them."""
    words = len(_WORD.findall(value))
    return words >= LEAST_SPELLED and words + len(digits(value)) >= LEAST_DIGITS


def is_told_in_pieces(value: str) -> bool:
    """Whether what parts the digits is a few words that count nothing (138，后面是1234，最后5678)."""
    between = [each for each in re.split("[0-9]+", value)[1:-1] if _WORDY.search(each)]
    return len(between) <= MOST_WORDY and not any(_COUNTS.search(each) for each in between)


def _spelled(words: Sequence[str]) -> re.Pattern[str]:
    one = either(words)
    return pattern(rf"(?<![a-z])(?P<v>(?:{one})(?:{_PART}(?:{one}|[0-9]{{1,4}})){{4,19}})(?![a-z0-9])")


_BETWEEN = r"(?:[^0-9\n。；;*]{0,4}[前中后後末尾][面边間间]?[234四][位个個])?[^0-9\n。；;*]{0,8}"
PATTERNS = (
    Pattern("phone", _spelled(_ENGLISH), letters=True, is_real=is_spelled, needs=tuple(_ENGLISH)),
    Pattern("phone", _spelled(_PINYIN), letters=True, is_real=is_spelled, needs=tuple(_PINYIN)),
    Pattern("phone", pattern(r"(?P<v>(?:&#(?:x3[0-9]|[0-9]{2});?\s?){7,20})"), needs=("&#",)),
    Pattern(
        "phone",
        pattern(rf"{CALL_WORDS}[^0-9\n]{{0,12}}(?P<v>1[3-9][0-9](?:{_BETWEEN}[0-9]){{8}})(?![0-9])"),
        head=3, tail=4, is_real=is_told_in_pieces, needs=CALLS, run=3,
    ),
    Pattern(
        "id_number",
        pattern(rf"{any_of(ID_WORDS)}[^0-9\n]{{0,12}}(?P<v>[1-9][0-9]{{5}}{_BETWEEN}(?:19|20)[0-9]{{2}}[年-]?[0-9]{{2}}[月-]?[0-9]{{2}}日?{_BETWEEN}[0-9]{{3}}[0-9x])(?![0-9])"),
        head=3, tail=4, needs=ID_WORDS, run=4,
    ),
    Pattern(
        "phone",
        pattern(r"(?<![0-9])(?P<all>1[3-9][0-9](?P<g>(?=\s*[^\s\w*])[^\w¥$€£%\n*]{4,8}|[㐀-鿿]{1,3}|<br\s?/?>)(?P<v>[0-9]{4})(?P=g)[0-9]{4})(?![0-9])"),
        is_real=is_told_in_pieces, run=4,
    ),
    Pattern("phone", pattern(r"(?<![0-9])1[3-9][0-9][-\s]?(?P<v>[0-9]{4})[（(\s]{1,2}[㐀-鿿]{2,6}[）)\s]{1,2}[0-9]{4}(?![0-9])"), run=4),
)  # fmt: skip
"""The middle of a telephone number told in pieces is masked, as in any other."""
