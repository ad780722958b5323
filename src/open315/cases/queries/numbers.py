"""The number of a case as people write it down or say it: in either script, of any width, with blanks, without leading noughts.

Beside the official number (武消2026-00123) stands one in Latin letters and digits (WH-2026-00123, or 420100-2026-00123 where a
council has no letters), which a caller can say in any language (ADR 0164). It is the same number: nothing is kept of it, and it opens
no more than the other does. This is the one place that reads numbers.
"""

import re
from unicodedata import normalize

from open315.core.text import letters
from open315.org import queries as org
from open315.org.queries import Body

_TYPED = re.compile(r"(\d{6}\W?|.{0,12}?)(20\d\d)\D?(\d{1,6})")
"""No prefix of a council is longer than its column, `Organisation.case_prefix`; a bound also keeps the work in proportion to the text."""
_KEPT = re.compile(r"(.{1,20}?)(20\d\d-\d{5,6})")
COUNCIL = "council"


def number_as_kept(typed: str) -> str:
    """The number as it is kept; "" for what does not look like one. Whether there is such a case is not looked at."""
    found = _found(typed)
    if found is None:
        return ""
    prefix, year, serial = found.groups()
    return f"{_official().get(letters(prefix)) or _spoken().get(letters(prefix), prefix)}{year}-{int(serial):05d}"


def number_of_spoken(typed: str) -> str:
    """The number as it is kept, if the Latin one of a council was typed; "" for everything else, the official number too."""
    found = _found(typed)
    if found is None or letters(found[1]) in _official() or letters(found[1]) not in _spoken():
        return ""
    return number_as_kept(typed)


def as_read(typed: str) -> str:
    """What was typed where a number is asked for, as it is kept; as it was typed where it is none."""
    return number_as_kept(typed) or typed.strip()


def spoken_number(number: str) -> str:
    """The Latin way to say a number as it is kept; "" where it can be said as it stands, or would not be read back."""
    found = _KEPT.fullmatch(number)
    if found is None or found[1].isascii():
        return ""
    body = next((each for each in _councils() if each.number_prefix == found[1]), None)
    said = f"{body.spoken_prefix}-{found[2]}" if body else ""
    return said if said and number_as_kept(said) == number else ""


def both_ways(number: str) -> str:
    """The number, and in brackets how it is said in Latin letters."""
    said = spoken_number(number)
    return f"{number} ({said})" if said else number


def _found(typed: str) -> re.Match[str] | None:
    return _TYPED.fullmatch("".join(normalize("NFKC", typed).split()))


def _councils() -> list[Body]:
    """Also those that were closed: their cases keep their numbers. Where two bear the same, the one that is there now."""
    return sorted((each for each in org.all_bodies() if each.kind == COUNCIL), key=lambda each: not each.is_active)


def _official() -> dict[str, str]:
    return {letters(each.number_prefix): each.number_prefix for each in reversed(_councils())}


def _spoken() -> dict[str, str]:
    """By letters and, whether or not there are any, by the code of the place: that was on receipts before there were letters."""
    known = [*reversed(_councils())]
    by_place = {each.region_code: each.number_prefix for each in known}
    return by_place | {letters(each.case_letters): each.number_prefix for each in known if each.case_letters}
