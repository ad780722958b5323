"""A plan for tests: small, sound, the same every time."""

from dataclasses import replace
from datetime import date
from typing import Any

from open315.campaigns.types import CampaignPlan
from open315.core.names import Names

PLAN = CampaignPlan(
    year=2026,
    theme="提振消費信心",
    first_day=date(2026, 3, 1),
    last_day=date(2026, 3, 15),
    stat_first=date(2025, 1, 1),
    stat_last=date(2025, 12, 31),
    region_code="420000",
    theme_in=Names(en="Confidence in consumption"),
)


def plan(**changes: Any) -> CampaignPlan:
    """The plan of the province for 2026, changed."""
    return replace(PLAN, **changes)


def plan_of(year: int, **changes: Any) -> CampaignPlan:
    """The plan for another year."""
    return plan(year=year, first_day=date(year, 3, 1), last_day=date(year, 3, 15), **changes)
