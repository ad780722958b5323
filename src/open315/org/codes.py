"""The code lists of the organisation: sectors of departments (with what they were called before) and ranks of leading posts, in both languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from open315.core.names import NO_NAME, Names, names, taken

FOLDER = Path(__file__).parent / "seeds"


@dataclass(frozen=True, slots=True)
class FormerSector:
    """What a sector was called until a day, and how that stood in the names of its offices."""

    until: date
    name: Names
    in_names: Names


@dataclass(frozen=True, slots=True)
class _Sector:
    in_names: Names
    former: tuple[FormerSector, ...]
    now: str
    offices: Names


@cache
def _table(file: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))


@cache
def _names_in(file: str) -> Mapping[str, Names]:
    return {key: taken(dict(said)) for key, said in _table(file).items()}


@cache
def _sector(key: str) -> _Sector:
    said = _table("sectors.toml").get(key, {})
    former = tuple(
        FormerSector(
            each["until"],
            Names(each["zh_hant"], each["en"]),
            Names(each.get("name", each["zh_hant"]), each["name_en"]),
        )
        for each in sorted(said.get("former", ()), key=lambda each: each["until"])
    )
    return _Sector(names(said.get("in_names", "")), former, said.get("now", ""), names(said.get("offices", "")))


def sectors() -> Mapping[str, Names]:
    """What a department can be competent for."""
    return _names_in("sectors.toml")


LAST_LEADING = "county_deputy"
"""The lowest rank that a summary counts among leaders: county rank and above."""


def leading_ranks() -> frozenset[str]:
    """The ranks of the leaders whom a summary counts."""
    ladder = list(ranks())
    return frozenset(ladder[: ladder.index(LAST_LEADING) + 1])


def ranks() -> Mapping[str, Names]:
    """Ranks of leading posts, highest first."""
    return _names_in("ranks.toml")


def sector_name(key: str) -> Names:
    """The name of a sector; an unknown key stands for itself."""
    return sectors().get(key) or Names(key)


def sector_name_on(key: str, day: date) -> Names:
    """What the sector was called on `day`: 工商行政管理 until the end of 2018."""
    former = _former_on(key, day)
    return former.name if former else sector_name(key)


def authority_of(key: str, day: date = date.max, tier: Names = NO_NAME) -> Names:
    """The authority of a sector in a sentence, as it was called on `day`: 縣級工商行政管理部門; 中國人民銀行及其分支機構, which is no 部門.

    `tier` is left out where the law names none; without a day, the words of today.
    """
    own, sector = _sector(key).offices, sector_name_on(key, day)
    if own:
        return Names(f"{tier.zh_hant}{own.zh_hant}", own.en)
    english = f"the {tier.en} {sector.en.lower()} authority" if tier.en else f"the {sector.en.lower()} authority"
    return Names(f"{tier.zh_hant}{sector.zh_hant}部門", english)


def office_name_on(key: str, name: Names, day: date) -> Names:
    """The name of an office of the sector on `day`, made of its present one where no earlier name of its own is registered."""
    former, present = _former_on(key, day), _sector(key).in_names
    if former is None or not present.zh_hant or present.zh_hant not in name.zh_hant:
        return name
    english = name.en.replace(present.en, former.in_names.en) if present.en in name.en else ""
    return Names(name.zh_hant.replace(present.zh_hant, former.in_names.zh_hant), english)


def successor_of(key: str) -> str:
    """The sector that took over the tasks of one that ended; "" while it lives."""
    return _sector(key).now


def _former_on(key: str, day: date) -> FormerSector | None:
    return next((each for each in _sector(key).former if day <= each.until), None)
