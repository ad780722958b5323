"""The places where bodies sign: in rows under their seals, or one under the other where nothing is sealed."""

from open315.core.documents.official.layout import Signature
from open315.core.documents.official.standard import points, sign_pitch, standard
from open315.core.documents.official.widths import name_lines, width

IN_ROW = 3
"""Seals of 42 mm beside each other within 156 mm."""
MOST_IN_PAIRS = 6
"""Of so many bodies two may stand in a row if their names are long; of more always three, and long names are broken."""
SHIFT = 2.0
"""Without a seal the date begins so many signs behind the beginning of the name."""


def signature(issuers: tuple[str, ...], date: str, *, sealed: bool) -> Signature:
    """Where each body and the date stand."""
    return _sealed(issuers, date) if sealed else _plain(issuers, date)


def _sealed(issuers: tuple[str, ...], date: str) -> Signature:
    """The last name is centred over the date; the columns before it are as wide as names and seals need."""
    full = points(standard()["page"]["type_width"])
    longest = max(width(name) for name in issuers) * sign_pitch()
    last = full - (float(standard()["signature"]["date_signs"]) + width(date) / 2) * sign_pitch()
    narrow = last * 2 / (2 * IN_ROW - 1)
    if len(issuers) == 1:
        half = max(full - last, min(longest, full) / 2)
        columns: tuple[float, ...] = (2 * half,)
    elif longest <= narrow or len(issuers) > MOST_IN_PAIRS:
        columns = (narrow,) * IN_ROW
    else:
        columns = (full - 2 * (full - last), 2 * (full - last))
    free = full - sum(columns)
    rest = min(free, full - last - columns[-1] / 2)
    rows = tuple(_broken(row, columns) for row in _rows(issuers, len(columns)))
    return Signature(True, rows, columns, round(max(0.0, rest), 3), 0.0, 0.0, date)


def _rows(issuers: tuple[str, ...], columns: int) -> tuple[tuple[str, ...], ...]:
    """Rows from the left; in the last one the places before the names stay empty, so that the last name is over the date."""
    rows = [issuers[at : at + columns] for at in range(0, len(issuers), columns)]
    rows[-1] = ("",) * (columns - len(rows[-1])) + rows[-1]
    return tuple(rows)


def _broken(row: tuple[str, ...], columns: tuple[float, ...]) -> tuple[tuple[str, ...], ...]:
    """The names of a row in their lines; all end on the same line."""
    names = [name_lines(name, int(size / sign_pitch())) for name, size in zip(row, columns, strict=True)]
    most = max(len(lines) for lines in names)
    return tuple(("",) * (most - len(lines)) + lines for lines in names)


def _plain(issuers: tuple[str, ...], date: str) -> Signature:
    """The leading body's name two signs from the right edge and the date two signs behind its beginning, never beyond the edge."""
    signs = float(standard()["text"]["signs"])
    edge = float(standard()["signature"]["unsealed_signs"])
    name, day = max(width(name) for name in issuers), width(date)
    begin = signs - edge - (name if name >= day else day + SHIFT)
    begin = max(0.0, begin)
    return Signature(False, tuple(((name,),) for name in issuers), (), 0.0, begin, begin + SHIFT, date)
