"""The console's first page: the versions that a member of the committee is asked to read."""

from collections.abc import Mapping
from typing import Any

from open315.campaigns.commenting import queries
from open315.core.access import Actor
from open315.core.ui.dashboard import add_panel


def _sent(actor: Actor) -> Mapping[str, Any]:
    return {"versions": queries.sent_to(actor)}


def hang_panels() -> None:
    """Hang the panel; members of a committee see it."""
    add_panel("campaigns.sent", "campaigns:comment", "campaigns/commenting/panel.html", _sent, order=13)
