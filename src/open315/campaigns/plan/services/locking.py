"""What every verb of a plan does first: lock the campaign, so that places, numbers and versions are given one after the other."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign
from open315.core.access import Actor
from open315.core.errors import Conflict, NotFound
from open315.core.verbs import YES, Decision, NoFace
from open315.core.verbs.declaration import Also
from open315.core.verbs.who import holders

Row = TypeVar("Row", bound=Model)
MANAGERS = holders(_("You may not draft plans."))
OWN_PAGE = NoFace("The pages of the plan have a form or a button for it.")
CLOSED = _("This campaign is closed: its plan cannot be changed any more.")
GONE = _("This does not exist any more: somebody may have taken it out of the plan.")


def locked_campaign(actor: Actor, campaign_id: int) -> Campaign:
    """The campaign of the acting council itself, locked. NotFound for another's."""
    rows = Campaign.objects.select_for_update().filter(council_id=actor.organisation_id)
    campaign = rows.filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound(_("There is no such campaign."))
    return campaign


def open_campaign_of(actor: Actor, campaign_id: int, closed: Any = CLOSED) -> Campaign:
    """The same, to add something to. Conflict, in these words, if it is closed."""
    campaign = locked_campaign(actor, campaign_id)
    if campaign.closed_at is not None:
        raise Conflict(closed)
    return campaign


def locking(model: type[Row], path: str) -> Callable[[Actor, Any], Row]:
    """How one row of a plan is locked: after its campaign, which `path` leads to."""

    def lock(actor: Actor, key: Any) -> Row:
        rows = model._default_manager.filter(pk=key, **{f"{path}__council_id": actor.organisation_id})
        campaign_id = rows.values_list(f"{path}_id", flat=True).first()
        if campaign_id is None:
            raise NotFound(GONE)
        locked_campaign(actor, campaign_id)
        row = rows.select_related(path).first()
        if row is None:
            raise NotFound(GONE)
        return row

    return lock


def while_open(campaign_of: Callable[[Any], Campaign], closed: Any = CLOSED) -> Also:
    """A plan is changed until its campaign is closed; then it is refused in these words."""

    def also(_actor: Actor, row: Any) -> Decision:
        return YES if campaign_of(row).closed_at is None else Decision(False, closed, by_state=True)

    return also
