"""The person's address in a text: found by its street, house and door, also where only a part of it is told."""

import re
from collections.abc import Iterator
from functools import cached_property

from open315.core.text import letters

SHINGLE = 3
"""Tokens: one Chinese character, one word, one number."""
ENOUGH, ENOUGH_WITHOUT_NUMBER = 4, 6
"""Tokens in a row that tell a home: of a street alone more are needed."""
LONGEST = 120
_REGION = re.compile(r"(?>(?:[^0-9]{1,9}?(?:省|自治区|市|地区|自治州|州|盟|(?<![小社园])区|县|旗|镇|乡|街道))+)")
"""What stands before the street, in folded letters."""
_TOKEN = re.compile(r"[0-9]+|[a-z]+|[^\W_]")
_HOUSE = frozenset("号栋幢弄室座")

Tokens = tuple[str, ...]


class AddressParts:
    """An address cut for looking it up in texts."""

    def __init__(self, address: str) -> None:
        folded = letters(address)[:LONGEST]
        region = _REGION.match(folded)
        street = folded[region.end() :] if region else folded
        self._tokens: Tokens = tuple(_TOKEN.findall(street if len(street) > 1 else folded))

    def places_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Beginning and end of each stretch that tells the address."""
        if len(self._tokens) < SHINGLE:
            return
        folded = letters(text)
        if not any(each in folded for each in self._grams):
            return
        places = [at for at, sign in enumerate(text) for _ in letters(sign)]
        tokens = [(match[0], places[match.start()], places[match.end() - 1] + 1) for match in _TOKEN.finditer(folded)]
        words = [each[0] for each in tokens]
        at = 0
        while at + SHINGLE <= len(words):
            count = self._alike(words, at)
            if self._tells(words[at : at + count]):
                yield tokens[at][1], tokens[at + count - 1][2]
            at += max(1, count)

    @cached_property
    def _grams(self) -> frozenset[str]:
        return frozenset("".join(self._tokens[at : at + SHINGLE]) for at in range(len(self._tokens) - SHINGLE + 1))

    @cached_property
    def _starts(self) -> dict[Tokens, list[int]]:
        found: dict[Tokens, list[int]] = {}
        for at in range(len(self._tokens) - SHINGLE + 1):
            found.setdefault(self._tokens[at : at + SHINGLE], []).append(at)
        return found

    def _alike(self, words: list[str], at: int) -> int:
        """How many tokens from `at` on are also in the address, in its order."""
        return max(
            (self._run(words, at, start) for start in self._starts.get(tuple(words[at : at + SHINGLE]), ())), default=0
        )

    def _run(self, words: list[str], at: int, start: int) -> int:
        count = 0
        for own, other in zip(self._tokens[start:], words[at : at + LONGEST], strict=False):
            if own != other:
                break
            count += 1
        return count

    def _tells(self, stretch: list[str]) -> bool:
        if len(stretch) == len(self._tokens):
            return bool(stretch)
        has_number = any(each.isdecimal() or each in _HOUSE for each in stretch)
        return len(stretch) >= (ENOUGH if has_number else ENOUGH_WITHOUT_NUMBER)
