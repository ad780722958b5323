"""Numbers as files hold them, and whether they still are what somebody typed. Pure."""

import re
from datetime import date, datetime, time, timedelta

from open315.core.foreign_files.types import Cell, Damage, DoubtKind, Doubts

MOST = 10**15
"""Numbers from here on have more than 15 digits before the point: a spreadsheet keeps 15 and fills the rest with zeros."""
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+?\d{2,3}")
_POINT_ZERO = re.compile(r"\A([+-]?\d{7,})\.0+")
_FORCED = re.compile(r'="([^"]*)"|\'([\d+-]+)')
FORCED = frozenset("='")
FIRST_DAY, FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_SERIAL = 2_958_466
"""The last day a spreadsheet knows is the end of 9999."""
LEAP_DAY = 60
"""Day 60 of the 1900 calendar is 29 February 1900, which never was: days before it are one later than they say."""


def number(written: str, row: int, doubts: Doubts) -> Cell:
    """A number cell as it stands in the file. One of too many digits is damaged; what is no number stays text."""
    try:
        value = float(written)
    except ValueError:
        return written
    if not -MOST < value < MOST:  # also nan and the infinities
        return doubts.damaged(written[:40], Damage.DIGITS, row)
    return int(value) if value.is_integer() else value


def written_number(text: str, row: int, doubts: Doubts) -> Cell:
    """A text cell that a program wrote as it shows numbers: 1.23E+21 is damaged, 13800000000.0 is the number before the point.

    What programs put around digits so that a spreadsheet takes them for text (="0271234", '0271234) is taken away.
    """
    if text[:1] in FORCED and (forced := _FORCED.fullmatch(text)):
        return forced[1] or forced[2]
    if text[-1:] == "0" and (whole := _POINT_ZERO.fullmatch(text)):
        return whole[1] if len(whole[1]) <= 15 else doubts.damaged(text, Damage.DIGITS, row)
    if text[-1:].isdigit() and _EXPONENT.fullmatch(text):
        return doubts.damaged(text, Damage.DIGITS, row)
    return text


def doubts_of_book(*, is_1904: bool) -> Doubts:
    """What is doubtful in each sheet of a book before its first row: days counted from 1904."""
    doubts = Doubts()
    if is_1904:
        doubts.note(DoubtKind.FROM_1904, 0)
    return doubts


def moment(serial: float, *, is_1904: bool) -> Cell:
    """The day and time a spreadsheet's number stands for; the number itself if it stands for none."""
    if not 0 <= serial < LAST_SERIAL:
        return serial
    seconds = round((serial % 1) * 86_400)
    days = int(serial)
    if not days and not is_1904:
        return (datetime.min + timedelta(seconds=seconds)).time() if seconds < 86_400 else serial
    if not is_1904 and days < LEAP_DAY:
        days += 1
    try:
        found = (FIRST_DAY_1904 if is_1904 else FIRST_DAY) + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return serial
    return found.date() if found.time() == time(0) else found


def iso_moment(written: str) -> Cell:
    """A day or moment as ISO 8601; the text itself if it is none."""
    try:
        if len(written) == 10:
            return date.fromisoformat(written)
        return datetime.fromisoformat(written)
    except ValueError:
        return written
