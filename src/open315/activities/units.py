"""Councils with those below them, as columns and lines of what compares them: by the line they report by."""

from dataclasses import dataclass

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
