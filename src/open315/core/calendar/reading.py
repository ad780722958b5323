"""Reading a State Council notice as an administrator has it: its own sentences, a table of days, or JSON. Pure.

Accepted are the text of the notice ("一、元旦：1月1日至3日放假調休，共3天。1月4日（星期日）上班。", either script), lines
"2027-01-01,元旦,off" (with comma, tab or blanks; off|休|放假|1|true, work|班|上班|0|false), and JSON with a list of
{"date", "name", "isOffDay"}, as the holiday-cn project publishes it. Wrong input is a `NoticeError` that says where; what was
read of sentences comes with its doubts: days that a sentence names and of which nothing was read, words by which a day is taken back,
half days, days of the week and years that are others, and "共N天" that is not what was read.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import normalize

from open315.core.calendar.rules import ONE_DAY, SATURDAY
from open315.core.calendar.shipped import NoticeDay
from open315.core.text import clean, to_traditional

OFF = frozenset({"off", "休", "休息", "放假", "1", "true", "yes", "holiday"})
WORK = frozenset({"work", "working", "班", "上班", "0", "false", "no"})
HALF_A_YEAR = 180
LATE = 12
"""A day of this month may be one of the year before."""
LONGEST = 60
"""Days. No notice gives as many in a row; more is a wrong month or year."""
_LINE = re.compile(r"^\s*\"?(\d{4}[-/]\d{1,2}[-/]\d{1,2})\"?[\s,;，]+(.*)$")
_HEADING = re.compile(
    r"^\s*(?:(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、])\s*)?([^：:，。\d\s][^：:，。\d]{1,23}?)\s*[：:]\s*"
)
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日號]"
_SPAN = re.compile(_DAY + r"(?:\s*(?:至|—|–|-|~|到)\s*" + _DAY + ")?")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")
_VERB = re.compile(r"放假|補休|上班|公休日(?:分別)?調至")
_GAP = re.compile(r"(?<=[\d年月])[ \u3000]{1,20}(?=[\d年月日號至])")
"""Blanks inside a date: 1 月 1 日, 2027 年 1 月 1 日."""
_SAID = re.compile(r"(?:共|放假)\s{0,4}(\d{1,4})\s{0,4}天")
_LONGER = re.compile(rf"延長(?P<what>[^，。]{{0,20}}?假期)?[^，。]{{0,20}}?至\s*{_DAY}")
"""延長2020年春節假期至2月2日: the days off of that holiday go on until then."""
_MATTERS = re.compile(
    r"\d\s*[日號]|[一二三四五六七八九十]月|\d月\d|\d{1,2}[./]\d{1,2}|延長|順延|取消|改為|調整為|半天|半日|下午"
)
_TAKEN_BACK = re.compile("取消|改為|調整為|不再|半天|半日|[上下]午")
"""What turns a sentence about: its days are not what the verb behind them says."""
_WEEKDAY = re.compile(_DAY + r"(?:\s{0,4}[（(][^（()）]{0,20}?(?:星期|周|週)([一二三四五六日天])[）)])?")
_WEEKDAYS = "一二三四五六日"
_OTHER_YEAR = re.compile(r"關於(?:做好)?(\d{4})年[^。\n]{0,30}?(?:節假日|放假)")
_CELL = re.compile(r"[\t|｜]")
_ENUMERATED = re.compile(r"(?<=[。；])\s*(?=[一二三四五六七八九十]{1,3}、[^：:，。\d\s]{2,23}[：:])")
_SIGNS = re.compile("[\u2e80-\u2fdf０-９]")
"""Signs that look like 月, 日 and figures: radicals that come out of a PDF, wide figures."""


class NoticeError(ValueError):
    """A place in the text that cannot be read; `args[0]` is that place."""


@dataclass(frozen=True, slots=True)
class Count:
    """A holiday of which the notice says that it has `said` days off, and `read` were found."""

    name: str
    said: int
    read: int


@dataclass(slots=True)
class Reading:
    """What was read, and what a person has to look at."""

    days: tuple[NoticeDay, ...] = ()
    unread: list[str] = field(default_factory=list)
    """Sentences that speak of days of which nothing was read."""
    contradictions: list[str] = field(default_factory=list)
    """What cannot be of this year: a day with another day of the week, the title of another year's notice."""
    wrong_counts: list[Count] = field(default_factory=list)


