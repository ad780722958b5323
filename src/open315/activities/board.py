"""What this room enters in the board of a campaign: activities, silent councils, requirements that nothing meets."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from open315.activities import coverage, queries
from open315.activities.doubles import queries as doubles
from open315.activities.doubles.drawing import why_words
from open315.activities.matrix.queries import units_below
from open315.activities.types import State
from open315.campaigns.board.registry import WEEK, Item, PartOf, contribute, contribute_figures
from open315.campaigns.plan import queries as plans
from open315.core import clock
from open315.core.access import Actor
from open315.core.facts import Period
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named


def of_this_week(actor: Actor, _campaign: Any, today: date) -> Iterator[Item]:
    """Activities that begin in these days and were not cancelled."""
    rows = queries.started_in(queries.visible_to(actor), Period(today, today + WEEK)).exclude(state=State.CANCELLED)
    for each in rows.select_related("council").order_by("starts_at", "pk"):
        address = reverse("activities:detail", args=[each.pk])
        yield Item(str(each.title_in), address, clock.local_day(each.starts_at), named(each.council))


def unreported(actor: Actor, campaign: Any, _today: date) -> Iterator[Item]:
    """Planned ones of the campaign's days that have ended: nobody said whether they were held."""
    span = Period(campaign.first_day, campaign.last_day)
    rows = queries.started_in(queries.visible_to(actor), span).filter(state=State.PLANNED, ends_at__lt=clock.now())
    for each in rows.select_related("council").order_by("starts_at", "pk"):
        address = reverse("activities:detail", args=[each.pk])
        words = _("Was it held? %(title)s") % {"title": each.title_in}
        yield Item(words, address, clock.local_day(each.ends_at), named(each.council))


def silent(actor: Actor, campaign: Any, _today: date) -> list[Item] | None:
    """Councils directly below that have planned or held nothing in the days of the campaign, nor has any below them. None where there is no council below."""
    units = units_below(campaign.council_id)
    if not units:
        return None
    span = Period(campaign.first_day, campaign.last_day)
    rows = queries.started_in(queries.visible_to(actor), span).exclude(state=State.CANCELLED)
    paths = list(rows.order_by().values_list("council__path", flat=True).distinct())
    address = reverse("activities:matrix", args=[campaign.pk])
    quiet = [unit for unit in units if not any(path.startswith(unit.path) for path in paths)]
    return [Item(named(unit), f"{address}?unit={unit.id}") for unit in quiet]


def unmet(actor: Actor, campaign: Any, _today: date) -> list[Item] | None:
    """Requirements for which nothing was held. None where nothing is required."""
    lines = coverage.requirements_of(actor, plans.draft_of(campaign))
    if not lines:
        return None
    return [
        Item(f"{line.number} {text(line.words)}", line.href, whom=_("planned") if line.planned else "")
        for line in lines
        if not line.held
    ]


def entered_twice(actor: Actor, campaign: Any, _today: date) -> list[Item] | None:
    """Pairs of activities of the campaign's days that may be one, and of which nobody has decided. None where there are none."""
    wanted = {"state": "open", "first": campaign.first_day, "last": campaign.last_day}
    found = [
        Item(
            str(pair.first.title_in),
            reverse("activities:double", args=[pair.pk]),
            clock.local_day(pair.first.starts_at),
            why_words(pair),
        )
        for pair in doubles.listed(actor, wanted).order_by("first__starts_at", "pk")
    ]
    return found or None


def enter() -> None:
    """Enter them."""
    contribute(PartOf.WEEK, "activities", "activities:read", of_this_week)
    contribute(PartOf.LATE, "activities", "activities:read", unreported)
    contribute(PartOf.SILENT, "activities", "activities:read", silent)
    contribute(PartOf.UNMET, "activities", "activities:read", unmet)
    contribute(PartOf.TWICE, "activities", "activities:read", entered_twice)
    contribute_figures("activities.held", "activities.leaders", "activities.partners_came")
