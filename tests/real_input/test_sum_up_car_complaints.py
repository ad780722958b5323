"""The same complaints carried on: routed, some of them handled, summed up — and the summary opens exactly those rows."""

import csv
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from open315.campaigns import services as campaigns
from open315.campaigns.types import CampaignPlan
from open315.cases import services
from open315.cases.models import Case
from open315.core.documents.tree import Evidence
from open315.core.documents.walk import figures_of
from open315.summaries.documents import campaign_summary
from tests.real_input.test_import_car_complaints import AT, ROWS, content, run_import

__all__ = ["content"]
pytestmark = [pytest.mark.shared_data, pytest.mark.django_db, pytest.mark.long]
HANDLED = 40
RECOVERED = 12_300_00


def handle(case: Case, cast: Any, begun: datetime) -> None:
    """Accept and settle one case."""
    officer = cast.actor("officer")
    services.accept_case(case.pk, foreclosure_told=True, actor=officer, at=begun)
    services.close_case(
        case.pk,
        result="mediated",
        recovered_cents=RECOVERED,
        note="已換件",
        actor=officer,
        at=begun + timedelta(days=9),
    )


def test_the_summary_states_every_complaint_and_opens_exactly_those_rows(
    cast: Any, content: bytes, client: Client
) -> None:
    run_import(cast, content, state="")
    everyone = set(Case.objects.values_list("number", flat=True))
    # The sheet names the makers and where the consumer is: where a maker sits is asked for, never guessed.
    assert set(Case.objects.values_list("competent_id", flat=True)) == {None}
    for case in Case.objects.order_by("pk")[:HANDLED]:
        handle(case, cast, case.received_at + timedelta(days=1))
    secretariat = cast.actor("secretariat")
    plan = CampaignPlan(
        year=2021, theme="守護安全 暢通消費", first_day=date(2021, 3, 1), last_day=date(2021, 3, 31),
        stat_first=date(2020, 1, 1), stat_last=date(2020, 12, 31), region_code="420000",
    )  # fmt: skip
    campaign = campaigns.open_campaign(plan, actor=secretariat, at=AT)
    found: dict[str, Evidence] = {}
    for figure in figures_of(campaign_summary(campaign, secretariat)):
        # The first mention is this period's; later ones compare with the year before.
        found.setdefault(figure.evidence.key, figure.evidence)

    assert found["cases.received"].value == f"{ROWS:,}" == "2,434"
    assert opened(found["cases.received"], client, cast) == everyone
    assert found["cases.solved"].value == str(HANDLED)
    assert len(opened(found["cases.solved"], client, cast)) == HANDLED


def opened(evidence: Evidence, client: Client, cast: Any) -> set[str]:
    """The case numbers that the figure's link gives as a file, every one of them."""
    client.force_login(cast.accounts["secretariat"])
    answer = client.get(evidence.href.replace("/rows/", "/rows.csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return {line[0] for line in csv.reader(StringIO(text)) if line and line[0].startswith("武消")}
