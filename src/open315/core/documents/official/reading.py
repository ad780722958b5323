"""Typed text as blocks: lines that begin with 一、（一）1.（1） in their order are levels, everything else stays as it was typed."""

import re

from open315.core.documents.official.numbering import numbers
from open315.core.documents.official.types import Block, Item, Paragraph

_LEVELS = (
    r"[一二三四五六七八九十百零]{1,7}、",
    r"[（(][一二三四五六七八九十百零]{1,7}[）)]",
    r"\d{1,3}[.．](?!\d)",
    r"[（(]\d{1,3}[）)]",
)
_NUMBERED = re.compile("|".join(f"({level})" for level in _LEVELS))
_HEADING = re.compile(r"[^。：；]{1,40}。(?=.)")
"""The first sentence, where more follows: a heading that runs on (（一）加強領導。各地要……)."""
LONGEST_HEADING = 40
"""A line of more signs is text and no heading."""


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs and items of a typed text. Where its numbers are not those it would get, all of it is plain text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [(_NUMBERED.match(line), line) for line in lines]
    levels = [level.lastindex or 0 for level, _ in found if level]
    typed = [_plain(level.group()) for level, _ in found if level]
    if typed != numbers(levels):
        return tuple(Paragraph(line) for line in lines)
    return tuple(_item(level, line) if level else Paragraph(line) for level, line in found)


def _plain(number: str) -> str:
    """A number with the marks it is printed with."""
    return number.replace("(", "（").replace(")", "）").replace("．", ".")


def _item(level: re.Match[str], line: str) -> Item:
    rest = line[level.end() :].strip()
    heading = _HEADING.match(rest)
    if heading:
        return Item(level.lastindex or 0, heading.group(), rest[heading.end() :])
    return Item(level.lastindex or 0, rest) if len(rest) <= LONGEST_HEADING else Item(level.lastindex or 0, "", rest)
