"""What a GB/T 2260 code says by itself. Pure; the table of regions is only needed for names."""

from collections.abc import Iterator

PROVINCE, CITY, COUNTY = 1, 2, 3
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Beijing, Tianjin, Shanghai, Chongqing: their districts stand directly below the province."""


def province_of(code: str) -> str:
    """The province of `code`; "" for no code."""
    return f"{code[:2]}0000" if code else ""


def city_of(code: str) -> str:
    """The unit directly below the province in which `code` lies; "" for a province or no code.

    A county administered by the province itself (仙桃 429004, 潛江 429005, 天門 429006, 神農架 429021: third and fourth
    digit 90) and a district of a municipality stand directly below the province: each is its own "city". So Hubei has
    the seventeen units that its campaigns count.
    """
    if not code or code.endswith("0000"):
        return ""
    if code[2:4] == "90" or code[:2] in _MUNICIPALITIES:
        return code
    return f"{code[:4]}00"


def level_of(code: str) -> int:
    """PROVINCE, CITY (directly below a province) or COUNTY."""
    city = city_of(code)
    if not city:
        return PROVINCE
    return CITY if city == code else COUNTY


def covers(outer: str, inner: str) -> bool:
    """Whether the region `inner` is `outer` or lies in it. No code covers nothing and is covered by nothing."""
    return bool(outer and inner) and outer in {inner, city_of(inner), province_of(inner)}


def upwards(code: str) -> Iterator[str]:
    """`code`, then its city, then its province: each once."""
    seen = ""
    for step in (code, city_of(code), province_of(code)):
        if step and step != seen:
            seen = step
            yield step


def prefix_of(code: str) -> str:
    """What the codes of a region and of everything inside it begin with; "" for no code."""
    level = level_of(code)
    if not code or level == PROVINCE:
        return code[:2]
    return code if level == COUNTY or (code == city_of(code) and not code.endswith("00")) else code[:4]
