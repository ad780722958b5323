"""Names of regions, many at once, and the regions inside of one for a person to choose from."""

from collections.abc import Iterable

from open315.core.names import Names
from open315.org.models import Region


def region_names(codes: Iterable[str]) -> dict[str, Names]:
    """The present names of regions by code; a code nobody knows is left out."""
    rows = Region.objects.filter(code__in=list(codes)).values_list("code", "name", "name_en")
    return {code: Names(name, english) for code, name, english in rows}


def region_choices(prefix: str) -> list[tuple[str, Names]]:
    """Code and name of the region that `prefix` stands for and of all regions inside; of the whole country only provinces."""
    rows = Region.objects.filter(code__startswith=prefix) if prefix else Region.objects.filter(level=Region.Level.PROVINCE)
    found = rows.order_by("code").values_list("code", "name", "name_en", "level")
    top = min((level for *_rest, level in found), default=0)
    return [(code, Names("　" * (level - top) + name, english)) for code, name, english, level in found]
