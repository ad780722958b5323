"""The details of the person whose case it is, as they turn up in its texts: masked there whatever they look like.

A name, an address or a telephone number is known from the form; no pattern has to guess. Texts are compared by their folded
letters (`core.text`), so that width, script, blanks and dashes make no difference.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from open315.core.redaction.own_address import AddressParts
from open315.core.redaction.reading import NUMERALS, PLAIN
from open315.core.text import letters, telephones

SHORTEST_NUMBER, SHORTEST_LATIN, SHORTEST_MAILBOX = 7, 4, 5
LONGEST_GAP = {"phone": 6, "id_number": 6, "name": 2, "email": 2}
"""Signs that may stand between two letters of a detail."""
WITHIN_NAME = frozenset(" \t\u3000·•.・-‐_/*~+|'’\n")
"""After a comma or a full stop another word begins."""
_TITLE = re.compile(r"(?:先生|女士|小姐|太太|同志|老师|老師)$")
_HAN = re.compile(r"[㐀-鿿豈-﫿𠀀-𯿿·•]+")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_AREA = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})(?P<local>[2-9][0-9]{6,7})")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text that tells who it is, and how many of its signs may be read."""

    kind: str
    start: int
    end: int
    head: int = 0
    tail: int = 0


@dataclass(frozen=True, slots=True)
class Needle:
    """A detail as it is looked for: folded letters, or digits alone."""

    kind: str
    letters: str
    head: int
    tail: int


@dataclass(frozen=True)
class Own:
    """What identifies one person; any of it may be empty. Details too short to tell anybody are not looked for."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    id_number: str = ""

    def places_in(self, text: str) -> Iterator[Place]:
        """Where the details stand in the text. Takes time in proportion to the text."""
        if not text:
            return
        if self._words:
            yield from _found(self._words, letters(text), text, letters)
        if self._numbers:
            yield from _found(self._numbers, _digits(text), text, _digits)
        if self.address:
            yield from (Place("address", *each) for each in self._address.places_in(text))

    @cached_property
    def _address(self) -> AddressParts:
        return AddressParts(self.address)

    @cached_property
    def _words(self) -> tuple[Needle, ...]:
        names = (Needle("name", each, 1, 0) for each in _names(self.name))
        mailbox = letters(self.email.partition("@")[0])
        found = (*names, Needle("email", mailbox, 1, 0)) if len(mailbox) >= SHORTEST_MAILBOX else tuple(names)
        other = letters(self.id_number)
        return found if other.isdecimal() or len(other) < SHORTEST_NUMBER else (*found, _paper(other))

    @cached_property
    def _numbers(self) -> tuple[Needle, ...]:
        found = []
        for number in dict.fromkeys((*telephones.numbers(self.phone), *self._local_numbers())):
            if len(number) >= SHORTEST_NUMBER:
                found.append(Needle("phone", number, 3 if len(number) == telephones.MOBILE else 0, 4))
        number = letters(self.id_number)
        return (*found, _paper(number)) if number.isdecimal() and len(number) >= SHORTEST_NUMBER else tuple(found)

    def _local_numbers(self) -> Iterator[str]:
        """Fixed numbers without their area code."""
        for number in telephones.numbers(self.phone):
            if match := _AREA.fullmatch(number):
                yield match["local"]


def _paper(number: str) -> Needle:
    return Needle("id_number", number, *((3, 4) if len(number) >= 15 else (1, 1)))


def _names(name: str) -> Iterator[str]:
    """The name in Chinese characters, and in other letters in the order given and with the family name at the other end."""
    name = _TITLE.sub("", name.strip())
    for each in _HAN.findall(name):
        if len(folded := letters(each)) > 1:
            yield folded
    words = [letters(each) for each in _HAN.sub(" ", name).replace(",", " ").split()]
    orders = (words, words[1:] + words[:1], words[-1:] + words[:-1])
    yield from dict.fromkeys(each for order in orders if len(each := "".join(order)) >= SHORTEST_LATIN)


def _digits(text: str) -> str:
    """The digits of a text, however they are written, and nothing else."""
    return _NOT_DIGITS.sub("", text.translate(NUMERALS))


def _found(needles: tuple[Needle, ...], heap: str, text: str, fold: Callable[[str], str]) -> Iterator[Place]:
    present = [each for each in needles if each.letters in heap]
    if not present:
        return
    places = [at for at, sign in enumerate(text) for _ in fold(sign)]
    for needle in present:
        at = heap.find(needle.letters)
        while at >= 0:
            stretch = places[at : at + len(needle.letters)]
            if _holds_together(needle.kind, text, stretch):
                yield Place(needle.kind, stretch[0], stretch[-1] + 1, needle.head, needle.tail)
            at = heap.find(needle.letters, at + 1)


def _holds_together(kind: str, text: str, stretch: list[int]) -> bool:
    """Whether the letters of a find stand beside each other, and are not part of a longer word or number."""
    longest = LONGEST_GAP[kind]
    for one, other in pairwise(stretch):
        between = text[one + 1 : other]
        if len(between) > longest or (
            kind == "name" and not all(sign in WITHIN_NAME or not PLAIN[ord(sign)] for sign in between)
        ):
            return False
    before, after = text[stretch[0] - 1 : stretch[0]], text[stretch[-1] + 1 : stretch[-1] + 2]
    first, last = text[stretch[0]], text[stretch[-1]]
    return not (_belong(before, first) or _belong(last, after))


def _belong(one: str, other: str) -> bool:
    """Whether two neighbours are of one word or number: both ASCII letters, or both digits."""
    return (one.isascii() and other.isascii() and one.isalpha() and other.isalpha()) or (
        one.isdecimal() and other.isdecimal()
    )
