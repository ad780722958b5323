"""The campaigns whose plan can be taken over."""

from django.db.models import Count, QuerySet

from open315.campaigns.models import Campaign
from open315.campaigns.plan.queries import own_campaigns
from open315.core.access import Actor


def sources_for(actor: Actor, campaign: Campaign) -> QuerySet[Campaign]:
    """Earlier campaigns of the acting council that have a plan, the latest first, with the numbers of their sections, measures and bodies."""
    rows = own_campaigns(actor).filter(year__lt=campaign.year, sections__isnull=False)
    return rows.annotate(
        n_sections=Count("sections", distinct=True),
        n_measures=Count("sections__measures", distinct=True),
        n_committees=Count("committees", distinct=True),
    ).order_by("-year")
