"""What people write into a cell → its value: text, moments, amounts, lists. Pure.

An unreadable cell raises Unreadable; an empty one is None or "".
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from open315.core.exports import unguarded
from open315.core.text import amounts, clean, moments
from open315.core.text.amounts import Amount

EXCEL_FIRST_DAY = datetime(1899, 12, 30)
SERIALS = (20_000, 80_000)
"""Excel's day numbers of 1954 to 2119."""
LATER = 1462
"""So many days later a book that counts from 1904 begins."""
_DAY_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
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
        "\\n",
    }
)
LONGEST_EMPTY = max(map(len, EMPTY))
UNKNOWN = frozenset({"不详", "不詳", "暂无", "暫無"})
"""Of these the ones that say that somebody asked and does not know."""


NO_DAYS = ("0000-00-00", "0000/00/00", "1900-01-00", "1900/1/0")
"""How databases and spreadsheets write that there is no day."""


class Unreadable(ValueError):
    """The cell holds something, but not what its column promises."""


def text(cell: Any) -> str:
    """The cell as one line of text: whole numbers without ".0", moments as 2020-06-01 10:00:00."""
    if isinstance(cell, str):
        return " ".join(clean(unguarded(cell)).split())
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
    return "\n".join(filter(None, (" ".join(part.split()) for part in clean(unguarded(cell)).splitlines())))


def is_empty(value: str) -> bool:
    """Whether this is one of the ways to write nothing."""
    return len(value) <= LONGEST_EMPTY and value.lower() in EMPTY


def is_unknown(cell: Any) -> bool:
    """Whether the cell says that this is not known, rather than nothing."""
    return isinstance(cell, str) and text(cell).lower() in UNKNOWN


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


def _moment_written(cell: str) -> datetime | None:
    written = normalize("NFKC", text(cell)).lower()
    if is_empty(written) or written.startswith(NO_DAYS):
        return None
    if _DAY_NUMBER.fullmatch(written):
        return _serial(float(written))
    return _written_moment(written)


def from_1904(cell: Any) -> Any:
    """A number of a day in a book that counts from 1904 as other books have it; any other cell as it is."""
    number = float(cell) if isinstance(cell, str) and _DAY_NUMBER.fullmatch(text(cell)) else cell
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return cell
    return number + LATER if SERIALS[0] <= number + LATER < SERIALS[1] else cell


def day(cell: Any) -> date | None:
    """The day of such a moment."""
    found = moment(cell)
    return found and found.date()


def _serial(number: float) -> datetime:
    if SERIALS[0] <= number < SERIALS[1]:
        return EXCEL_FIRST_DAY + timedelta(seconds=round(number * 86_400))
    if 19_000_101 <= number <= 21_991_231 or 190_001_010_000 <= number <= 21_991_231_235_959:
        return _written_moment(str(int(number)))
    raise Unreadable(str(number))


def _written_moment(written: str) -> datetime:
    try:
        return moments.read(written)
    except moments.NoMoment:
        raise Unreadable(written) from None


def amount(cell: Any, unit: int = 1) -> Amount | None:
    """An amount of yuan: 1,234.50元, ¥99, 3萬, 兩千三百, 約500元; None for nothing, and for what is said to be unknown.

    A bare number is one of `unit` yuan.
    """
    try:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return Amount(amounts.cents(Decimal(str(cell)) * unit))
        written = text(cell)
        return None if is_empty(written) else amounts.read(written, unit)
    except amounts.NoAmount:
        raise Unreadable(str(cell)) from None


def cents(cell: Any, unit: int = 1) -> int | None:
    """The whole cents of such an amount."""
    found = amount(cell, unit)
    return found.cents if found else None


def several(cell: Any) -> list[str]:
    """The parts of a cell that lists things: 退貨、賠償; 1 修理 2 更換."""
    return [part.strip() for part in re.split(r"[、,，;；/|\n]+", text(cell)) if part.strip()]


def first_sentence(narrative: str, longest: int) -> str:
    """The beginning of a text, up to a full stop or `longest` characters."""
    line = re.split(r"[。！？!?\n]", narrative.strip(), maxsplit=1)[0].strip() or narrative.strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
