"""The tasks of one's own body whose day is over, for the first page."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from open315.campaigns.allocation import queries
from open315.campaigns.types import TaskState
from open315.core.access import Actor
from open315.core.clock import today
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown

MOST = 99


def counted(actor: Actor) -> Iterator[Waits]:
    """Open, given to the reader's body, and over."""
    yesterday = today() - timedelta(days=1)
    asked = {"only": "mine", "state": TaskState.OPEN.value, "last": yesterday.isoformat()}
    found = queries.listed(actor, {**asked, "last": yesterday}).order_by().values("pk")[: MOST + 1].count()
    url = f"{reverse('campaigns:tasks')}?{urlencode(asked)}"
    yield Waits(_("Tasks of a campaign past their day"), shown(found, MOST), url, Harm.STANDS_STILL, "tasks")


def hang_counter() -> None:
    """Let the first page count them."""
    count_waiting("tasks", "campaigns:tasks", counted)
