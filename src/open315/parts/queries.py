"""Which rows of a body's part somebody may see, and in which campaigns a body has a part.

A body sees its own in the activities of every council: it was invited there. A council sees every body's, in its own activities and those below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities.partners.queries import ever_asked
from open315.activities.queries import hosts_of_held
from open315.campaigns.allocation.queries import tasks_given
from open315.campaigns.overview import scope_of
from open315.campaigns.queries import all_campaigns
from open315.core.access import Actor, ActorKind
from open315.core.clock import local_day
from open315.core.errors import NotFound
from open315.org import queries as org
from open315.org.facts import REGION, councils_in
from open315.parts.permissions import READ

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign

Row = TypeVar("Row", bound=Model)
COUNCIL = "council"
NO_PART = _("There is no such part in a campaign.")


def is_own(actor: Actor) -> bool:
    """Whether the actor is a body that reads its own part, and no council."""
    return actor.kind != ActorKind.SYSTEM and actor.organisation_kind != COUNCIL


def of_body(found: QuerySet[Row], body: str, actor: Actor, *, whose: str, council: str) -> QuerySet[Row]:
    """Those rows of one body ("" for every body of ours that is no council) that the actor may see. `whose` and `council` lead from a row to both."""
    if not actor.may(READ):
        return found.none()
    found = found.filter(Q(**{f"{whose}__isnull": False}) & ~Q(**{f"{whose}__kind": COUNCIL}))
    if body:
        found = found.filter(**{whose: int(body)})
    if is_own(actor):
        return found.filter(**{f"{whose}__in": actor.organisation_ids})
    if actor.kind == ActorKind.SYSTEM:
        return found
    return found.filter(**{f"{council}__in": actor.organisation_ids})


@dataclass(frozen=True, slots=True)
class Part:
    """A body that has a part in a campaign."""

    campaign: "Campaign"
    body: org.Body


def parts_of(actor: Actor) -> list[Part]:
    """The parts the actor may read, the latest campaign first: of a body its own, of a council those in its own campaigns."""
    campaigns = all_campaigns()
    if not is_own(actor):
        campaigns = campaigns.filter(council=actor.organisation_id)
    tasks = _tasks(actor)
    moments = _moments(actor)
    return [part for campaign in campaigns for part in _in(campaign, moments, tasks)]


def parts_in(campaign: "Campaign", actor: Actor) -> list[Part]:
    """Those of one campaign that the actor may read."""
    return _in(campaign, _moments(actor), _tasks(actor))


def get_part(actor: Actor, campaign_id: int, body_id: int) -> Part:
    """One part; NotFound if there is none or it is not the actor's to read."""
    campaign = all_campaigns().filter(pk=campaign_id).first()
    is_seen = campaign is not None and (is_own(actor) or campaign.council_id in actor.organisation_ids)
    found = parts_in(campaign, actor) if campaign is not None and is_seen else []
    part = next((part for part in found if part.body.id == body_id), None)
    if part is None:
        raise NotFound(NO_PART)
    return part


Moments = Mapping[int, Iterable[tuple[int, datetime]]]


def _moments(actor: Actor) -> Moments:
    """By body: council and start of each activity it was asked to or held."""
    asked = of_body(
        ever_asked(), "", actor, whose="organisation", council="activity__council"
    )  # fmt: skip
    hosted = of_body(
        hosts_of_held(), "", actor, whose="organisation", council="activity__council"
    )  # fmt: skip
    found: dict[int, set[tuple[int, datetime]]] = defaultdict(set)
    for rows in (asked, hosted):
        given: Any = rows.order_by().values_list("organisation_id", "activity__council_id", "activity__starts_at")
        for body, council, starts_at in given.distinct():
            found[body].add((council, starts_at))
    return found


def _tasks(actor: Actor) -> Mapping[int, set[int]]:
    """By campaign: the bodies that were given a task in it."""
    rows = of_body(tasks_given(), "", actor, whose="organisation", council="campaign__council")
    found: dict[int, set[int]] = defaultdict(set)
    for campaign, body in rows.order_by().values_list("campaign_id", "organisation_id").distinct():
        found[campaign].add(int(body or 0))
    return found


def _in(campaign: "Campaign", moments: Moments, tasks: Mapping[int, set[int]]) -> list[Part]:
    inside = councils_in(scope_of(campaign).get(REGION)) | {campaign.council_id}
    found = set(tasks.get(campaign.pk, ()))
    for body, its in moments.items():
        if any(
            council in inside and campaign.first_day <= local_day(starts_at) <= campaign.last_day
            for council, starts_at in its
        ):
            found.add(body)
    bodies = [body for body in org.all_bodies() if body.id in found]
    return [Part(campaign, body) for body in sorted(bodies, key=lambda body: (body.region_code, body.name))]
