"""Brings a room's hand-made catalogue in line with the sentences its code has now."""

from pathlib import Path

import polib

from open315.config.catalogues import files
from open315.config.catalogues.rooms import SOURCE, catalogue, rooms
from open315.config.catalogues.sentences import Sentence, sentences_of


def merged(room: Path) -> list[polib.POEntry]:
    """The room's entries: translations that still have their sentence, and empty ones for new sentences."""
    known = {
        (entry.msgctxt or "", entry.msgid): entry for entry in files.read(catalogue(room, SOURCE)) if not entry.obsolete
    }
    return [_entry(sentence, known.get(sentence.key)) for sentence in sentences_of(room).values()]


def _entry(sentence: Sentence, known: polib.POEntry | None) -> polib.POEntry:
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
        entry.msgstr_plural = {0: _translation(trusted)}
    else:
        entry.msgstr = _translation(trusted)
    return entry


def _translation(entry: polib.POEntry | None) -> str:
    if entry is None:
        return ""
    return entry.msgstr or (entry.msgstr_plural or {}).get(0, "")


def update() -> list[Path]:
    """Rewrite the hand-made catalogue of every room that has sentences; the files that changed."""
    changed = []
    for room in rooms():
        file = catalogue(room, SOURCE)
        entries = merged(room)
        if (entries or file.exists()) and files.write(file, SOURCE, entries):
            changed.append(file)
    return changed
