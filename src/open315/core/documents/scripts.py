"""A document in the other script of Chinese: the same text, the same figures, made by the converter and by nobody's hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from open315.core.documents.stored import KIND, SET, as_data, from_data
from open315.core.documents.tree import Document
from open315.core.text.script import to_simplified, to_traditional

HANT, HANS = "zh-hant", "zh-hans"
CONVERTERS: Mapping[tuple[str, str], Callable[[str], str]] = {
    (HANT, HANS): to_simplified,
    (HANS, HANT): to_traditional,
}
ADDRESSES = frozenset({KIND, "href", "key", "query", "anchor", "base_url", "language", "digest", "src"})
"""What a program reads: it stays as it is."""


def other_script(language: str) -> str:
    """The other script of a Chinese text; "" of any other language."""
    return {HANT: HANS, HANS: HANT}.get(language, "")


def named_script(name: str, language: str) -> str:
    """The script that an address asks for ("hant", "hans") of a text in `language`; its own where it asks for none it can be had in."""
    asked = f"zh-{name}"
    return asked if asked == other_script(language) else language


def convert(text: str, written: str, language: str) -> str:
    """Words that were written in one language, in the other script of Chinese where that is asked for."""
    turn = CONVERTERS.get((written, language))
    return turn(text) if turn else text


def in_script(document: Document, language: str) -> Document:
    """The document in that script; as it is where it is in it already, or is no Chinese."""
    turn = CONVERTERS.get((document.language, language))
    if turn is None:
        return document
    found: Document = from_data(_turned(as_data(document), turn))
    return replace(found, language=language)


def _turned(data: Any, turn: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return turn(data)
    if isinstance(data, list):
        return [_turned(each, turn) for each in data]
    if isinstance(data, dict) and data[KIND] != SET:
        return {name: value if name in ADDRESSES else _turned(value, turn) for name, value in data.items()}
    return data
