"""Days as people say them, when they do not know them exactly: 去年十月, 上個月, 3月初, 兩周前, last October. Pure.

Gives the first and the last day that can be meant, seen from `today`; nothing is made more exact than it was said. A day that is written
out (`core.text.moments`) is that day alone.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from open315.core.text import fold, moments

_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "几": 0}
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "大前年": -3, "this year": 0, "last year": -1}
_MONTHS = {
    "这个月": 0, "这月": 0, "本月": 0, "上个月": -1, "上月": -1, "上上个月": -2, "this month": 0, "last month": -1,
}  # fmt: skip
_WEEKS = {
    "这周": 0, "本周": 0, "这个星期": 0, "本星期": 0, "上周": -1, "上星期": -1, "上个星期": -1, "上礼拜": -1, "上个礼拜": -1,
    "this week": 0, "last week": -1,
}  # fmt: skip
_DAYS = {"今天": 0, "昨天": -1, "前天": -2, "大前天": -3, "today": 0, "yesterday": -1, "the day before yesterday": -2}
_ENGLISH = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_N = r"(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3}|a|an|one|two|three|four|five|six)"
_AGO = re.compile(rf"{_N}个?(?P<unit>天|日|周|星期|礼拜|月|年|days?|weeks?|months?|years?)(?:前|以前|之前|ago)")
_PART = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "底": (21, 31),
    "末": (21, 31),
    "下旬": (21, 31),
}
_MONTH = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})年|(?P<said>今年|本年|去年|前年|大前年))?的?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
    r"(?:(?P<part>上旬|中旬|下旬|初|中|底|末)|(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?)?"
)
_MONTH_EN = re.compile(
    r"(?:(?P<said>last|this))?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?P<year>\d{4})?"
)
_YEAR = re.compile(r"(?P<year>\d{4})年?")
_VAGUE = re.compile(r"^(?:大约|大概|约|about|around|in|early|late)+|(?:左右|的时候|前后)$")
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said: the first and the last day that can be meant."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def said(text: str, today: date) -> Said | None:
    """The days that can be meant; None when nothing is recognised. A month without a year is the last one that has begun."""
    try:
        day = moments.day(text)
        return Said(day, day)
    except moments.NoMoment:
        pass
    spoken = fold(text.strip()).lower()
    bare = _VAGUE.sub("", "".join(spoken.split()))
    try:
        return (
            _relative(" ".join(spoken.split()), bare, today)
            or _ago(bare, today)
            or _in_month(bare, today)
            or _in_year(bare)
        )
    except ValueError:
        return None


def _relative(spoken: str, bare: str, today: date) -> Said | None:
    for known, span in ((_DAYS, _day_span), (_WEEKS, _week_span), (_MONTHS, _month_span), (_YEARS, _year_span)):
        for way in (spoken, bare):
            if way in known:
                return span(known[way], today)
    return None


def _day_span(by: int, today: date) -> Said:
    day = today + timedelta(days=by)
    return Said(day, day)


def _week_span(by: int, today: date) -> Said:
    monday = today + timedelta(days=7 * by - today.weekday())
    return Said(monday, monday + timedelta(days=6))


def _month_span(by: int, today: date) -> Said:
    year, month = divmod(today.year * 12 + today.month - 1 + by, 12)
    return _month(year, month + 1)


def _year_span(by: int, today: date) -> Said:
    return Said(date(today.year + by, 1, 1), date(today.year + by, 12, 31))


def _month(year: int, month: int, begin: int = 1, end: int = 31) -> Said:
    days = monthrange(year, month)[1]
    return Said(date(year, month, begin), date(year, month, min(end, days)))


def _ago(bare: str, today: date) -> Said | None:
    found = _AGO.fullmatch(bare)
    if not found:
        return None
    by, unit = -_number(found["n"]), found["unit"]
    if unit in ("天", "日") or unit.startswith("day"):
        return _day_span(by, today)
    if unit in ("月",) or unit.startswith("month"):
        return _month_span(by, today)
    if unit == "年" or unit.startswith("year"):
        return _year_span(by, today)
    return _week_span(by, today)


def _in_month(bare: str, today: date) -> Said | None:
    found = _MONTH.fullmatch(bare)
    if not found:
        return _in_month_en(bare, today)
    month = _number(found["month"])
    year = _year_of(found["year"], found["said"], month, today)
    if found["day"]:
        day = date(year, month, _number(found["day"]))
        return Said(day, day)
    return _month(year, month, *_PART[found["part"]]) if found["part"] else _month(year, month)


def _year_of(written: str | None, spoken: str | None, month: int, today: date) -> int:
    if written:
        return int(written) if len(written) == 4 else 2000 + int(written)
    if spoken:
        return today.year + _YEARS[spoken]
    return today.year if month <= today.month else today.year - 1


def _in_month_en(bare: str, today: date) -> Said | None:
    found = _MONTH_EN.fullmatch(bare)
    if not found:
        return None
    month = _ENGLISH[found["month"]]
    if found["year"]:
        return _month(int(found["year"]), month)
    began = month < today.month or (month == today.month and found["said"] != "last")
    return _month(today.year if began else today.year - 1, month)


def _in_year(bare: str) -> Said | None:
    found = _YEAR.fullmatch(bare)
    return Said(date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)) if found else None


def _number(text: str) -> int:
    if text in _WORDS:
        return _WORDS[text]
    if text.isdecimal():
        return int(text)
    tens, _ten, ones = text.rpartition("十")
    if _ten:
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    return _NUMERALS[text]
