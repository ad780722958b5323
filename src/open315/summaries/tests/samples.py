"""A province's campaign with complaints to sum up, and the people who look at its summary."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from open315.campaigns.models import Campaign
from open315.cases.tests.samples import Sampler
from tests.covering import keep_records

TODAY = date(2026, 5, 12)


def sample_campaign(cast: Any, complaints: int) -> Campaign:
    """A campaign of 2026 that sums up 2025; the complaints are of 2024 and 2025."""
    sampler = Sampler([cast.bodies["province"], cast.bodies["wuhan"]], cast.bodies["market"], today=TODAY)
    sampler.make(complaints, date(2024, 1, 1), date(2025, 12, 31))
    sampler.save()
    keep_records(cast)
    return Campaign.objects.create(
        council=cast.bodies["province"], year=2026, theme="提振消費信心", first_day=date(2026, 3, 1), last_day=date(2026, 3, 15),
        stat_first=date(2025, 1, 1), stat_last=date(2025, 12, 31), region_id="420000", created_at=datetime(2026, 2, 1, tzinfo=UTC),
    )  # fmt: skip


def signed_in(cast: Any, who: str, language: str = "zh-hant") -> Client:
    """A browser of the cast's person `who`."""
    client = Client(headers={"accept-language": language})
    client.force_login(cast.accounts[who])
    return client
