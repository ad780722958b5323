"""What rooms ask of the dictionary that is shipped."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from open315.core.names import Names
from open315.core.regions import CITY, COUNTY, PROVINCE, level_of
from open315.indicators.rules import Dictionary, parsed
from open315.indicators.types import Indicator, Level, Source

LEVELS = {PROVINCE: Level.PROVINCE, CITY: Level.CITY, COUNTY: Level.COUNTY}


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once. ValueError if its file contradicts itself."""
    return parsed(tomllib.loads((files(__package__) / "dictionary.toml").read_text(encoding="utf-8")))


def groups() -> Mapping[str, Names]:
    """The names of the groups, in order."""
    return dictionary().groups


def indicator(code: str, day: date) -> Indicator | None:
    """The version of an indicator in force on a day; None where there is none."""
    return dictionary().on(code, day)


def latest(code: str) -> Indicator:
    """The last version of an indicator. KeyError for a code nobody declared."""
    return dictionary().versions[code][-1]


def reported() -> list[Indicator]:
    """The last version of every indicator that bodies report, in the order of the dictionary."""
    last = (versions[-1] for versions in dictionary().versions.values())
    return [each for each in last if each.source == Source.REPORTED]


def ever_reported() -> list[Indicator]:
    """The last version of every indicator that bodies report or reported once, in the order of the dictionary: old values stay figures."""
    told = (
        [each for each in versions if each.source == Source.REPORTED] for versions in dictionary().versions.values()
    )
    return [versions[-1] for versions in told if versions]


def level_at(region_code: str) -> Level | None:
    """The level of the council of a place; None where the code names none."""
    return LEVELS.get(level_of(region_code))


def reported_on(day: date, region_code: str) -> list[Indicator]:
    """What a council of this place reports of something that was held on `day`."""
    level = level_at(region_code)
    return [
        each
        for each in dictionary().in_force(day)
        if each.source == Source.REPORTED and (level is None or level in each.levels)
    ]
