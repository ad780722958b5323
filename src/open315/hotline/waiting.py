"""What of the hotline waits for somebody, for the first page: who is to be rung back, calls without a result, and what the roster asks."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown
from open315.hotline import queries
from open315.hotline.roster import queries as roster
from open315.hotline.roster.board import count_gaps
from open315.hotline.roster.drawing import clock as time_of
from open315.hotline.roster.drawing import week_url


def counted(actor: Actor) -> Iterator[Waits]:
    """Who should have been rung back by now, who is to be rung back at the lines that are the actor's first, and the calls of which nobody has said what became of them."""
    missed, at = reverse("hotline:missed"), clock.now()
    late = shown(queries.count_late(actor))
    rest = shown(roster.to_ring_back(actor, {"late": "rest", "offered": "1"}, at).count())
    yield Waits(_("Overdue to ring back"), late, f"{missed}?late=late", Harm.LATE, "hotline_late")
    yield Waits(_("Callers to ring back"), rest, f"{missed}?late=rest&offered=1", Harm.SAID, "hotline_missed")
    to_write = f"{reverse('hotline:list')}?show=open"
    yield Waits(_("Calls without a result"), shown(queries.count_open(actor)), to_write, Harm.UNDATED, "hotline")
    yield from _of_roster(actor, at)


def _of_roster(actor: Actor, at: datetime) -> Iterator[Waits]:
    """One's own duty, what is handed over to one, who asks one for a swap."""
    for each in roster.own_duty(actor, at)[:1]:
        address = reverse("hotline:duty", args=[each.key])
        yield Waits(_("You are on duty until"), time_of(each.span.ends_at), address, Harm.OWN, "hotline_duty")
    notes = len(roster.to_read(actor, at))
    mine = f"{reverse('hotline:hand_overs')}?mine=1"
    yield Waits(_("Hand-overs to read"), shown(notes), mine, Harm.STANDS_STILL, "hotline_hand_over")
    swaps = roster.swaps_for(actor, {"show": "open", "mine": "1"}).count()
    asked = f"{reverse('hotline:swaps')}?show=open&mine=1"
    yield Waits(_("Colleagues ask to swap a duty"), shown(swaps), asked, Harm.SAID, "hotline_swap")


def gaps(actor: Actor) -> Iterator[Waits]:
    """When nobody is on duty in the coming seven days."""
    today = local_day(clock.now())
    yield Waits(
        _("Gaps in the duty roster"), shown(count_gaps(actor, today)), week_url(today), Harm.SOON, "hotline_gaps"
    )


def hang_counter() -> None:
    """Let the first page count them."""
    count_waiting("hotline", "hotline:handle", counted)
    count_waiting("hotline_roster", "hotline:roster", gaps)
