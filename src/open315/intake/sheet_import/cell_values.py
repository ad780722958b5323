"""What people write into a cell → its value: text, moments, amounts, lists. Pure.

An unreadable cell raises Unreadable; an empty one is None or "".
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from open315.core.text import clean

EXCEL_FIRST_DAY = datetime(1899, 12, 30)
SERIALS = (20_000, 80_000)
"""Excel's day numbers of 1954 to 2119."""
EMPTY = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        "/",
        "\\",
        "无",
        "無",
        "空",
        "null",
        "none",
        "nan",
        "n/a",
        "na",
        "不详",
        "不詳",
        "暂无",
        "暫無",
    }
)
LONGEST_EMPTY = max(map(len, EMPTY))
_DAYS = (
    re.compile(r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)\s*[日号號]?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)
_DAY_FIRST = re.compile(r"(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<y>\d{4})(?!\d)")
_WEEKDAY = re.compile(r"^[(]?(?:星期|周|週)[一二三四五六日天][)]?\s*")
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上|am|pm)?\s*(?P<h>\d{1,2})\s*[:时時点點]\s*(?:(?P<min>\d{1,2})\s*[:分]?)?\s*(?:(?P<s>\d{1,2})(?:\.\d+)?\s*秒?)?"
    r"\s*(?P<half2>am|pm)?"
)
_AMOUNT = re.compile(
    r"(?:约|約|大约|大約|共|计|計|合计|合計|人民币|人民幣|rmb|cny|[¥￥]|\s)*"
    r"(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[千百万萬亿億]?)\s*(?:元|圆|圓|块|塊|rmb|cny)?(?:整|正|左右|人民币|人民幣)?"
)
_UNITS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


class Unreadable(ValueError):
    """The cell holds something, but not what its column promises."""


def text(cell: Any) -> str:
    """The cell as one line of text: whole numbers without ".0", moments as 2020-06-01 10:00:00."""
    if isinstance(cell, str):
        return " ".join(clean(cell).split())
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time(0) else f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell)


def words(cell: Any) -> str:
    """The cell as one line of text; "" where it says in some way that there is nothing."""
    written = text(cell)
    return "" if is_empty(written) else written


def paragraphs(cell: Any) -> str:
    """The cell as text that keeps its line breaks."""
    if not isinstance(cell, str):
        return text(cell)
    return "\n".join(filter(None, (" ".join(part.split()) for part in clean(cell).splitlines())))


def is_empty(value: str) -> bool:
    """Whether this is one of the ways to write nothing."""
    return len(value) <= LONGEST_EMPTY and value.lower() in EMPTY


def moment(cell: Any) -> datetime | None:
    """Day and time, without a zone; midnight when no time is given. Excel's numbers and the ways Chinese sheets write dates."""
    if isinstance(cell, str):
        return _moment_written(cell)
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime.combine(cell, time(0))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial(float(cell))
    return _moment_written(text(cell))


@lru_cache(maxsize=4096)
def _moment_written(cell: str) -> datetime | None:
    written = normalize("NFKC", text(cell)).lower()
    if is_empty(written):
        return None
    if re.fullmatch(r"\d{5}(?:\.\d+)?", written):
        return _serial(float(written))
    return _written_moment(written)


def day(cell: Any) -> date | None:
    """The day of such a moment."""
    found = moment(cell)
    return found and found.date()


def _serial(number: float) -> datetime:
    if SERIALS[0] <= number < SERIALS[1]:
        return EXCEL_FIRST_DAY + timedelta(seconds=round(number * 86_400))
    if 19_000_101 <= number <= 21_991_231:
        return _written_moment(str(int(number)))
    raise Unreadable(str(number))


def _written_moment(written: str) -> datetime:
    try:
        day, rest = _day(written)
        rest = _WEEKDAY.sub("", rest.strip()).removeprefix("t").strip().removesuffix("z").strip()
        return day + _time_of_day(rest) if rest else day
    except ValueError:
        raise Unreadable(written) from None


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
    match = _TIME.match(rest)
    if match is None or not re.fullmatch(r"(?:[+-]08:?00)?", rest[match.end() :].strip()):
        raise ValueError(rest)
    hour, minute, second = (int(match[key] or 0) for key in ("h", "min", "s"))
    half = match["half"] or match["half2"] or ""
    if half in {"下午", "晚上", "pm"} and hour < 12:
        hour += 12
    if half in {"凌晨", "am"} and hour == 12:
        hour = 0
    clock = time(hour, minute, second)
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def cents(cell: Any) -> int | None:
    """An amount of yuan in whole cents: 1,234.50元, ¥99, 3萬, 約500元."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _whole(Decimal(str(cell)))
    written = normalize("NFKC", text(cell)).lower()
    if is_empty(written):
        return None
    match = _AMOUNT.fullmatch(written)
    if match is None:
        raise Unreadable(written)
    try:
        return _whole(Decimal(match["number"].replace(",", "")) * _UNITS[match["unit"]])
    except InvalidOperation:
        raise Unreadable(written) from None


def _whole(yuan: Decimal) -> int:
    if not yuan.is_finite() or yuan < 0:
        raise Unreadable(str(yuan))
    return int((yuan * 100).to_integral_value())


def several(cell: Any) -> list[str]:
    """The parts of a cell that lists things: 退貨、賠償; 1 修理 2 更換."""
    return [part.strip() for part in re.split(r"[、,，;；/|\n]+", text(cell)) if part.strip()]


def first_sentence(narrative: str, longest: int) -> str:
    """The beginning of a text, up to a full stop or `longest` characters."""
    line = re.split(r"[。！？!?\n]", narrative.strip(), maxsplit=1)[0].strip() or narrative.strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
