"""The one walk over a text that masks all personal data in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from open315.core.redaction.masks import keep_ends
from open315.core.redaction.own import Own
from open315.core.redaction.patterns import ALL, Pattern
from open315.core.redaction.patterns.shape import SEP
from open315.core.redaction.reading import NUMERALS, SPOKEN, Reading, read
from open315.core.redaction.words import firsts

MAX_PASSES = 5
LONGEST_RUN = max(pattern.run for pattern in ALL)
_LETTER = re.compile("[a-z]")
WORTH = re.compile(f"[a-z0-9{firsts(sign for each in ALL if each.is_of_words for sign in each.firsts)}]")
"""Every find holds a digit or a letter, or one of the words of a pattern that needs neither begins with one of these."""
_RUN = re.compile(rf"[0-9](?:{SEP}[0-9])*")
_SPOKEN = "".join(SPOKEN)
_NUMERAL_GATE = re.compile(rf"[\d{_SPOKEN}〡-〩㈠-㈨㊀-㊈](?:{SEP}[\d{_SPOKEN}〡-〩㈠-㈨㊀-㊈]){{4}}")
_NUMERAL = re.compile(rf"[{_SPOKEN}〡-〩㈠-㈨㊀-㊈]")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was masked where: positions hold in the original and in the masked text, which are equally long."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """The masked text and what was masked in it, in order. Nothing found: the text is the original."""

    text: str
    found: tuple[Finding, ...]


def redact(text: str, *own: Own) -> Redaction:
    """Mask every piece of personal data, and whatever tells one of `own`, the persons whose case it is.

    Redacting the result again changes nothing.
    """
    found: list[Finding] = []
    for _ in range(MAX_PASSES):
        more = _find(text, own)
        if not more:
            break
        found += [finding for finding, _head, _tail in more]
        text = _masked(text, more)
    return Redaction(text, tuple(sorted(found, key=lambda finding: finding.start)))


def mask_own(text: str, *own: Own) -> str:
    """Mask what tells one of `own`, and nothing else."""
    return _masked(text, _of_own(text, own).ends) if text else text


Ends = tuple[Finding, int, int]
"""A finding, and how many of its signs stay readable at its beginning and end."""


class Found:
    """What is found in one text. An earlier finding has the first claim on a stretch."""

    def __init__(self, text: str) -> None:
        self.ends: list[Ends] = []
        self._claimed = bytearray(len(text))

    def add(self, finding: Finding, head: int, tail: int) -> None:
        """Keep it unless a sign of it is claimed."""
        if not any(self._claimed[finding.start : finding.end]):
            self._claimed[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            self.ends.append((finding, head, tail))


def _find(text: str, own: tuple[Own, ...]) -> list[Ends]:
    found = _of_own(text, own)
    for pattern, finding in _by_patterns(text):
        found.add(finding, pattern.head, pattern.tail)
    return found.ends


def _of_own(text: str, own: tuple[Own, ...]) -> Found:
    found = Found(text)
    for person in own:
        for place in person.places_in(text):
            found.add(Finding(place.kind, place.start, place.end), place.head, place.tail)
    return found


def _by_patterns(text: str) -> Iterator[tuple[Pattern, Finding]]:
    yield from _in_reading(read(text))
    if _NUMERAL.search(text) and _NUMERAL_GATE.search(text):
        yield from _in_reading(read(text, NUMERALS))


def _in_reading(reading: Reading) -> Iterator[tuple[Pattern, Finding]]:
    if not WORTH.search(reading.plain):
        return
    signs = set(reading.plain)
    for pattern in worth_trying(ALL, reading.plain):
        if pattern.may_be_in(reading.plain, signs):
            for start, end in _matches(pattern, reading.plain):
                yield pattern, Finding(pattern.kind, *reading.span(start, end))


def _matches(pattern: Pattern, plain: str) -> Iterator[tuple[int, int]]:
    """Where the pattern finds what is real. After a find that is not, it looks again from the next sign."""
    at = 0
    while match := pattern.regex.search(plain, at):
        if pattern.is_real(match[pattern.judged]):
            yield match.span(pattern.group)
            at = max(match.end(), match.start() + 1)
        else:
            at = match.start() + 1


def worth_trying(patterns: tuple[Pattern, ...], plain: str) -> tuple[Pattern, ...]:
    """Those of the patterns that the longest stretch of digits in the text is long enough for, in their order."""
    longest = max(map(len, _RUN.findall(plain)), default=0)
    return _content_with(patterns, min(longest, LONGEST_RUN), _LETTER.search(plain) is not None)


@lru_cache(maxsize=4 * LONGEST_RUN + 4)
def _content_with(patterns: tuple[Pattern, ...], run: int, has_letters: bool) -> tuple[Pattern, ...]:
    return tuple(each for each in patterns if each.fits(run, has_letters=has_letters))


def _masked(text: str, found: Iterable[Ends]) -> str:
    signs = list(text)
    for finding, head, tail in found:
        signs[finding.start : finding.end] = keep_ends(text[finding.start : finding.end], head, tail)
    return "".join(signs)
