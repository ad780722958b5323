"""The campaigns of the demo that go on: this year's, and in autumn the next year's; themes are invented and say so."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction

from open315.campaigns import demo_committee, demo_issue, demo_meetings, demo_plan
from open315.campaigns import services as campaigns
from open315.campaigns.types import CampaignPlan
from open315.core.clock import SHANGHAI
from open315.core.names import Names
from open315.org.demo.world import PROVINCE, World

AUTUMN = 9
THEMES = (
    ("放心消費，共建共享（演示）", "Safe consumption, built together (demo)"),
    ("誠信經營，安心消費（演示）", "Honest trade, calm consumers (demo)"),
)


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Open the province's campaigns; one whose days are over for long is closed."""
    today = world.today
    years = [today.year, today.year + 1] if today.month >= AUTUMN else [today.year]
    for year in years:
        _open(world, year, today)
    return {"campaigns": len(years)}


@transaction.atomic
def _open(world: World, year: int, today: date) -> None:
    actor = world.actor_for(PROVINCE, "secretariat", 0)
    theme, english = THEMES[year % 2]
    plan = CampaignPlan(
        year=year,
        theme=theme,
        theme_in=Names(en=english),
        first_day=date(year, 3, 1),
        last_day=date(year, 3, 31),
        stat_first=date(year - 1, 1, 1),
        stat_last=date(year - 1, 12, 31),
        region_code=PROVINCE,
        idea="以人民為中心，把消費維權做在日常、做到身邊。（演示）",
        goals="年主題人人知曉\n每個市、縣都有活動\n典型案例向社會公佈",
        budget_cents=60_000_000,
        note="演示資料：數字全部來自演示案件。",
    )
    opened = min(_moment(year - 1, 9, 2), _moment(today.year, today.month, 1))
    campaign = campaigns.open_campaign(plan, actor=actor, at=opened)
    member = world.find_actor(world.councils[PROVINCE], "standing_committee", 0)
    demo_plan.draft(campaign, actor, member, opened)
    demo_committee.set_up(campaign, actor, opened)
    demo_meetings.hold(world, campaign, actor, opened)
    if year == today.year:
        demo_issue.approve_and_issue(world, campaign, actor, opened + timedelta(days=14))
    else:
        asked = _moment(today.year, today.month, today.day) - timedelta(days=3)
        demo_issue.circulate(world, campaign, actor, max(asked, opened + timedelta(hours=2)))
    if today > date(year, 5, 31):
        campaigns.close_campaign(campaign.pk, actor=actor, at=_moment(year, 5, 29))


def _moment(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(10), SHANGHAI)
