"""What is wrong with the catalogues: untranslated, out of date, placeholders lost, one sentence translated in two ways."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

from open315.config.catalogues import collect, files, simplify
from open315.config.catalogues.rooms import BY_HAND, DERIVED, PACKAGE, SOURCE, catalogue, rooms

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems() -> Iterator[tuple[str, str]]:
    """(file, sentence) for everything a person has to mend; nothing when the catalogues are fit to ship."""
    for language in BY_HAND:
        meanings: dict[tuple[str, str], tuple[str, str]] = {}
        for room in rooms():
            yield from _in_room(room, language, meanings)


def _in_room(room: Path, language: str, meanings: dict[tuple[str, str], tuple[str, str]]) -> Iterator[tuple[str, str]]:
    file = catalogue(room, language)
    name = str(file.relative_to(PACKAGE.parent.parent))
    entries = collect.merged(room, language)
    for entry in entries:
        for words in _in_entry(entry):
            yield name, words
        yield from _two_ways(name, entry, meanings)
    if _differs(file, entries):
        yield name, "does not have the sentences that the code has: run script/catalogues"
    elif language == SOURCE and _differs(catalogue(room, DERIVED), simplify.derived(room)):
        yield name, "the Simplified catalogue beside it is out of date: run script/catalogues"


def _in_entry(entry: polib.POEntry) -> Iterator[str]:
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    for text in translations:
        if not text.strip():
            yield f"not translated: {entry.msgid!r} ({entry.occurrences[0][0]})"
        elif (wanted := _placeholders(entry)) != set(_PLACEHOLDER.findall(text)):
            yield f"placeholders differ in the translation of {entry.msgid!r}: {', '.join(sorted(wanted)) or 'none wanted'}"


def _placeholders(entry: polib.POEntry) -> set[str]:
    return set(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))


def _two_ways(
    name: str, entry: polib.POEntry, meanings: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    text = entry.msgstr or (entry.msgstr_plural or {}).get(0, "")
    if not text:
        return
    other, before = meanings.setdefault((entry.msgctxt or "", entry.msgid), (name, text))
    if before != text:
        yield name, f"{entry.msgid!r} is {text!r} here and {before!r} in {other}: agree on one, or give one a context"


def _differs(file: Path, entries: list[polib.POEntry]) -> bool:
    return _content(files.read(file)) != _content(entries)


def _content(entries: list[polib.POEntry]) -> list[tuple[str, str, str]]:
    present = (entry for entry in entries if not entry.obsolete)
    return sorted((entry.msgctxt or "", entry.msgid, entry.msgstr or str(entry.msgstr_plural)) for entry in present)
