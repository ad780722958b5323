"""A council opens, changes and closes its campaign of the year."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.campaigns import queries, services
from open315.campaigns.models import Campaign
from open315.campaigns.rules import faults
from open315.campaigns.types import CampaignPlan
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent

PLAN = CampaignPlan(
    year=2026,
    theme="提振消費信心",
    theme_en="Confidence in consumption",
    first_day=date(2026, 3, 1),
    last_day=date(2026, 3, 15),
    stat_first=date(2025, 1, 1),
    stat_last=date(2025, 12, 31),
    region_code="420000",
)


@pytest.fixture
def opened(cast: Any) -> Campaign:
    return services.open_campaign(PLAN, actor=cast.actor("secretariat"), at=cast.at)


def test_opening_writes_the_plan_the_audit_entry_and_the_event(cast: Any, opened: Campaign) -> None:
    assert opened.council == cast.bodies["province"]
    assert AuditEntry.objects.get(event="campaigns.opened").object_id == str(opened.pk)
    assert OutboxEvent.objects.get(name="campaigns.opened").payload["campaign_id"] == opened.pk


def test_a_council_has_one_campaign_a_year(cast: Any, opened: Campaign) -> None:
    with pytest.raises(InvalidInput) as refusal:
        services.open_campaign(PLAN, actor=cast.actor("secretariat"), at=cast.at)
    assert refusal.value.field == "year"
    later = replace(PLAN, year=2027, first_day=date(2027, 3, 1), last_day=date(2027, 3, 15))
    assert services.open_campaign(later, actor=cast.actor("secretariat"), at=cast.at).pk != opened.pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"last_day": date(2026, 2, 1)}, "last_day"),
        ({"stat_first": date(2026, 1, 1)}, "stat_last"),
        ({"theme": "  "}, "theme"),
        ({"year": 1982}, "year"),
        ({"year": 2027}, "first_day"),
        ({"region_code": "430000"}, "region"),
    ],
)
def test_an_unsound_plan_is_refused_at_its_field(cast: Any, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        services.open_campaign(replace(PLAN, **wrong), actor=cast.actor("secretariat"), at=cast.at)
    assert refusal.value.field == field
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    "who", ["clerk", "officer", "supervisor", "analyst", "administrator", "market_liaison", "nobody"]
)
def test_only_those_who_manage_campaigns_open_one(cast: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        services.open_campaign(PLAN, actor=cast.actor(who), at=cast.at)


def test_an_update_records_what_changed(cast: Any, opened: Campaign) -> None:
    plan = replace(PLAN, theme="共築滿意消費")
    changed = services.update_campaign(opened.pk, plan, actor=cast.actor("secretariat"), at=cast.at, version=1)
    assert (changed.theme, changed.version) == ("共築滿意消費", 2)
    data = AuditEntry.objects.get(event="campaigns.updated").data
    assert data["changed"] == {"theme": ["提振消費信心", "共築滿意消費"]}


def test_a_stale_form_is_told_so(cast: Any, opened: Campaign) -> None:
    actor = cast.actor("secretariat")
    services.update_campaign(opened.pk, replace(PLAN, note="一"), actor=actor, at=cast.at, version=1)
    with pytest.raises(Conflict):
        services.update_campaign(opened.pk, replace(PLAN, note="二"), actor=actor, at=cast.at, version=1)
    assert Campaign.objects.get().note == "一"


def test_a_closed_campaign_stays_as_it_is(cast: Any, opened: Campaign) -> None:
    actor = cast.actor("secretariat")
    services.close_campaign(opened.pk, actor=actor, at=cast.at)
    with pytest.raises(Conflict):
        services.update_campaign(opened.pk, PLAN, actor=actor, at=cast.at)
    with pytest.raises(Conflict):
        services.close_campaign(opened.pk, actor=actor, at=cast.at)


def test_a_campaign_is_seen_by_its_council_and_not_by_others(cast: Any, opened: Campaign) -> None:
    assert queries.get_campaign(cast.actor("analyst"), opened.pk) == opened
    for who in ("supervisor", "market_liaison", "huangshi_officer", "nobody"):
        with pytest.raises(NotFound):
            queries.get_campaign(cast.actor(who), opened.pk)


@given(
    st.dates(),
    st.dates(),
    st.dates(),
    st.dates(),
    st.integers(1900, 2100),
    st.sampled_from(["420000", "420100", "430000"]),
)
def test_a_plan_without_faults_is_in_order(a: date, b: date, c: date, d: date, year: int, region: str) -> None:
    plan = CampaignPlan(year, "主題", "", a, b, c, d, region)
    found = dict(faults(plan, today=date(2026, 5, 12), council_region="420000"))
    assert bool(found) == (
        not (a <= b and c <= d and a.year == year and 1983 <= year <= 2028 and region.startswith("42"))
    )
