"""What every view of a plan asks: is it there for this reader, and may she draft."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from open315.campaigns.models import Campaign
from open315.core.access import Actor
from open315.core.errors import NotFound


def found(read: Callable[[Actor, int], Any], actor: Actor, pk: int) -> Any:
    """What `read` gives; 404 for what this actor may not see."""
    try:
        return read(actor, pk)
    except NotFound as error:
        raise Http404 from error


def may_draft(actor: Actor, campaign: Campaign) -> bool:
    """Whether the plan can be changed by this actor now."""
    return actor.may("campaigns:manage") and campaign.council_id == actor.organisation_id and campaign.closed_at is None
