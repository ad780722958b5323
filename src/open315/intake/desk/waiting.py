"""A call that somebody began to register and did not, for the first page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.access import Actor
from open315.core.pages.drafts.services import is_kept
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown

DESK = "desk"
"""The name under which the desk's form keeps its draft."""


def counted(actor: Actor) -> Iterator[Waits]:
    """One's own draft at the desk."""
    found = is_kept(f"account:{actor.account_id}", DESK, at=clock.now())
    yield Waits(_("A call begun and not registered"), shown(int(found)), reverse("desk:desk"), Harm.OWN, "draft")


def hang_counter() -> None:
    """Let the first page say so."""
    count_waiting("desk", "cases:register", counted)
