"""Catalogue files in one stable form, so that a change shows only what changed."""

import os
from collections.abc import Iterable
from pathlib import Path

import polib

from open315.config.catalogues.rooms import BY_HAND, PLURALS

_HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}


def read(file: Path) -> polib.POFile:
    """The catalogue in `file`; an empty one when there is none."""
    return polib.pofile(str(file), encoding="utf-8") if file.exists() else polib.POFile()


def write(file: Path, language: str, entries: Iterable[polib.POEntry], comment: str = "") -> bool:
    """Write the entries; False when the file already says just that."""
    catalogue = polib.POFile(wrapwidth=118)
    catalogue.header = comment
    catalogue.metadata = {"Language": language, **_HEADER, "Plural-Forms": PLURALS[BY_HAND.get(language, 1)]}
    catalogue.extend(entries)
    text = f"{catalogue}".rstrip("\n") + "\n"
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    _replace(file, text.encode())
    return True


def compile_file(file: Path) -> bool:
    """Make the .mo beside a .po; False when it is not older than its source."""
    compiled = file.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= file.stat().st_mtime_ns:
        return False
    _replace(compiled, read(file).to_binary())
    return True


def _replace(file: Path, content: bytes) -> None:
    # Several processes may write the same file at the same time; each must see a whole one.
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(file)
