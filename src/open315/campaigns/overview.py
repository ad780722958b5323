"""What the page of a campaign says about its complaints: a handful of facts, each opening its rows."""

from typing import Any

from open315.campaigns.models import Campaign
from open315.core import clock
from open315.core.access import Actor
from open315.core.chapters.registry import CAMPAIGN_DAYS, FIGURES
from open315.core.facts import Fact, Period, Scope, compute, one_reading, spec_of
from open315.core.facts.address import rows_path
from open315.core.facts.wording import number_and_unit
from open315.org.facts import scope_of_region

HEADLINE = (
    "cases.received",
    "cases.accepted",
    "cases.solved",
    "cases.solution_rate",
    "cases.recovered_cents",
    "cases.on_time_acceptance",
)


def period_of(campaign: Campaign) -> Period:
    """The period of the campaign's figures. What became of the complaints counts up to its closing, or up to today."""
    until = clock.local_day(campaign.closed_at) if campaign.closed_at else clock.today()
    return Period(campaign.stat_first, campaign.stat_last, until)


def spans_of(campaign: Campaign) -> dict[str, Period]:
    """The days of a document about the campaign: those its figures cover, and its own."""
    return {FIGURES: period_of(campaign), CAMPAIGN_DAYS: Period(campaign.first_day, campaign.last_day)}


def scope_of(campaign: Campaign) -> Scope:
    """The region of the campaign."""
    return scope_of_region(campaign.region_id)


def headline(campaign: Campaign, actor: Actor) -> list[dict[str, Any]]:
    """Label, value, unit and address of the figures at the top of the page."""
    with one_reading(many=False):
        found = [compute(key, period_of(campaign), scope_of(campaign), actor) for key in HEADLINE]
    return [_stat(fact) for fact in found if isinstance(fact, Fact)]


def _stat(fact: Fact) -> dict[str, Any]:
    value, unit = number_and_unit(fact)
    return {"label": spec_of(fact.key).label, "value": value, "unit": unit, "href": rows_path(fact)}
