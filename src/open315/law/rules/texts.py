"""Whether a citation names law that was in force, and says the same in both languages: the texts with their days are data (`seeds/texts.toml`). Pure.

texts.faults(Names("實施條例第四十五條；民法典第二百零三條", "Implementing Regulation Art 45; Civil Code Art 203"), date(2024, 7, 1), None)   # []
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from open315.core.names import Names

FOLDER = "open315.law.seeds"
NUMBERS_ZH = re.compile(r"第（?([一二三四五六七八九十百零]+)）?[條款項]")
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
TENS = {"十": 10, "百": 100}
NUMBERS_EN = re.compile(r"\d+")
REMARKS_ZH = re.compile(r"（[^（）]*[^一二三四五六七八九十百零（）][^（）]*）|「[^」]*」")
REMARKS_EN = re.compile(r"\([^()]*[^\d()][^()]*\)")
"""What stands in brackets and is no number: a remark, which may speak of anything."""
TITLE = re.compile(r"[^（第]+(?:（[一二三四]）)?")
"""A text's own title in the name it is cited by, which may go on with a year or an article."""


@dataclass(frozen=True, slots=True)
class Text:
    """A law, regulation or rule as it is cited in two languages, and the days on which its numbers were these."""

    name: Names
    valid_from: date
    valid_until: date | None
    read: str


@cache
def texts() -> tuple[Text, ...]:
    """Every text that may be cited."""
    return tuple(
        Text(Names(each["name"], each["en"]), each["valid_from"], each.get("valid_until"), each["read"])
        for each in _data()["texts"]
    )


@cache
def without_text() -> tuple[str, ...]:
    """How a citation begins that names no text: a council's own rules, or the civil law of whatever day it was."""
    return tuple(each["name"] for each in _data()["without_text"])


def faults(citation: Names, since: date, until: date | None) -> Sequence[str]:
    """What is wrong with a citation that is valid from `since` until `until` (None: on and on); empty when nothing is.

    In either language every text it names was in force on all those days, and both languages name the same numbers of the same texts.
    """
    pairs = list(zip_longest(citation.zh_hant.split("；"), citation.en.split("; "), fillvalue=""))
    found = [fault for zh, en in pairs for part in (zh, en) for fault in _not_in_force(part, since, until)]
    return [*found, *(f"{zh} is not {en!r}" for zh, en in pairs if _meaning(zh) != _meaning(en))]


def in_brackets(citation: str) -> str:
    """A Chinese citation with the titles of its texts between 《 》; what names no text stays as it is."""
    return _names().sub(lambda found: _bracketed(found[0]), citation)


def _bracketed(name: str) -> str:
    title = TITLE.match(name)
    return name if title is None or name in without_text() else f"《{title[0]}》{name[title.end() :]}"


def _not_in_force(part: str, since: date, until: date | None) -> Iterator[str]:
    cited = [_cited()[each[0]] for each in _names().finditer(part)]
    if not cited or not part.startswith((cited[0].name.zh_hant, cited[0].name.en)):
        yield f"{part}: no such text is known"
    for text in cited:
        if since < text.valid_from:
            yield f"{part}: in force from {text.valid_from}, cited from {since}"
        if text.valid_until is not None and (until is None or until > text.valid_until):
            yield f"{part}: in force until {text.valid_until}, cited until {until or 'now'}"


def _meaning(part: str) -> tuple[str, list[int]]:
    """Which text a part of a citation names, and the numbers of its articles, paragraphs and items in their order."""
    found = _names().match(part)
    if found is None:
        return part, []
    text, rest = _cited()[found[0]], part[found.end() :]
    zh = [_numeral(each) for each in NUMBERS_ZH.findall(REMARKS_ZH.sub("", rest))]
    return text.name.en, zh or [int(each) for each in NUMBERS_EN.findall(REMARKS_EN.sub("", rest))]


def _numeral(written: str) -> int:
    """The number of an article: 一百三十五 is 135."""
    total = digit = 0
    for sign in written:
        if sign in TENS:
            total, digit = total + (digit or 1) * TENS[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit


@cache
def _cited() -> dict[str, Text]:
    """Every text by each of its names; what names no text is in force on every day."""
    local = (Text(Names(each["name"], each["en"]), date.min, None, "") for each in _data()["without_text"])
    return {name: text for text in (*texts(), *local) for name in (text.name.zh_hant, text.name.en)}


@cache
def _names() -> re.Pattern[str]:
    """Any name, the longest that fits, and no number cut short: Art 2 is not in Art 28."""
    longest_first = sorted(_cited(), key=lambda name: -len(name))
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?!\\d)")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(FOLDER) / "texts.toml").read_text(encoding="utf-8"))
