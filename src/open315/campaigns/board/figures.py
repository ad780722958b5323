"""The figures of a campaign so far, each against the same days of the year before where both are kept (ADR 0096)."""

from typing import Any

from django.utils.translation import gettext as _

from open315.campaigns.board.registry import figures_entered
from open315.campaigns.models import Campaign
from open315.core.access import Actor
from open315.core.facts import Fact, Period, compute, one_reading, spec_of
from open315.core.facts.address import rows_path
from open315.core.facts.comparison import comparison_of
from open315.core.facts.wording import number_and_unit, value_words
from open315.org.facts import scope_of_region


def so_far(campaign: Campaign, actor: Actor) -> list[dict[str, Any]]:
    """Label, value, unit, address, and what it was a year before, or why that is not told."""
    period = Period(campaign.first_day, campaign.last_day)
    with one_reading(many=False):
        return [said for key in figures_entered() if (said := _stat(key, period, campaign, actor)) is not None]


def _stat(key: str, period: Period, campaign: Campaign, actor: Actor) -> dict[str, Any] | None:
    scope = scope_of_region(campaign.council.region_id)
    fact = compute(key, period, scope, actor)
    if not isinstance(fact, Fact):
        return None
    value, unit = number_and_unit(fact)
    note = _before(key, period, campaign, actor)
    return {"label": spec_of(key).label, "value": value, "unit": unit, "href": rows_path(fact), "note": note}


def _before(key: str, period: Period, campaign: Campaign, actor: Actor) -> str:
    scope = scope_of_region(campaign.council.region_id)
    compared = comparison_of(key, period, scope, actor)
    if compared.withheld:
        return str(compared.withheld)
    fact = compute(key, compared.before, scope, actor)
    words = value_words(fact) if isinstance(fact, Fact) and fact.value else ""
    return _("a year before: %(value)s") % {"value": words} if words else _("Nothing is known of the year before.")
