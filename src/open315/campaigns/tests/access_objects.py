"""The object of the campaign room for the access matrix."""

from datetime import date

from conftest import Cast
from open315.campaigns import services
from open315.campaigns.types import CampaignPlan
from open315.core.names import Names
from tests.access.thing import Thing


def _campaign(cast: Cast) -> int:
    """The province's campaign of the year."""
    plan = CampaignPlan(
        year=2026,
        theme="提振消費信心",
        theme_in=Names(en="Confidence"),
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
        stat_first=date(2026, 1, 1),
        stat_last=date(2026, 3, 31),
        region_code="420000",
    )
    return services.open_campaign(plan, actor=cast.actor("secretariat"), at=cast.at).pk


OBJECTS = {"campaign": Thing(_campaign)}
