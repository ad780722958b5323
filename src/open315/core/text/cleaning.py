"""Text as people meant it: the one cleaning at every door. What cannot be seen or stored is left out, lines end in one way.

Pasted texts bring the line and page ends of word processors, marks of direction around numbers, zero-width signs, bytes
that were never letters. Cleaning is done sign by sign, so cleaning twice changes nothing.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")
LINE_ENDS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What word processors and other systems end lines and pages with, besides CR and LF."""
KEPT = "\t\n\r\u3000"
"""CR is made a line end afterwards; the ideographic space indents."""
BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Signs that pass for letters and show nothing: fillers of Hangul, blank Braille. A name of these is no name."""
_BLANK = re.compile(f"[{BLANK_LETTERS}]")
LEFT_OUT = frozenset({"Cc", "Cf", "Cs"})
"""Control signs, format signs, halves of signs (Unicode's general categories)."""


class _Cleaning(dict[int, str]):
    """Code point → what stays of it, filled as signs are met."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = _kept(chr(code))
        return kept


def clean(text: str) -> str:
    """The text without control and invisible signs and noncharacters; lines end in LF, every space but 　 is the common one."""
    if text.isprintable() and not _BLANK.search(text):
        return text
    return text.translate(_CLEANING).replace("\r\n", "\n").replace("\r", "\n")


def cleaned(value: T) -> T:
    """The same value with every text in it clean: in dataclasses, tuples, lists and mappings, however deep."""
    return _cleaned(value)


def _cleaned(value: Any) -> Any:
    found = value
    if isinstance(value, str):
        found = clean(value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        changed = {name: part for name, old in parts.items() if (part := _cleaned(old)) != old}
        found = replace(value, **changed) if changed else value
    elif type(value) is tuple or type(value) is list:
        found = type(value)(_cleaned(each) for each in value)
    elif type(value) is dict:
        found = {name: _cleaned(each) for name, each in value.items()}
    return found


def _kept(sign: str) -> str:
    if sign in KEPT:
        return sign
    if sign in LINE_ENDS:
        return "\n"
    category = unicodedata.category(sign)
    if category in LEFT_OUT or sign in BLANK_LETTERS or _is_noncharacter(ord(sign)):
        return ""
    return " " if category == "Zs" else sign


def _is_noncharacter(code: int) -> bool:
    """Code points that never will be characters (Unicode, 23.7)."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


_CLEANING = _Cleaning()
