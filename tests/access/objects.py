"""Objects that addresses of the matrix need, by name. Each is made through its room's verbs from the cast.

`own` is seen by the roles the matrix admits; `foreign` is the same kind of object of another body, which the cast's Wuhan staff must not
find. Add an object with one entry:  OBJECTS["case"] = Thing(own=…, foreign=…)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from conftest import Cast
from open315.org import services as org
from open315.org.models import RoleGrant
from open315.org.types import PersonDetails, PostDetails

Maker = Callable[[Cast], Any]


@dataclass(frozen=True)
class Thing:
    """How to make an object for a parameter of an address: each maker returns the parameter's value."""

    own: Maker
    foreign: Maker | None = None


def person(cast: Cast) -> int:
    """Somebody who works in the Wuhan council."""
    details = PersonDetails(name="張三", organisation_id=cast.bodies["wuhan"].pk)
    return org.add_person(details, actor=cast.actor("administrator"), at=cast.at).pk


def post(cast: Cast) -> int:
    """A post that person holds."""
    details = PostDetails(
        person_id=person(cast), organisation_id=cast.bodies["wuhan"].pk, title="秘書長", held_from=date(2026, 1, 1)
    )
    return org.hold_post(details, actor=cast.actor("administrator"), at=cast.at).pk


OBJECTS: dict[str, Thing] = {
    "body": Thing(lambda cast: cast.bodies["wuhan"].pk),
    "account": Thing(lambda cast: cast.accounts["clerk"].pk),
    "grant": Thing(lambda cast: RoleGrant.objects.get(account=cast.accounts["clerk"]).pk),
    "person": Thing(person),
    "post": Thing(post),
    "region": Thing(lambda cast: cast.bodies["wuhan"].region_id),
    "day": Thing(lambda cast: cast.at.date().isoformat()),
}