def read(text: str, year: int) -> Reading:
    """The days that the text moves, in order, with the doubts. NoticeError for a line or entry that is wrong."""
    stripped, found = _SIGNS.sub(lambda sign: normalize("NFKC", sign[0]), clean(text)).strip(), Reading()
    if stripped.startswith(("{", "[")):
        found.days = _settled(_from_json(stripped))
    elif any(_LINE.match(line) for line in stripped.splitlines()):
        found.days = _settled(_from_lines(stripped.splitlines()))
    else:
        found.days = _settled(_from_sentences(_GAP.sub("", to_traditional(stripped)), year, found))
        found.contradictions.extend(_other_years(to_traditional(stripped), year))
    return found


def _other_years(text: str, year: int) -> Iterator[str]:
    """The title of a notice that is about another year."""
    return (match[0] for match in _OTHER_YEAR.finditer(text) if int(match[1]) != year)


def read_notice(text: str, year: int) -> tuple[NoticeDay, ...]:
    """The days that the text moves, in order. NoticeError for a line or entry that is wrong; empty for a text without days."""
    return read(text, year).days


def _settled(days: Iterable[NoticeDay]) -> tuple[NoticeDay, ...]:
    """Each day once, the first statement wins, in order; weekdays that are worked anyway are left out."""
    found: dict[date, NoticeDay] = {}
    for each in days:
        if each.is_off or each.day.weekday() >= SATURDAY:
            found.setdefault(each.day, each)
    return tuple(sorted(found.values(), key=lambda each: each.day))


