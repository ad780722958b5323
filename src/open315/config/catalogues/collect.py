"""Brings a room's hand-made catalogues in line with the sentences its code has now."""

from itertools import product
from pathlib import Path

import polib

from open315.config.catalogues import files
from open315.config.catalogues.rooms import BY_HAND, catalogue, rooms
from open315.config.catalogues.sentences import Sentence, sentences_of


def merged(room: Path, language: str) -> list[polib.POEntry]:
    """The room's entries in `language`: translations that still have their sentence, and empty ones for new sentences."""
    there = (entry for entry in files.read(catalogue(room, language)) if not entry.obsolete)
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in there}
    forms = BY_HAND[language]
    return [_entry(sentence, known.get(sentence.key), forms) for sentence in sentences_of(room).values()]


def _entry(sentence: Sentence, known: polib.POEntry | None, forms: int) -> polib.POEntry:
    # A sentence that msgmerge only guessed is untranslated: people must look at it.
    trusted = None if known is None or known.fuzzy else known
    entry = polib.POEntry(
        msgid=sentence.id,
        msgctxt=sentence.context or None,
        occurrences=[(sentence.file, "")],
        tcomment=trusted.tcomment if trusted else "",
    )
    if sentence.plural:
        entry.msgid_plural = sentence.plural
        entry.msgstr_plural = {form: _translation(trusted, form) for form in range(forms)}
    else:
        entry.msgstr = _translation(trusted)
    return entry


def _translation(entry: polib.POEntry | None, form: int = 0) -> str:
    if entry is None:
        return ""
    return entry.msgstr or (entry.msgstr_plural or {}).get(form, "")


def update() -> list[Path]:
    """Rewrite the hand-made catalogues of every room that has sentences; the files that changed."""
    changed = []
    for room, language in product(rooms(), BY_HAND):
        file = catalogue(room, language)
        entries = merged(room, language)
        if (entries or file.exists()) and files.write(file, language, entries):
            changed.append(file)
    return changed
