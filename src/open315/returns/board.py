"""What this room enters in the board of a campaign: returns that are late, and with whom."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from open315.campaigns.board.registry import Item, PartOf, contribute
from open315.core.access import Actor
from open315.core.ui.templatetags.ui import named
from open315.returns import queries


def late(actor: Actor, campaign: Any, today: date) -> Iterator[Item]:
    """Returns to calls of this campaign that are not signed though their day is over."""
    rows = queries.listed(actor, {"state": queries.LATE}).filter(call__campaign=campaign, due_on__lt=today)
    for row in rows.order_by("council__path", "pk"):
        yield Item(_("Has sent no return"), reverse("returns:detail", args=[row.pk]), row.due_on, named(row.council))


def enter() -> None:
    """Enter them."""
    contribute(PartOf.LATE, "returns", "returns:read", late)
