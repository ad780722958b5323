"""Reads of campaigns."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign
from open315.core.access import Actor
from open315.core.errors import NotFound


def visible_to(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns of the acting council and of those below it."""
    if not actor.may("campaigns:read"):
        return Campaign.objects.none()
    rows = Campaign.objects.select_related("council", "region").order_by("-year", "council__path")
    return rows.filter(council__in=actor.organisation_ids)


def all_campaigns() -> QuerySet[Campaign]:
    """Those of every council, whoever looks, the latest first: for a room that shows of them one body's part."""
    return Campaign.objects.select_related("council", "region").order_by("-year", "council__path", "pk")


def get_campaign(actor: Actor, campaign_id: int) -> Campaign:
    """One campaign; NotFound if there is none or it is another body's."""
    found = visible_to(actor).filter(pk=campaign_id).first()
    if found is None:
        raise NotFound(_("There is no such campaign."))
    return found
