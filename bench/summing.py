"""The summary of a province as the worker writes it: figures of both years, then page, DOCX and PDF."""

import time
from collections.abc import Iterator
from datetime import timedelta

from bench.rows import Row
from open315.campaigns.models import Campaign
from open315.core import clock
from open315.org.models import Account, Organisation
from open315.org.queries import actor_for
from open315.summaries.documents import campaign_summary
from open315.summaries.files import FORMS


def summaries(label: str) -> Iterator[Row]:
    """Seconds for each stage, once; the period is the last year, compared with the one before."""

    today = clock.today()
    council = Organisation.objects.filter(kind="council").order_by("id")[0]
    actor = actor_for(Account.objects.get(username="bench"), today)
    campaign, _ = Campaign.objects.get_or_create(
        council=council,
        year=today.year,
        defaults={
            "theme": "共築滿意消費",
            "first_day": today,
            "last_day": today,
            "stat_first": today - timedelta(days=364),
            "stat_last": today,
            "region_id": council.region_id,
            "created_at": clock.now(),
        },
    )
    begun = time.perf_counter()
    document = campaign_summary(campaign, actor)
    figures = time.perf_counter() - begun
    taken = {}
    for form, render in FORMS.items():
        start = time.perf_counter()
        render(document)
        taken[form] = time.perf_counter() - start
    stages = ", ".join(f"{form} {seconds:.1f}" for form, seconds in taken.items())
    total = figures + sum(taken.values())
    yield Row(
        f"summary of the province, {label}", f"{total:.1f} s (figures {figures:.1f}, {stages})", "–", "–", "≤ 5 s"
    )
