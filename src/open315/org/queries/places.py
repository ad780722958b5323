"""The divisions of the country in memory: names and choices. Read anew after a minute, and when this process renames one."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from open315.core.names import NO_NAME, Names
from open315.core.places import SHORTEST, Former, PlaceFinder
from open315.core.regions import CITY, COUNTY, PROVINCE, city_of, level_of, province_of, upwards
from open315.core.text import letters
from open315.org.models import Region, RegionName
from open315.org.queries.directory import councils
from open315.org.seeds import called_regions, moved_regions

FRESH_SECONDS = 60.0


@dataclass(slots=True)
class _Places:
    """Names in order, and below each province its cities, below each city its counties: sorted once a reading."""

    names: Mapping[str, Names]
    read_at: float
    inside: dict[str, list[str]] = field(default_factory=dict)
    finders: dict[str, PlaceFinder] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code in self.names:
            level = level_of(code)
            if level in {CITY, COUNTY}:
                self.inside.setdefault(province_of(code) if level == CITY else city_of(code), []).append(code)


_known: _Places | None = None


def _names() -> Mapping[str, Names]:
    return _places().names


def _places() -> _Places:
    global _known
    known = _known
    if known is None or time.monotonic() - known.read_at > FRESH_SECONDS:
        rows: Iterable[Any] = Region.objects.order_by("order", "code").values_list("code", "name", "name_in")
        known = _known = _Places({code: Names(name, **others) for code, name, others in rows}, time.monotonic())
    return known


@receiver([post_save, post_delete], sender=Region)
def forget_places(**_: Any) -> None:
    """Read the names anew at the next look."""
    global _known
    _known = None


def region_name(code: str) -> Names:
    """The present name of a region in the reader's language; its code when it is not known."""
    return _names().get(code) or Names(code)


def region_path(code: str) -> Names:
    """The whole name from the province down: 浙江省杭州市餘杭區; in English from the place up, where every part has an English name."""
    parts = [_names()[step] for step in upwards(code) if step in _names()]
    if not parts:
        return Names(code)
    english = ", ".join(part.en for part in parts) if all(part.en for part in parts) else ""
    return Names("".join(part.zh_hant for part in reversed(parts)), english)


def region_as_seen_from(home: str, code: str) -> Names:
    """The name of a place as people of the province of `home` say it: theirs by its own name, others from the province down; "" for none."""
    if not code:
        return NO_NAME
    return region_name(code) if province_of(code) == province_of(home) else region_path(code)


def place_finder(home: str = "") -> PlaceFinder:
    """What reads places as people write them, today's names and former ones, those of the province `home` first."""
    finders = _places().finders
    if home not in finders:
        former = [Former(name, code) for name, code in RegionName.objects.values_list("name", "region_id")]
        names = {code: name.zh_hant for code, name in _names().items()}
        finders[home] = PlaceFinder(names, home, [*former, *moved_regions(), *called_regions()])
    return finders[home]


def places_like(written: str, most: int = 5) -> list[Names]:
    """Places whose names hold what was written, whole, those of the provinces served first: for who wrote what could be several."""
    wanted = letters(written)
    if len(wanted) < SHORTEST:
        return []
    served = set(provinces_served())
    found = [code for code, name in _names().items() if wanted in letters(name.zh_hant)]
    found.sort(key=lambda code: (province_of(code) not in served, code))
    return [region_path(code) for code in found[:most]]


def is_region(code: str) -> bool:
    """Whether there is such a region."""
    return code in _names()


def region_names(codes: Iterable[str]) -> dict[str, Names]:
    """The present names of regions by code; a code nobody knows is left out."""
    known = _names()
    return {code: known[code] for code in codes if code in known}


def all_region_names() -> Mapping[str, Names]:
    """The present name of every region by code."""
    return _names()


def region_choices(prefix: str) -> list[tuple[str, Names]]:
    """Code and name of the region that `prefix` stands for and of all inside, set in by rank; "" gives the provinces."""
    found = {code: name for code, name in _names().items() if code.startswith(prefix)}
    if not prefix:
        return [(code, name) for code, name in found.items() if level_of(code) == PROVINCE]
    top = min((level_of(code) for code in found), default=PROVINCE)
    return [(code, name.renamed("　" * (level_of(code) - top) + name.zh_hant)) for code, name in found.items()]


def city_codes(province: str) -> list[str]:
    """The units directly below a province, in order (seventeen for 420000)."""
    return _places().inside.get(province, [])


def county_codes(city: str) -> list[str]:
    """The counties of a city, in order; none for a county that the province administers itself."""
    return _places().inside.get(city, [])


def provinces_served() -> list[str]:
    """The provinces in which this install has a council."""
    return sorted({province_of(body.region_code) for body in councils()})


def place_choices() -> list[tuple[Any, Any]]:
    """The places of the provinces served, for a select: each city as a group of itself and its counties."""
    known = _names()
    groups: list[tuple[Any, Any]] = []
    for province in provinces_served():
        for city in city_codes(province):
            inside = [(code, known[code]) for code in (city, *county_codes(city))]
            groups.append((known[city], inside))
    return groups
