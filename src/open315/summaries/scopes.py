"""What the figures of a document are narrowed to."""

from typing import TYPE_CHECKING

from open315.campaigns.overview import scope_of
from open315.core.facts import Scope
from open315.parts.facts.dimension import scope_of_part

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign


def scope_for(campaign: "Campaign", about_id: int | None) -> Scope:
    """What the figures of a document are narrowed to: the region of the campaign, and the body whose part it tells."""
    return scope_of(campaign) if about_id is None else scope_of_part(campaign.region_id, about_id)
