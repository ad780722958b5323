"""The activities of a folder with their numbers there, and who acts for each."""

from collections.abc import Iterator, Mapping

from django.db.models import Q

from open315.activities import queries
from open315.activities.models import Activity
from open315.campaigns.folder.subject import campaigns_of
from open315.core.access import Actor
from open315.core.facts import Period
from open315.core.folders import Bringing
from open315.core.folders.sheets import Values
from open315.org import queries as org


def numbered(actor: Actor, campaign_id: int) -> Iterator[tuple[str, Activity]]:
    """The activities in the days of the campaign, and those linked to its plans, by their start; each with its number."""
    campaigns = campaigns_of(actor, campaign_id)
    seen, top = queries.visible_to(actor), campaigns[0]
    linked = Q(measure__section__campaign__in=campaigns) | Q(requirements__campaign__in=campaigns)
    within = queries.started_in(seen, Period(top.first_day, top.last_day)).values("pk")
    wanted = Q(pk__in=within) | Q(pk__in=Activity.objects.filter(linked).values("pk"))
    below = org.subtree_ids(org.get_organisation(top.council_id))
    rows = seen.filter(wanted, council__in=below).select_related("council", "measure__section__campaign__council")
    rows = rows.prefetch_related("hosts", "requirements__campaign__council").order_by("starts_at", "pk")
    yield from ((str(number), each) for number, each in enumerate(rows, 1))


def numbers(actor: Actor, campaign_id: int) -> Mapping[int, str]:
    """The number of each by its key."""
    return {each.pk: number for number, each in numbered(actor, campaign_id)}


def activity_in(bringing: Bringing, values: Values) -> tuple[Activity, Actor]:
    """The activity of which a row speaks by its number in the folder, and who acts for its council."""
    found: Activity = bringing.find("activity", values["activity"], column="activity")
    return found, org.acting_for(bringing.actor, found.council.name, field="activity")
