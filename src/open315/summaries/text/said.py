"""The numbers that a sentence says, in Chinese and English: living figures, figures typed with a source, numerals and number words. Pure."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from open315.core.quantities import NoQuantity, Quantity, read_with_measure
from open315.core.text.folding import fold
from open315.summaries.text.rules import Mark, Words, numerals_in, pieces_of

PLACE = "\ue000"
"""Stands for a number in the words of a sentence."""
SENTENCE = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
VALUES = {word: value for value, word in enumerate(_UNITS)} | _TENS | {"dozen": 12}
_WORD = "|".join(sorted([*VALUES, *_POWERS], key=len, reverse=True))
ENGLISH = re.compile(rf"\b(?:a )?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*\b", re.IGNORECASE)
_CJK_MEASURE = re.compile(
    r"\s{0,4}(人次|家次|人|名|位|件|個|个|家|項|项|場|场|次|份|塊|块|期|支|例|篇|條|条|隊|队|市|縣|县|處|处|萬元|万元|元|起|種|种|類|类)"
)
_LATIN_MEASURE = re.compile(r"\s{0,4}([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A number of a sentence: what it claims, what it counts, the words before it since the last number, the words behind it up to the next, and its mark."""

    quantity: Quantity
    measure: str
    before: str
    after: str
    mark: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class _Number:
    quantity: Quantity | None
    measure: str
    mark: int | None
    shown: str


def sentences_of(words: str, shown: Callable[[int], str]) -> list[list[Said]]:
    """The numbers of each sentence of a passage, in order; `shown` gives a living figure as it is printed. Shares and changes are left out."""
    flat, numbers = _flat(words, shown)
    found, at = [], 0
    for sentence in SENTENCE.split(flat):
        count = sentence.count(PLACE)
        if count:
            found.append(_said(sentence, numbers[at : at + count]))
        at += count
    return found


def _flat(words: str, shown: Callable[[int], str]) -> tuple[str, list[_Number]]:
    """The words with a place for each number, and the numbers."""
    flat: list[str] = []
    numbers: list[_Number] = []
    for piece in pieces_of(words):
        if isinstance(piece, Words):
            text = unicodedata.normalize("NFKC", piece.text) if piece.text.strip() else piece.text
            at = 0
            for start, end in _numerals(text):
                flat += [text[at:start], PLACE]
                numbers.append(_number(text[start:end], None))
                at = end
            flat.append(text[at:])
            continue
        text = shown(piece.number) if isinstance(piece, Mark) else piece.text
        flat.append(PLACE)
        numbers.append(_number(text, piece.number if isinstance(piece, Mark) else None))
    return "".join(flat), numbers


def _numerals(text: str) -> list[tuple[int, int]]:
    """Where numbers stand in plain words."""
    english = [
        (each.start(), each.end()) for each in ENGLISH.finditer(text) if each.group().lower() not in ("one", "zero")
    ]
    return sorted([*numerals_in(text), *english])


def _number(text: str, mark: int | None) -> _Number:
    try:
        quantity, measure = read_with_measure(text)
    except NoQuantity:
        value = english_value(text)
        quantity, measure = (None, "") if value is None else (Quantity(Decimal(value)), "")
    return _Number(quantity if isinstance(quantity, Quantity) else None, measure, mark, text)


def english_value(text: str) -> int | None:
    """What number words make; None of anything else: “one hundred and twenty-five” is 125."""
    words = re.split(r"[ -]+", text.strip().lower())
    total = part = 0
    seen = False
    for word in words:
        if word in VALUES:
            part, seen = part + VALUES[word], True
        elif word == "hundred":
            part, seen = max(part, 1) * 100, True
        elif word in _POWERS:
            total, part, seen = total + max(part, 1) * _POWERS[word], 0, True
        elif word not in ("and", "a"):
            return None
    return total + part if seen else None


def _said(sentence: str, numbers: list[_Number]) -> list[Said]:
    pieces = sentence.split(PLACE)
    found = []
    for place, number in enumerate(numbers):
        if number.quantity is not None:
            after = pieces[place + 1]
            measure = number.measure or _measure(after)
            found.append(Said(number.quantity, fold(measure), pieces[place], after, number.mark, number.shown))
    return found


def _measure(after: str) -> str:
    found = _CJK_MEASURE.match(after) or _LATIN_MEASURE.match(after)
    return "" if found is None else singular(found[1])


def singular(word: str) -> str:
    """An English noun as one of them, near enough to compare two: cities, city."""
    low = word.lower()
    if low == "people":
        return "person"
    if low.endswith("ies"):
        return f"{low[:-3]}y"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low
