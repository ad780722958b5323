"""The secretariat's first page: papers under which the council's own plan is still to be filed."""

from collections.abc import Mapping
from typing import Any

from open315.campaigns.filing import queries
from open315.core.access import Actor
from open315.core.ui.dashboard import add_panel


def _to_file(actor: Actor) -> Mapping[str, Any]:
    return {"deliveries": queries.to_file(actor)}


def hang_panels() -> None:
    """Hang the panel."""
    add_panel("campaigns.own_plans", "campaigns:manage", "campaigns/filing/to_file.html", _to_file, order=26)
