"""Whether the days of a notice can be the whole year: a part of it must not pass for all. Pure.

The festivals are those of the State Council's regulation on holidays (全國年節及紀念日放假辦法): seven since 2008, four before. By the
name that stands with a day, or by the days on which the festival can fall: some sources give no names.
"""

from collections.abc import Callable, Sequence
from datetime import date

from open315.core.calendar.shipped import NoticeDay

SEVEN_SINCE = 2008
SPRING_DAYS = 3
"""The least days off of Spring Festival."""
NATIONAL_DAYS = 3
BOTH_IN_OCTOBER = 8
"""So many days off in the first days of October hold Mid-Autumn Festival too."""

Days = Sequence[date]
Festival = tuple[str, Callable[[int, Sequence[NoticeDay]], bool]]


def missing_festivals(year: int, days: Sequence[NoticeDay]) -> list[str]:
    """The festivals of `year` that have no day off among `days`, by their names; empty when the year is whole."""
    off = [each for each in days if each.is_off]
    wanted = _ALL if year >= SEVEN_SINCE else _FOUR
    return [name for name, is_there in wanted if not is_there(year, off)]


def _off_between(year: int, off: Sequence[NoticeDay], first: tuple[int, int], last: tuple[int, int]) -> int:
    return sum(date(year, *first) <= each.day <= date(year, *last) for each in off)


def _is_named(off: Sequence[NoticeDay], word: str) -> bool:
    return any(word in each.name for each in off)


def _new_year(year: int, off: Sequence[NoticeDay]) -> bool:
    return _off_between(year, off, (1, 1), (1, 1)) == 1


def _spring(year: int, off: Sequence[NoticeDay]) -> bool:
    return _off_between(year, off, (1, 20), (2, 28)) >= SPRING_DAYS


def _qingming(year: int, off: Sequence[NoticeDay]) -> bool:
    return _off_between(year, off, (4, 4), (4, 7)) > 0


def _labour(year: int, off: Sequence[NoticeDay]) -> bool:
    return _off_between(year, off, (5, 1), (5, 1)) == 1


def _dragon_boat(year: int, off: Sequence[NoticeDay]) -> bool:
    return _off_between(year, off, (5, 25), (6, 28)) > 0


def _mid_autumn(year: int, off: Sequence[NoticeDay]) -> bool:
    october = _off_between(year, off, (10, 1), (10, 8))
    return _is_named(off, "中秋") or _off_between(year, off, (9, 5), (9, 29)) > 0 or october >= BOTH_IN_OCTOBER


def _national(year: int, off: Sequence[NoticeDay]) -> bool:
    return _off_between(year, off, (10, 1), (10, 3)) == NATIONAL_DAYS


_ALL: tuple[Festival, ...] = (
    ("元旦", _new_year),
    ("春節", _spring),
    ("清明節", _qingming),
    ("勞動節", _labour),
    ("端午節", _dragon_boat),
    ("中秋節", _mid_autumn),
    ("國慶節", _national),
)
_FOUR = tuple(each for each in _ALL if each[0] in {"元旦", "春節", "勞動節", "國慶節"})
