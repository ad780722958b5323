"""Days and moments as people and systems write them: 2026年5月12日, 二〇二六年五月十二日, 2026/5/12 下午3點半, 20260512103000, 12 May 2026. Pure.

A moment with a frame (Z, UTC, +08:00, +0000) is that moment wherever it was written; without one, or with 北京時間 or the CST that programs
write here, it is China's. So one moment is one day and one due date, by whatever door and in whatever frame it comes. What could be two
moments (晚上12點, 上午13點, 3/4/2026) is none.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from unicodedata import normalize

from open315.core.text.cleaning import clean

CHINA = timedelta(hours=8)
_DASHES = re.compile("[‐-―−－]")
_SIGN = r"\s*[-/.年、。]\s*"
_DAYS = (
    re.compile(
        rf"(?P<y>[12]\d{{3}})(?:{_SIGN}|\s+)(?P<m>\d{{1,2}})(?:\s*[-/.月、。]\s*|\s+)(?P<d>\d{{1,2}})(?!\d)\s*[日号號]?"
    ),
    re.compile(r"(?P<y>[12]\d{3})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)
_DAY_FIRST = re.compile(r"(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<y>\d{4})(?!\d)")
_DIGITS = re.compile(r"([12]\d{3})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?")
"""20260512103000, as systems number a moment."""
_FIGURES = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_IN_NUMERALS = re.compile(
    r"(?P<y>[〇零○一二三四五六七八九]{4}|\d{4})\s*年\s*(?P<m>[一二三四五六七八九十]{1,3}|\d{1,2})\s*月\s*(?P<d>[一二三四五六七八九十廿卅]{1,3}|\d{1,2})\s*[日号號]"
)
_TENS = re.compile(r"(?P<tens>[一二三]?十|廿|卅)?(?P<ones>[一二三四五六七八九])?")
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ENGLISH = (
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[- ]{_MONTH}[-, ]{{1,2}}(?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)"),
)
_BY_PROGRAM = re.compile(
    rf"{_MONTH} (?P<d>\d{{1,2}}) (?P<time>\d\d:\d\d:\d\d) (?P<frame>[a-z]{{3}}[+:\d]{{0,6}}) (?P<y>\d{{4}})"
)
"""Tue May 12 10:30:00 CST 2026, as programs in Java write a moment."""
_ENGLISH_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? (?=[a-z\d])")
_WEEKDAY = re.compile(r"^[(]?(?:星期|周|週)[一二三四五六日天][)]?\s*")
_MORNING, _NOON, _LATE = frozenset("上午 凌晨 早上 早晨 早 am".split()), "中午", frozenset("下午 傍晚 pm".split())
_EVENING = frozenset("晚上 夜里 夜裡 晚".split())
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上|早晨|傍晚|夜里|夜裡|晚|早|am|pm)?\s?(?P<h>\d{1,2})\s?[:时時点點]\s?(?:整|(?P<part>半|[一三]刻)|(?:(?P<min>\d{1,2})\s?[:分]?)?\s?"
    r"(?:(?P<s>\d{1,2})(?:\.\d+)?\s?秒?)?)\s?(?P<half2>上午|下午|am|pm)?"
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_FRAME = re.compile(r"(?:z|utc|gmt)?(?:(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<min>\d{2})?)?")
_UNTIL = re.compile(r"-\d{1,2}:\d{2}")
"""9:00-11:30 as an office writes it: read as a frame far in the west, it would be the next morning."""
_ZONE_NAME = re.compile(r"\[[a-z_/]{1,40}\]\Z")
_OF_CHINA = frozenset({"", "cst", "北京时间", "北京時間"})
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)


class NoMoment(ValueError):
    """This is written, and it is no certain day or moment."""


@lru_cache(maxsize=4096)
def read(text: str) -> datetime:
    """The moment on the clocks of China, without a zone; midnight when no time is given. NoMoment for what is none for certain."""
    written = " ".join(normalize("NFKC", _DASHES.sub("-", clean(text))).split()).lower()
    try:
        day, rest = _day(_in_order(written))
        rest = _WEEKDAY.sub("", rest.strip()).removeprefix("t").strip()
        return day + _time_of_day(rest) if rest else day
    except (ValueError, OverflowError):
        raise NoMoment(text) from None


def day(text: str) -> date:
    """The day of such a moment in China."""
    return read(text).date()


def _in_order(written: str) -> str:
    """The day first, in figures, then the time: what is written in another order or in words."""
    if match := _DIGITS.fullmatch(written):
        year, month, day, hour, minute, second = match.groups()
        return f"{year}-{month}-{day} {hour}:{minute}:{second or '00'}"
    if match := _IN_NUMERALS.match(written):
        year = "".join(_figure(sign) for sign in match["y"])
        return f"{year}-{_up_to_31(match['m'])}-{_up_to_31(match['d'])} {written[match.end() :]}"
    bare = _ENGLISH_WEEKDAY.sub("", written)
    if match := _BY_PROGRAM.fullmatch(bare):
        return f"{match['y']}-{_MONTHS[match['m']]}-{match['d']} {match['time']} {match['frame']}"
    for pattern in _ENGLISH:
        if match := pattern.match(bare):
            return f"{match['y']}-{_MONTHS[match['m']]}-{match['d']} {bare[match.end() :]}"
    return written


def _figure(sign: str) -> str:
    return _FIGURES.get(sign, sign)


def _up_to_31(numeral: str) -> int:
    """十二, 廿三, 三十一 or figures. ValueError for what is none."""
    if numeral.isdecimal():
        return int(numeral)
    match = _TENS.fullmatch(numeral)
    if match is None:
        raise ValueError(numeral)
    tens = {"": 0, "十": 1, "一十": 1, "二十": 2, "廿": 2, "三十": 3, "卅": 3}[match["tens"] or ""]
    return tens * 10 + int(_FIGURES.get(match["ones"], 0))


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
    """How long after midnight in China it is; 24:00 is the midnight that ends the day."""
    match = _TIME.match(rest)
    if match is None:
        raise ValueError(rest)
    hour, minute, second = (int(match[key] or 0) for key in ("h", "min", "s"))
    minute = _MINUTES.get(match["part"], minute)
    hour = _of_24(hour, match["half"] or match["half2"])
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        raise ValueError(rest)
    if match["s"] is None and not match[0][-1].isspace() and _UNTIL.match(rest, match.end()):
        raise ValueError("from one time to another is no moment")
    return timedelta(hours=hour, minutes=minute, seconds=second) + _to_china(rest[match.end() :])


def _of_24(hour: int, half: str | None) -> int:
    """The hour of the day. ValueError where the half of the day and the hour do not go together, or could mean either midnight."""
    if (half in _MORNING and hour > 12) or (half in _EVENING and hour in (0, 12)) or (half and hour > 23):
        raise ValueError(half)
    if half in ("凌晨", "am") and hour == 12:
        return 0
    is_later = (half in _LATE | _EVENING and hour < 12) or (half == _NOON and hour < 4)
    return hour + 12 if is_later else hour


def _to_china(frame: str) -> timedelta:
    """What is to be added to a time told in this frame; nothing where none is told. ValueError for what is no frame."""
    written = _ZONE_NAME.sub("", frame).strip(" ()")
    match = _FRAME.fullmatch(written)
    if written in _OF_CHINA:
        return timedelta(0)
    if match is None:
        raise ValueError(frame)
    ahead = timedelta(hours=int(match["h"] or 0), minutes=int(match["min"] or 0)) * (-1 if match["sign"] == "-" else 1)
    if not _WESTERNMOST <= ahead <= _EASTERNMOST or int(match["min"] or 0) > 59:
        raise ValueError(frame)
    return CHINA - ahead
