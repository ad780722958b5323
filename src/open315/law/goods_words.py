"""Goods and services in people's own words: 手机, sj, shouji, "used car" → the category of the statistics. Pure but for the lists.

The longest word that is told wins. Chinese is found in either script and inside a longer text; English only as whole words, so that a car
is never health care; pinyin only where it is all that was written. What nobody knows gives "": the words are kept, and the council classifies.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from open315.core.text import fold, letters
from open315.law import codelists

FOLDER, FILE = "open315.law.seeds", "goods_words.toml"
MIN_INITIALS = 2
_NOT_LATIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: Chinese words, English words (set off by blanks) and pinyin, each with its code."""

    chinese: dict[str, str]
    english: dict[str, str]
    spelt: dict[str, str]
    offered: tuple[str, ...]
    """The Chinese words as they are offered to who types."""
    offered_en: tuple[str, ...]


def find_goods(written: str) -> str:
    """The category that is meant; "" where none is for certain."""
    exact = codelists.find("goods", written)
    if exact or not written.strip():
        return exact
    known = _known()
    latin = f" {_NOT_LATIN.sub(' ', fold(written).lower()).strip()} "
    return (
        _longest(letters(written), known.chinese)
        or _longest(latin, known.english)
        or known.spelt.get(latin.replace(" ", ""), "")
    )


def words_to_offer(language: str) -> tuple[str, ...]:
    """What is offered while somebody types."""
    return _known().offered_en if language.startswith("en") else _known().offered


def _longest(text: str, known: dict[str, str]) -> str:
    found = [word for word in known if word in text]
    return known[max(found, key=len)] if found else ""


@cache
def _known() -> Known:
    data = tomllib.loads((files(FOLDER) / FILE).read_text(encoding="utf-8"))["words"]
    chinese: dict[str, str] = {}
    english: dict[str, str] = {}
    spelt: dict[str, str] = {}
    initials: dict[str, set[str]] = {}
    for each in codelists.code_list("goods").codes.values():
        for word in (each.names.zh_hant, *each.aliases):
            chinese.setdefault(letters(word), each.code)
    for group in data:
        for word, pinyin in group["said"].items():
            chinese[letters(word)] = group["code"]
            spelt[pinyin.replace(" ", "")] = group["code"]
            initials.setdefault("".join(part[0] for part in pinyin.split()), set()).add(group["code"])
        english.update({f" {_NOT_LATIN.sub(' ', word)} ": group["code"] for word in group["en"]})
    for short, codes in initials.items():
        if len(codes) == 1 and len(short) >= MIN_INITIALS:
            spelt.setdefault(short, *codes)
    offered = tuple(word for group in data for word in group["said"])
    return Known(chinese, english, spelt, offered, tuple(word for group in data for word in group["en"]))
