"""The activities in columns by where they stand: what is ahead, what somebody has to say something of, what was held, what was called off."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.activities.details import span
from open315.activities.listing import PLAN
from open315.activities.models import Activity
from open315.activities.queries import in_state
from open315.core import clock
from open315.core.access import Actor
from open315.core.pages.boards import Board, Card, Lane
from open315.core.pages.declared import Empty
from open315.core.ui.templatetags.ui import named

PLANNED, HELD, CANCELLED = Activity.State.PLANNED, Activity.State.HELD, Activity.State.CANCELLED


def _lanes(actor: Actor) -> Iterator[Lane[Activity]]:
    today = clock.today()
    yesterday = today - timedelta(days=1)
    every = reverse("activities:list")
    planned = f"{every}?state={PLANNED.value}"
    ahead, waiting = in_state(actor, PLANNED, first=today), in_state(actor, PLANNED, last=yesterday)
    yield Lane("ahead", _("Ahead"), ahead, f"{planned}&first={today}&sort=starts_at", "info")
    yield Lane("waiting", _("Was it held?"), waiting, f"{planned}&last={yesterday}&sort=starts_at", "warn")
    for state, tone in ((HELD, "good"), (CANCELLED, "neutral")):
        rows = in_state(actor, state).order_by("-starts_at", "-pk")
        yield Lane(state.value, state.label, rows, f"{every}?state={state.value}", tone)


def _card(activity: Activity) -> Card:
    return Card(
        activity.title_in,
        reverse("activities:detail", args=[activity.pk]),
        (span(activity), f"{named(activity.region)} · {named(activity.council)}"),
    )


BOARD: Board[Activity] = Board(
    name="activities.board",
    url_name="activities:board",
    section="activities",
    permission="activities:read",
    title=_("Activities by state"),
    lead=_("What is ahead comes first by its day; of what is over, nobody has said yet whether it was held."),
    back=lambda: (_("Activities"), reverse("activities:list")),
    lanes=_lanes,
    card=_card,
    empty=Empty(
        _("No activity yet"),
        _("Plan the first one: it stands here as soon as it is planned."),
        art="inbox",
        action=PLAN,
    ),
)
