"""The returns whose day is over, for the first page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown
from open315.returns import queries

MOST = 99


def counted(actor: Actor) -> Iterator[Waits]:
    """One's own, and those of the bodies below whose returns one collects."""
    asked = {"state": queries.LATE}
    found = queries.listed(actor, asked).order_by().values("pk")[: MOST + 1].count()
    url = f"{reverse('returns:list')}?{urlencode(asked)}"
    yield Waits(_("Returns past their day"), shown(found, MOST), url, Harm.STANDS_STILL, "returns")


def hang_counter() -> None:
    """Let the first page count them."""
    count_waiting("returns", "returns:fill", counted)
