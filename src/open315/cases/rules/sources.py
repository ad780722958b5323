"""Where a case came from, as people call it. Kept is a key: the source's name with its council, and what a row is known by. Pure."""

import re

COUNCIL = "#"
"""Between the name of a source and the number of the council whose source it is."""
BY_CONTENT = ("row:", "row-")
"""How references begin that nobody wrote: a keyed hash of what the row says."""
_AS_NEW = re.compile(r"~[0-9a-f]{24}\Z")
"""What a number is followed by that another row bore before."""


def source_name(source: str) -> str:
    """The name of a source without the council whose source it is."""
    name, mark, council = source.rpartition(COUNCIL)
    return name if mark and council.isdecimal() else source


def source_number(reference: str) -> str:
    """The number in the other system; "" for a row that had none."""
    return "" if reference.startswith(BY_CONTENT) else _AS_NEW.sub("", reference)
