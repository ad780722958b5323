"""What the matrix of partners is made of: its columns (councils with those below them) and its lines (offices, whatever city they are of)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from open315.activities.partners.rules import office_of
from open315.core.access import Actor
from open315.org import queries as org
from open315.org.queries import Body


@dataclass(frozen=True, slots=True)
class Unit:
    """A column: a council, and whose activities it holds."""

    council: Body
    ids: frozenset[int]


def units_of(actor: Actor) -> list[Unit]:
    """The acting council by itself, then each council directly below it with those below, by region."""
    seen = [body for body in org.councils() if body.id in actor.organisation_ids]
    own = [Unit(body, frozenset({body.id})) for body in seen if body.id == actor.organisation_id]
    below = [body for body in seen if body.parent_id == actor.organisation_id]
    return [*own, *(Unit(body, org.subtree_ids(body)) for body in sorted(below, key=lambda each: each.region_code))]


def places() -> frozenset[str]:
    """The names of places that may stand before the name of an office, in either script."""
    names = org.all_region_names().values()
    return frozenset(each.in_language(script) for each in names for script in ("zh-hant", "zh-hans"))


def offices(names: Iterable[Any]) -> dict[str, str]:
    """For each name of a body the office that it is."""
    known = places()
    return {name: office_of(name, known) for name in names}
