"""What of the hotline waits for somebody, for the first page: who is to be rung back, and calls without a result."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown
from open315.hotline import queries


def counted(actor: Actor) -> Iterator[Waits]:
    """Who should have been rung back by now, who is to be rung back, and the calls of which nobody has said what became of them."""
    missed = reverse("hotline:missed")
    late, rest = shown(queries.count_late(actor)), shown(queries.count_to_ring_back(actor))
    yield Waits(_("Overdue to ring back"), late, f"{missed}?late=late", Harm.LATE, "hotline_late")
    yield Waits(_("Callers to ring back"), rest, f"{missed}?late=rest", Harm.SAID, "hotline_missed")
    to_write = f"{reverse('hotline:list')}?show=open"
    yield Waits(_("Calls without a result"), shown(queries.count_open(actor)), to_write, Harm.UNDATED, "hotline")


def hang_counter() -> None:
    """Let the first page count them."""
    count_waiting("hotline", "hotline:handle", counted)
