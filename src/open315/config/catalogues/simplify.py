"""Makes the Simplified catalogue of a room from its Traditional one."""

import tomllib
from functools import cache
from pathlib import Path

import polib
from opencc import OpenCC

from open315.config.catalogues import files
from open315.config.catalogues.rooms import DERIVED, PACKAGE, SOURCE, catalogue, rooms

OVERRIDES = PACKAGE / "config" / "locale_overrides.toml"
_COMMENT = "Made from zh_Hant by script/catalogues. Do not edit: correct zh_Hant or config/locale_overrides.toml."


@cache
def _converter() -> OpenCC:
    # Characters only. The phrase table (tw2sp) makes 法定程序 into 法定进程 and 檔案 into 文件: wrong in a legal text.
    return OpenCC("tw2s")


@cache
def _overrides() -> tuple[dict[str, str], dict[str, str]]:
    table = tomllib.loads(OVERRIDES.read_text(encoding="utf-8"))
    return table["words"], table["sentences"]


def simplified(text: str, msgid: str = "") -> str:
    """`text` in Simplified characters and mainland words; a reviewed sentence for `msgid` goes before both."""
    words, sentences = _overrides()
    if msgid in sentences:
        return sentences[msgid]
    result = str(_converter().convert(text))
    for word, better in words.items():
        result = result.replace(word, better)
    return result


def derived(room: Path) -> list[polib.POEntry]:
    """The room's entries in Simplified Chinese."""
    return [_entry(entry) for entry in files.read(catalogue(room, SOURCE)) if not entry.obsolete]


def _entry(entry: polib.POEntry) -> polib.POEntry:
    made = polib.POEntry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgstr=simplified(entry.msgstr, entry.msgid) if entry.msgstr else "",
        occurrences=[(name, "") for name, _line in entry.occurrences],
    )
    if entry.msgid_plural:
        made.msgid_plural = entry.msgid_plural
        made.msgstr_plural = {form: simplified(text, entry.msgid) for form, text in entry.msgstr_plural.items()}
    return made


def update() -> list[Path]:
    """Rewrite the Simplified catalogue of every room that has a Traditional one; the files that changed."""
    changed = []
    for room in rooms():
        file = catalogue(room, DERIVED)
        if catalogue(room, SOURCE).exists() and files.write(file, DERIVED, derived(room), _COMMENT):
            changed.append(file)
    return changed
