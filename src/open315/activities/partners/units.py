"""What the matrix of partners has as lines: offices, whatever city they are of."""

from collections.abc import Iterable
from typing import Any

from open315.activities.partners.rules import office_of
from open315.org import queries as org


def places() -> frozenset[str]:
    """The names of places that may stand before the name of an office, in either script."""
    names = org.all_region_names().values()
    return frozenset(each.in_language(script) for each in names for script in ("zh-hant", "zh-hans"))


def offices(names: Iterable[Any]) -> dict[str, str]:
    """For each name of a body the office that it is."""
    known = places()
    return {name: office_of(name, known) for name in names}
