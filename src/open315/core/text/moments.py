"""Days and moments as people and systems write them: 2026年5月12日, 2026/5/12 下午3點, 20260512, 2026-05-11T17:00:00Z. Pure.

A moment with a frame (Z, UTC, +08:00, +0000) is that moment wherever it was written; without one it is China's. So one moment is
one day and one due date, by whatever door and in whatever frame it comes.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from unicodedata import normalize

from open315.core.text.cleaning import clean

CHINA = timedelta(hours=8)
_DAYS = (
    re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)\s*[日号號]?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)
_DAY_FIRST = re.compile(r"(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<y>\d{4})(?!\d)")
_WEEKDAY = re.compile(r"^[(]?(?:星期|周|週)[一二三四五六日天][)]?\s*")
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上|am|pm)?\s?(?P<h>\d{1,2})\s?[:时時点點]\s?(?:(?P<min>\d{1,2})\s?[:分]?)?\s?(?:(?P<s>\d{1,2})(?:\.\d+)?\s?秒?)?"
    r"\s?(?P<half2>am|pm)?"
)
_FRAME = re.compile(r"(?:z|utc|gmt)?(?:(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<min>\d{2})?)?")
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)


class NoMoment(ValueError):
    """This is written, and it is no certain day or moment."""


@lru_cache(maxsize=4096)
def read(text: str) -> datetime:
    """The moment on the clocks of China, without a zone; midnight when no time is given. NoMoment for what is none for certain."""
    written = " ".join(normalize("NFKC", clean(text)).split()).lower()
    try:
        day, rest = _day(written)
        rest = _WEEKDAY.sub("", rest.strip()).removeprefix("t").strip()
        return day + _time_of_day(rest) if rest else day
    except (ValueError, OverflowError):
        raise NoMoment(text) from None


def day(text: str) -> date:
    """The day of such a moment in China."""
    return read(text).date()


def _day(written: str) -> tuple[datetime, str]:
    """The day at the beginning, and what follows it."""
    for pattern in _DAYS:
        if match := pattern.match(written):
            return datetime(int(match["y"]), int(match["m"]), int(match["d"])), written[match.end() :]
    match = _DAY_FIRST.match(written)
    if match is None:
        raise ValueError(written)
    one, other = int(match["one"]), int(match["other"])
    if one <= 12 and other <= 12 and one != other:
        raise ValueError("day and month cannot be told apart")
    return datetime(int(match["y"]), min(one, other), max(one, other)), written[match.end() :]


def _time_of_day(rest: str) -> timedelta:
    """How long after midnight in China it is."""
    match = _TIME.match(rest)
    if match is None:
        raise ValueError(rest)
    hour, minute, second = (int(match[key] or 0) for key in ("h", "min", "s"))
    half = match["half"] or match["half2"] or ""
    if half in {"下午", "晚上", "pm"} and hour < 12:
        hour += 12
    if half in {"凌晨", "am"} and hour == 12:
        hour = 0
    clock = time(hour, minute, second)
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second) + _to_china(rest[match.end() :])


def _to_china(frame: str) -> timedelta:
    """What is to be added to a time told in this frame; nothing where none is told. ValueError for what is no frame."""
    written = frame.strip()
    match = _FRAME.fullmatch(written)
    if match is None:
        raise ValueError(frame)
    if not written:
        return timedelta(0)
    ahead = timedelta(hours=int(match["h"] or 0), minutes=int(match["min"] or 0)) * (-1 if match["sign"] == "-" else 1)
    if not _WESTERNMOST <= ahead <= _EASTERNMOST or int(match["min"] or 0) > 59:
        raise ValueError(frame)
    return CHINA - ahead
