"""Objects that addresses of the matrix need, by name. Each is made through its room's verbs from the cast.

`own` is seen by the roles the matrix admits; `foreign` is the same kind of object of another body, which the cast's Wuhan staff must not
find. Add an object with one entry:  OBJECTS["case"] = Thing(own=…, foreign=…)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from conftest import Cast
from open315.campaigns import services as campaigns
from open315.campaigns.types import CampaignPlan
from open315.cases import competence
from open315.cases.services import law_tables
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


def campaign(cast: Cast) -> int:
    """The province's campaign of the year."""
    plan = CampaignPlan(
        year=2026,
        theme="提振消費信心",
        theme_en="Confidence",
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
        stat_first=date(2026, 1, 1),
        stat_last=date(2026, 3, 31),
        region_code="420000",
    )
    return campaigns.open_campaign(plan, actor=cast.actor("secretariat"), at=cast.at).pk


def local_option(cast: Cast) -> int:
    """A number that the province sets for its councils."""
    new = law_tables.NewOption(
        "council-2024", "acceptance", "420000", 5, "working_days", "none", "省規則", date(2026, 5, 1)
    )
    return law_tables.set_local_option(new, actor=cast.actor("administrator"), at=cast.at).pk


OBJECTS: dict[str, Thing] = {
    "no_message": Thing(lambda cast: 999_999_999),
    "wrong_token": Thing(lambda cast: "wrong"),
    "figure": Thing(lambda cast: "cases.received"),
    "campaign": Thing(campaign),
    "body": Thing(lambda cast: cast.bodies["wuhan"].pk),
    "account": Thing(lambda cast: cast.accounts["clerk"].pk),
    "grant": Thing(lambda cast: RoleGrant.objects.get(account=cast.accounts["clerk"]).pk),
    "person": Thing(person),
    "post": Thing(post),
    "region": Thing(lambda cast: cast.bodies["wuhan"].region_id),
    "pack": Thing(lambda cast: "council-2024"),
    "local_option": Thing(local_option),
    "competence_line": Thing(lambda cast: next(each.id for each in competence.lines() if each.valid_until is None)),
    "day": Thing(lambda cast: cast.at.date().isoformat()),
}
