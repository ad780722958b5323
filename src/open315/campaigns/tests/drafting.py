"""A small plan for tests: two sections, three measures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from open315.campaigns import services as campaigns
from open315.campaigns.models import Campaign, Measure, PlanSection
from open315.campaigns.plan import services
from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft
from open315.campaigns.tests.making import plan

SEMINAR = MeasureDraft(
    "年主題座談會",
    responsible="祕書處",
    first_day=date(2026, 3, 10),
    last_day=date(2026, 3, 11),
    venue="禮堂",
    budget_cents=1_200_000,
    output="80家企業",
    text="解讀年主題",
)
ASKED = RequirementDraft("擴大宣傳效果", "常委會第三次會議", date(2026, 5, 1))


@dataclass(frozen=True)
class Made:
    """The rows of the plan."""

    campaign: Campaign
    leading: PlanSection
    forms: PlanSection
    seminar: Measure
    stalls: Measure
    contest: Measure


def made(cast: Any) -> Made:
    """The province's plan of 2026: 1 (1.1 a group), 2 (2.1 seminar, 2.2 stalls, …)."""
    actor, at = cast.actor("secretariat"), cast.at
    campaign = campaigns.open_campaign(plan(idea="為民", goals="人人知曉", budget_cents=5_000_000), actor=actor, at=at)
    leading = services.add_section(campaign.pk, SectionDraft("組織領導", "成立組委會"), actor=actor, at=at)
    forms = services.add_section(campaign.pk, SectionDraft("活動形式"), actor=actor, at=at)
    seminar = services.add_measure(forms.pk, SEMINAR, actor=actor, at=at)
    stalls = services.add_measure(forms.pk, MeasureDraft("現場諮詢"), actor=actor, at=at)
    contest = services.add_measure(forms.pk, MeasureDraft("知識競賽", budget_cents=300_000), actor=actor, at=at)
    return Made(campaign, leading, forms, seminar, stalls, contest)
