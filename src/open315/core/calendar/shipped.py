"""The years that come with the software, read from `notices.toml`. Pure."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from open315.core.calendar.rules import ONE_DAY
from open315.core.names import Names

FILE = "notices.toml"


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """A day that a notice moves: off, or a working day."""

    day: date
    name: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What one year's notice says, and where it stands."""

    year: int
    source: str
    days: tuple[NoticeDay, ...]


@cache
def notices() -> tuple[Notice, ...]:
    """Every shipped year in order."""
    return tuple(
        Notice(each["year"], each["sources"][-1], tuple(_days(each["holidays"]))) for each in _document()["years"]
    )


def holiday_name(name: str) -> Names:
    """A stored holiday name (Traditional Chinese) with its English, where it is a known one."""
    return Names(name, _document()["names"].get(name, ""))


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / FILE).read_text(encoding="utf-8"))


def _days(holidays: list[dict[str, Any]]) -> Iterator[NoticeDay]:
    for each in holidays:
        for span in each["off"]:
            yield from (NoticeDay(day, each["name"], True) for day in _span(span))
        for span in each.get("work", ()):
            yield from (NoticeDay(day, each["name"], False) for day in _span(span))


def _span(text: str) -> Iterator[date]:
    first, _, last = text.partition("/")
    day, end = date.fromisoformat(first), date.fromisoformat(last or first)
    while day <= end:
        yield day
        day += ONE_DAY