def _from_json(text: str) -> Iterator[NoticeDay]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise NoticeError(f"JSON, {error.lineno}:{error.colno}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists in lists
        raise NoticeError("JSON") from error
    entries = data.get("days", []) if isinstance(data, dict) else data
    if not isinstance(entries, list):
        raise NoticeError(str(entries)[:80])
    for each in entries:
        yield _json_day(each)


def _json_day(each: Any) -> NoticeDay:
    try:
        off = each["isOffDay"] if "isOffDay" in each else each["is_off"]
        word = str(off).strip().lower()
        if word not in OFF | WORK:
            raise ValueError(word)
        return NoticeDay(date.fromisoformat(each["date"]), to_traditional(str(each.get("name", ""))), word in OFF)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoticeError(str(each)[:80]) from error


def _from_lines(lines: Iterable[str]) -> Iterator[NoticeDay]:
    for line in lines:
        match = _LINE.match(line)
        if match:
            parts = (part.strip(' "') for part in re.split(r"[\s,;，]+", match[2]))
            yield _line_day(line, match[1], list(filter(None, parts)))
        elif line.strip() and not line.lower().lstrip('" ').startswith("date"):
            raise NoticeError(line.strip()[:80])


def _line_day(line: str, day: str, parts: list[str]) -> NoticeDay:
    kinds = [part for part in parts if part.lower() in OFF | WORK]
    names = [part for part in parts if part not in kinds]
    try:
        year, month, number = (int(part) for part in re.split("[-/]", day))
        return NoticeDay(date(year, month, number), to_traditional(names[0] if names else ""), kinds[0].lower() in OFF)
    except (IndexError, ValueError) as error:
        raise NoticeError(line.strip()[:80]) from error


def _from_sentences(text: str, year: int, reading: Reading) -> Iterator[NoticeDay]:
    found: list[NoticeDay] = []
    for line in _ENUMERATED.sub("\n", text).splitlines():
        reading.contradictions.extend(_wrong_weekdays(line, year))
        heading = _HEADING.match(line)
        name = heading[1] if heading else ""
        body = _ASIDE.sub("", line[heading.end() :] if heading else line)
        days = list(_from_body(body, name, year, line, reading, found))
        if said := _SAID.search(body):
            off = sum(each.is_off for each in days)
            if off != int(said[1]):
                reading.wrong_counts.append(Count(name or line.strip()[:20], int(said[1]), off))
        found.extend(days)
        longer = list(_longer(body, found, year, line))
        more = {each.day for each in longer}
        found = [*(each for each in found if each.day not in more), *longer]
    yield from found


def _longer(body: str, found: list[NoticeDay], year: int, line: str) -> Iterator[NoticeDay]:
    """The days by which a holiday read before is made longer."""
    for match in _LONGER.finditer(body):
        last = _date(int(match[2] or year), int(match[3] or 1), int(match[4]), line)
        before = [each for each in found if each.is_off and each.day <= last]
        if not match[3] or not before:
            raise NoticeError(line.strip()[:80])
        latest = max(before, key=lambda each: each.day)
        if (last - latest.day).days > LONGEST:
            raise NoticeError(line.strip()[:80])
        day = latest.day + ONE_DAY
        while day <= last:
            yield NoticeDay(day, latest.name, True)
            day += ONE_DAY


def _from_body(
    body: str, name: str, year: int, line: str, reading: Reading, before: list[NoticeDay]
) -> Iterator[NoticeDay]:
    off: set[date] = set()
    worked: list[date] = []
    month = 0
    for sentence in re.split(r"[。；;]", body):
        named, at = _days(sentence, year, month, line)[0], 0
        for verb in () if _TAKEN_BACK.search(sentence) else _VERB.finditer(sentence):
            days, month = _days(_clause(sentence[at : verb.start()]), year, month, line)
            if verb[0] in ("放假", "補休"):
                off.update(days)
            else:
                worked.extend(days)
            at = verb.end()
        known = off.union(worked, (each.day for each in before))
        is_read = named and all(day in known or _near(day, off) in known for day in named)
        if not is_read and _MATTERS.search(sentence) and not _LONGER.search(sentence):
            reading.unread.append(sentence.strip()[:200])
    yield from (NoticeDay(day, name, True) for day in sorted(off))
    near = {_near(day, off) for day in worked}
    yield from (NoticeDay(day, name, False) for day in sorted(near - off))


def _wrong_weekdays(line: str, year: int) -> Iterator[str]:
    """Days whose day of the week is another one: 1月1日（周三） of a year in which it is a Thursday."""
    month = 0
    for match in _WEEKDAY.finditer(line):
        month = int(match[2] or month or 1)
        if not match[4]:
            continue
        day = _date(int(match[1] or year), month, int(match[3]), line)
        said = _WEEKDAYS.index(match[4].replace("天", "日"))
        may_be_earlier = not match[1] and day.month == LATE
        if said not in {day.weekday(), day.replace(year=day.year - may_be_earlier).weekday()}:
            yield match[0]


def _near(day: date, off: set[date]) -> date:
    """A December day told without its year beside days off around 1 January belongs to the year before."""
    return day.replace(year=day.year - 1) if off and (day - min(off)).days > HALF_A_YEAR else day


def _clause(text: str) -> str:
    """What a verb is about: the text since the last comma that does not stand between days."""
    parts = _CELL.sub("，", text).split("，")
    while len(parts) > 1 and not _SPAN.search(parts[-1]):
        parts.pop()
    return parts[-1]


def _days(text: str, year: int, month: int, line: str) -> tuple[list[date], int]:
    """The days a clause names; a day without month or year takes those of the day before it."""
    found: list[date] = []
    for match in _SPAN.finditer(text):
        first_year, first_month, first_day, last_year, last_month, last_day = match.groups()
        year, month = int(first_year or year), int(first_month or month)
        first = _date(year, month, int(first_day), line)
        year, month = int(last_year or year), int(last_month or month)
        last = _date(year, month, int(last_day), line) if last_day else first
        if not 0 <= (last - first).days < LONGEST:
            raise NoticeError(line.strip()[:80])
        while first <= last:
            found.append(first)
            first += ONE_DAY
    return found, month


def _date(year: int, month: int, day: int, line: str) -> date:
    """The day; NoticeError for one that is in no calendar, or so late that none follows it."""
    try:
        return date(year, month, day) + ONE_DAY - ONE_DAY
    except (ValueError, OverflowError) as error:
        raise NoticeError(line.strip()[:80]) from error
