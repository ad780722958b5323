"""What a plan must satisfy; pure."""

from collections.abc import Iterator
from datetime import date

from open315.campaigns.types import CampaignPlan
from open315.core.regions import covers

FIRST_YEAR = 1983
"""World Consumer Rights Day was first observed on 15 March 1983."""


def faults(plan: CampaignPlan, *, today: date, council_region: str) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with the plan; nothing for a sound one."""
    if not FIRST_YEAR <= plan.year <= today.year + 2:
        yield "year", "year_out_of_range"
    if not plan.theme.strip():
        yield "theme", "theme_missing"
    if plan.first_day > plan.last_day:
        yield "last_day", "days_reversed"
    elif plan.first_day.year != plan.year:
        yield "first_day", "days_of_another_year"
    if plan.stat_first > plan.stat_last:
        yield "stat_last", "period_reversed"
    if not covers(council_region, plan.region_code):
        yield "region", "region_outside"


def is_said_in_person(answer: str, *, is_on_paper: bool) -> bool:
    """Whether the one who was asked answered here: then nobody else says otherwise. What the secretariat noted from paper it may correct."""
    return bool(answer) and not is_on_paper
