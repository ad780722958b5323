"""Who stands behind the site: the body that runs it, and whom people outside may call (ADR 0148)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError

from open315.org.models import Organisation
from open315.org.queries.directory import Body, active_bodies, councils

NEEDED = ("phone", "address", "hours")
"""What a page promises that says 致電 or 到現場."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What the body that runs the site adds to what every site says of personal data and of accessibility."""

    privacy: str = ""
    access: str = ""


def site_body() -> Body | None:
    """The council at the top of the install: it runs the site. None where there is none yet, or no database answers."""
    try:
        found = sorted(councils(), key=lambda each: (each.path.count("/"), each.path))
    except DatabaseError:
        return None
    return found[0] if found else None


def missing_of_face(body: Body) -> list[str]:
    """What the public pages promise of this body and nobody has entered."""
    return [name for name in NEEDED if not getattr(body, name)]


def statements_of(body: Body | None) -> Statements:
    """The statements of a body."""
    row = Organisation.objects.filter(pk=body.pk).values_list("privacy_note", "access_note").first() if body else None
    return Statements(*row) if row else Statements()


def departments_to_call(region_code: str) -> Sequence[Body]:
    """The departments of a place, by sector: whom to turn to for what."""
    kind = Organisation.Kind.DEPARTMENT
    return [each for each in active_bodies() if each.kind == kind and each.region_code == region_code and each.sector]


def branches_below(top: Body | None) -> list[tuple[Body, list[Body]]]:
    """The councils next below the one that runs the site, by the code of their place, each with all that are below it.

    A council that stands below nobody and is not the one that runs the site is a branch of its own.
    """
    of = top.pk if top else None
    every = sorted(councils(), key=lambda each: each.region_code)
    heads = [each for each in every if each.pk != of and each.parent_id in {None, of}]
    return [(head, [each for each in every if each.path.startswith(head.path) and each != head]) for head in heads]
