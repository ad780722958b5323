"""What a six-digit GB/T 2260 code says by itself: what kind of place it names, and where that lies. Pure; names are in `org`.

Two digits each: province, what stands below it, what stands below that. Three things spoil counting zeros. `90` in the
middle is no prefecture but the heading over the counties that the province governs itself (仙桃 429004, 文昌 469005), and the
municipalities have headings 01 "districts" and 02 "counties" (310100, 500200): what is under such a heading stands directly
below the province. The statistical offices give development zones, which the standard does not know, 71–79 at the end.
"""

from collections.abc import Iterator
from enum import StrEnum


class PlaceKind(StrEnum):
    """What a code names."""

    PROVINCE = "province"
    CITY = "city"
    """A prefecture (地級): city, league, autonomous prefecture."""
    COUNTY = "county"
    """A county, district or county-level city of a prefecture."""
    GOVERNED_COUNTY = "governed_county"
    """A county-level unit that the province governs directly (省直轄縣級)."""
    MUNICIPAL_DISTRICT = "municipal_district"
    """A district or county of Beijing, Tianjin, Shanghai or Chongqing."""
    ZONE = "zone"
    """A development or management zone, by the code the statistical offices give it."""
    HEADING = "heading"
    """No place: the line over the places of a group (429000, 310100)."""
    NONE = "none"
    """No code, or none of the country's."""


PROVINCE, CITY, COUNTY = 1, 2, 3
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_GOVERNED = "90"
_ZONES = range(71, 80)
_BELOW_A_PROVINCE = frozenset(
    {PlaceKind.CITY, PlaceKind.GOVERNED_COUNTY, PlaceKind.MUNICIPAL_DISTRICT, PlaceKind.HEADING}
)


def kind_of(code: str) -> PlaceKind:
    """What kind of place `code` is."""
    if not (len(code) == 6 and code.isascii() and code.isdecimal() and code[:2] in _PROVINCES):
        return PlaceKind.NONE
    middle, last = code[2:4], code[4:]
    if middle == "00":
        return PlaceKind.PROVINCE if last == "00" else PlaceKind.NONE
    grouped = _grouped(code)
    if last == "00":
        return PlaceKind.HEADING if grouped else PlaceKind.CITY
    if int(last) in _ZONES:
        return PlaceKind.ZONE
    return grouped or PlaceKind.COUNTY


def _grouped(code: str) -> PlaceKind | None:
    """What stands under the heading in which `code` lies; None where the middle digits name a prefecture."""
    if code[2:4] == _GOVERNED:
        return PlaceKind.GOVERNED_COUNTY
    return PlaceKind.MUNICIPAL_DISTRICT if code[:2] in _MUNICIPALITIES else None


def level_of(code: str) -> int:
    """PROVINCE, CITY (directly below a province, whatever it is called) or COUNTY; 0 for what is no place."""
    kind = kind_of(code)
    if kind is PlaceKind.ZONE:
        return CITY if _grouped(code) else COUNTY
    if kind in _BELOW_A_PROVINCE:
        return CITY
    return {PlaceKind.PROVINCE: PROVINCE, PlaceKind.COUNTY: COUNTY}.get(kind, 0)


def province_of(code: str) -> str:
    """The province of `code`; "" for what is no place."""
    return f"{code[:2]}0000" if level_of(code) else ""


def city_of(code: str) -> str:
    """The unit directly below the province in which `code` lies; "" for a province and for what is no place.

    A county that the province governs itself and a district of a municipality are each their own "city". So Hubei has
    the seventeen units that its campaigns count.
    """
    level = level_of(code)
    if level == COUNTY:
        return f"{code[:4]}00"
    return code if level == CITY else ""


def covers(outer: str, inner: str) -> bool:
    """Whether the place `inner` is `outer` or lies in it. What is no place covers nothing and is covered by nothing."""
    return bool(level_of(outer) and level_of(inner)) and inner.startswith(prefix_of(outer))


def upwards(code: str) -> Iterator[str]:
    """`code`, then its city, then its province: each once."""
    seen = ""
    for step in (code, city_of(code), province_of(code)):
        if step and step != seen:
            seen = step
            yield step


def prefix_of(code: str) -> str:
    """What the codes of a place and of everything inside it begin with: "42", "4201", "429004".

    A beginning of a code ("4201") stands for the place; nothing but zeros, and no code, for the whole country: "".
    """
    whole = code.ljust(6, "0") if len(code) in (2, 4) else code
    match kind_of(whole):
        case PlaceKind.PROVINCE:
            return whole[:2]
        case PlaceKind.CITY | PlaceKind.HEADING:
            return whole[:4]
    return code if code.strip("0") else ""
