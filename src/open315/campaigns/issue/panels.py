"""The console's first page: what a body is asked to confirm, and what was delivered to a council."""

from collections.abc import Mapping
from typing import Any

from open315.campaigns.issue import queries
from open315.core.access import Actor
from open315.core.ui.dashboard import add_panel

FOLDER = "campaigns/issue/"


def _asked(actor: Actor) -> Mapping[str, Any]:
    return {"partners": queries.waiting_for(actor)}


def _delivered(actor: Actor) -> Mapping[str, Any]:
    return {"deliveries": queries.unacknowledged_by(actor)}


def hang_panels() -> None:
    """Hang the panels; each person sees that of her work."""
    add_panel("campaigns.asked", "campaigns:confirm", f"{FOLDER}asked.html", _asked, order=25)
    add_panel("campaigns.delivered", "campaigns:acknowledge", f"{FOLDER}delivered.html", _delivered, order=25)
