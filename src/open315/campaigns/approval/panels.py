"""The console's first page: what a member of the committee is asked to sign."""

from collections.abc import Mapping
from typing import Any

from open315.campaigns.approval import queries
from open315.core.access import Actor
from open315.core.ui.dashboard import add_panel


def _waiting(actor: Actor) -> Mapping[str, Any]:
    return {"ballots": queries.waiting_for(actor)}


def hang_panels() -> None:
    """Hang the panel; members of a committee see it."""
    add_panel("campaigns.ballots", "campaigns:vote", "campaigns/approval/panel.html", _waiting, order=12)
