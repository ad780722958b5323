"""The number of a case as people write it down or say it: in either script, of any width, with blanks, without leading noughts."""

import re
from unicodedata import normalize

from open315.core.text import letters
from open315.org import queries as org

_TYPED = re.compile(r"(.{0,12}?)(20\d\d)\D?(\d{1,6})")
"""No prefix of a council is longer than its column, `Organisation.case_prefix`; a bound also keeps the work in proportion to the text."""


def number_as_kept(typed: str) -> str:
    """The number as it is kept; "" for what does not look like one. Whether there is such a case is not looked at."""
    found = _TYPED.fullmatch("".join(normalize("NFKC", typed).split()))
    if found is None:
        return ""
    prefix, year, serial = found.groups()
    kept = {letters(each.case_prefix): each.case_prefix for each in org.councils() if each.case_prefix}
    return f"{kept.get(letters(prefix), prefix)}{year}-{int(serial):05d}"
