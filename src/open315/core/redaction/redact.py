"""The one walk over a text that masks all personal data in it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from open315.core.redaction.masks import keep_ends
from open315.core.redaction.patterns import (
    NUMERAL_PATTERNS,
    PATTERNS,
    Pattern,
    worth_looking,
    worth_looking_for_numerals,
    worth_trying,
)

NUMERALS = {
    ord(char): str(digit)
    for digit, chars in enumerate(
        ("〇零", "一壹", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
MAX_PASSES = 5


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


class _Plain(dict[int, str]):
    """Every way of writing a digit or an ASCII sign → that sign; one character stays one character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char)
        plain = self[code] = folded if len(folded) == 1 and folded.isascii() else str(unicodedata.decimal(char, char))
        return plain


class _PlainNumerals(_Plain):
    """The same, with Chinese numerals as digits."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = NUMERALS.get(code) or _PLAIN[code]
        return plain


_PLAIN = _Plain()
_WITH_NUMERALS = _PlainNumerals()


def redact(text: str) -> Redaction:
    """Mask every piece of personal data. Redacting the result again changes nothing."""
    found: list[Finding] = []
    for _ in range(MAX_PASSES):
        more = _find(text)
        if not more:
            break
        found += [finding for finding, _ in more]
        text = _masked(text, more)
    return Redaction(text, tuple(sorted(found, key=lambda finding: finding.start)))


def _find(text: str) -> list[tuple[Finding, Pattern]]:
    found: list[tuple[Finding, Pattern]] = []
    if worth_looking(text):
        _collect(text.translate(_PLAIN), PATTERNS, found)
    if worth_looking_for_numerals(text):
        _collect(text.translate(_WITH_NUMERALS), NUMERAL_PATTERNS, found)
    return found


def _collect(plain: str, patterns: tuple[Pattern, ...], found: list[tuple[Finding, Pattern]]) -> None:
    """Add what the patterns find; an earlier pattern has the first claim on a stretch."""
    lower = plain.lower()
    signs = set(lower)
    for pattern in worth_trying(patterns, plain):
        if not pattern.may_be_in(lower, signs):
            continue
        for match in pattern.regex.finditer(plain):
            start, end = match.span(pattern.group)
            if any(start < other.end and other.start < end for other, _ in found):
                continue
            if pattern.is_real(plain[start:end]):
                found.append((Finding(pattern.kind, start, end), pattern))


def _masked(text: str, found: Iterable[tuple[Finding, Pattern]]) -> str:
    signs = list(text)
    for finding, pattern in found:
        signs[finding.start : finding.end] = keep_ends(text[finding.start : finding.end], pattern.head, pattern.tail)
    return "".join(signs)
