"""Where the further routes of a pack begin: web address and telephone, each with the day on which it was checked (ADR 0154). Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from open315.core.names import Names, names

FOLDER, FILE = "open315.law.seeds", "doors.toml"
KEYS = frozenset({"code", "routes", "name", "address", "telephone", "valid_from", "valid_until", "checked_on", "read"})


class Read(StrEnum):
    """What an address was checked against."""

    SITE = "site"
    NAMED = "named"
    """Other public pages name it; the site itself was not opened."""


@dataclass(frozen=True, slots=True)
class Door:
    """Whoever opens a route. `address` and `telephone` are "" where there is none, never both."""

    code: str
    routes: tuple[str, ...]
    name: Names
    address: str
    telephone: str
    valid_from: date
    valid_until: date | None
    checked_on: date
    read: Read

    def holds_on(self, day: date) -> bool:
        """Whether it was in service on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@cache
def all_doors() -> tuple[Door, ...]:
    """Every door that is shipped, in the order in which they are shown."""
    return parse_doors(tomllib.loads((files(FOLDER) / FILE).read_text(encoding="utf-8"))["doors"])


def doors_of(route: str, day: date) -> tuple[Door, ...]:
    """The doors of a route that were in service on `day`; none for a route that nobody opens, such as negotiation."""
    return tuple(each for each in all_doors() if route in each.routes and each.holds_on(day))


def parse_doors(entries: Iterable[Mapping[str, Any]]) -> tuple[Door, ...]:
    """From plain data. ValueError for a mistake: it names the door."""
    doors = tuple(_door(each) for each in entries)
    if len({each.code for each in doors}) != len(doors):
        raise ValueError("a code is twice among the doors")
    return doors


def _door(data: Mapping[str, Any]) -> Door:
    code = str(data["code"])
    if unknown := set(data) - KEYS:
        raise ValueError(f"door {code}: unknown entries {sorted(unknown)}")
    door = Door(
        code=code,
        routes=tuple(data["routes"]),
        name=names(data["name"]),
        address=data.get("address", ""),
        telephone=data.get("telephone", ""),
        valid_from=data["valid_from"],
        valid_until=data.get("valid_until"),
        checked_on=data["checked_on"],
        read=Read(data["read"]),
    )
    if not (door.address or door.telephone):
        raise ValueError(f"door {code}: neither an address nor a telephone")
    if door.address and not door.address.startswith("https://"):
        raise ValueError(f"door {code}: the address must begin with https://")
    return door
