"""What a folder is about: the campaigns of one year, of a council and of those below it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns import queries
from open315.campaigns.models import Campaign
from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet
from open315.org import queries as org

FOLDER = "campaign"
NOON = timedelta(hours=12)
TO_COME = _("This day is still to come.")
COUNCIL = Column("council", _("Council"), needed=True)


def sheet(name: str, label: Any, place: int, columns: tuple[Column, ...], bring: Any, give: Any) -> FolderSheet:
    """A sheet whose rows are of one council's campaign."""
    return FolderSheet(FOLDER, name, label, place, (COUNCIL, *columns), bring, give, permission="campaigns:manage")


def campaigns_of(actor: Actor, campaign_id: int) -> list[Campaign]:
    """The campaign itself, then those of the same year of the councils below, from the top down."""
    top = queries.get_campaign(actor, campaign_id)
    below = org.subtree_ids(org.get_organisation(top.council_id))
    rows = queries.visible_to(actor).filter(year=top.year, council__in=below)
    return list(rows.order_by("council__path", "pk"))


def acting_in(bringing: Bringing, values: Any) -> Actor:
    """Who acts for the council of a row."""
    return org.acting_for(bringing.actor, values["council"], field="council")


def campaign_in(bringing: Bringing, values: Any) -> Campaign:
    """The campaign of the council of a row, which stood in the sheet of campaigns."""
    found: Campaign = bringing.find("campaign", values["council"], column="council")
    return found


def actors_of(actor: Actor, campaigns: list[Campaign]) -> Iterator[tuple[Campaign, Actor]]:
    """Each campaign with who acts for its council: a plan is read by those of its own council."""
    for campaign in campaigns:
        yield campaign, org.acting_for(actor, campaign.council.name, field="council")


def at_noon(day: date | None, bringing: Bringing, *, column: str) -> datetime:
    """The moment at which something is said to have been done: noon of its day in China, or now where no day is told. InvalidInput for a day to come."""
    if day is None:
        return bringing.at
    if day > local_day(bringing.at):
        raise InvalidInput(TO_COME, field=column)
    return min(midnight(day) + NOON, bringing.at)
