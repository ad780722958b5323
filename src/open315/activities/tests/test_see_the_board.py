"""The board of a campaign: what is on, late, silent, unmet, and the figures so far. Expectations by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from open315.activities import services as activities
from open315.activities.models import Activity
from open315.activities.tests.making import held, planned
from open315.campaigns import services as campaigns
from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.board.registry import Item, PartOf, Shown, board_of, contribute_figures, figures_entered
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft
from open315.campaigns.models import Campaign, Delivery
from open315.campaigns.plan import services as plan
from open315.campaigns.tests.drafting import ASKED, Made, made
from open315.campaigns.tests.making import plan as campaign_plan
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.campaigns.tests.test_file_own_plans import issued, of_wuhan, secretary
from open315.core.clock import SHANGHAI
from open315.org.models import Organisation, RoleGrant

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)
NOON = datetime(2026, 5, 12, 12, tzinfo=SHANGHAI)
ON_THAT_DAY = time_machine.travel(NOON, tick=False)


@pytest.fixture
def there(cast: Any) -> Made:
    return made(cast)


def board(cast: Any, campaign: Campaign, who: str = "secretariat", today: date = TODAY) -> dict[str, list[Any]]:
    return {
        each.key: [(str(item.what), item.day, str(item.whom)) for item in each.items]
        for each in board_of(cast.actor(who), campaign, today)
    }


@ON_THAT_DAY
def test_the_week_has_what_begins_or_is_due_in_seven_days(cast: Any, there: Made) -> None:
    who = secretary(cast)
    for name, days in (("昨", -1), ("今", 0), ("末", 6), ("過", 7)):
        task = TaskDraft(f"任務{name}", TODAY + timedelta(days=max(days, 0)), "省總工會")
        row = allocation.give_task(there.campaign.pk, task, **who)
        type(row).objects.filter(pk=row.pk).update(due_on=TODAY + timedelta(days=days))
        midnight = datetime(2026, 5, 12, tzinfo=SHANGHAI) + timedelta(days=days)
        last_minute = midnight + timedelta(hours=23, minutes=59)
        meetings.call_meeting(there.campaign.pk, MeetingDraft(f"會{name}", midnight, "禮堂"), **who)
        activity = planned(cast.actor("secretariat"), cast.at, title=f"活動{name}")
        Activity.objects.filter(pk=activity.pk).update(starts_at=last_minute, ends_at=last_minute)
    done = allocation.give_task(there.campaign.pk, TaskDraft("已成", TODAY, "省總工會"), **who)
    type(done).objects.filter(pk=done.pk).update(state="done")
    called_off = planned(cast.actor("secretariat"), cast.at, title="取消的", starts_at=NOON, ends_at=NOON)
    activities.cancel_activity(called_off.pk, reason="雨", **who)
    last, council = date(2026, 5, 18), "湖北省消費者委員會"
    assert sorted(board(cast, there.campaign)["week"]) == sorted(
        [
            ("任務今", TODAY, "省總工會"),
            ("會今", TODAY, "禮堂"),
            ("活動今", TODAY, council),
            ("任務末", last, "省總工會"),
            ("會末", last, "禮堂"),
            ("活動末", last, council),
        ]
    )
    assert [day for _what, day, _whom in board(cast, there.campaign)["week"]] == [TODAY] * 3 + [last] * 3
    assert ("任務昨", date(2026, 5, 11), "省總工會") in board(cast, there.campaign)["late"]
    assert "任務今" not in str(board(cast, there.campaign)["late"])


@ON_THAT_DAY
def test_late_are_papers_and_plans_once_their_day_is_over(cast: Any, there: Made) -> None:
    paper = issued(cast, there, acknowledge_until=date(2026, 5, 15))
    assert board(cast, there.campaign, today=date(2026, 5, 15))["late"] == []
    both = [
        ("尚未簽收文件", date(2026, 5, 15), "武漢市消費者協會"),
        ("尚未簽收文件", date(2026, 5, 15), "黃石市消費者委員會"),
    ]
    assert board(cast, there.campaign, today=date(2026, 5, 16))["late"] == both
    row = paper.deliveries.get(council=cast.bodies["wuhan"])
    Delivery.objects.filter(pk=row.pk).update(acknowledged_at=cast.at)
    assert board(cast, there.campaign, today=date(2026, 5, 20))["late"] == both[1:]
    missing = ("尚未報備本級方案", date(2026, 5, 20), "武漢市消費者協會")
    assert board(cast, there.campaign, today=date(2026, 5, 21))["late"] == [both[1], missing]
    Delivery.objects.filter(pk=row.pk).update(filed_version=paper.plan_version)
    assert board(cast, there.campaign, today=date(2026, 5, 21))["late"] == both[1:]


@ON_THAT_DAY
def test_without_a_last_day_no_paper_is_late(cast: Any, there: Made) -> None:
    paper = issued(cast, there, plans_until=None)
    paper.deliveries.update(acknowledged_at=cast.at)
    assert board(cast, there.campaign, today=date(2027, 1, 1))["late"] == []
    paper.deliveries.update(acknowledged_at=None)
    assert board(cast, there.campaign, today=date(2027, 1, 1))["late"] == []


@ON_THAT_DAY
def test_an_activity_that_ended_and_nobody_reported_is_asked_about(cast: Any, there: Made) -> None:
    row = planned(cast.actor("secretariat"), cast.at)
    asked = [("是否已舉辦：年主題座談會", date(2026, 3, 10), "湖北省消費者委員會")]
    assert board(cast, there.campaign)["late"] == asked
    Activity.objects.filter(pk=row.pk).update(starts_at=datetime(2026, 2, 28, tzinfo=UTC))
    assert board(cast, there.campaign)["late"] == []
    Activity.objects.filter(pk=row.pk).update(starts_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert board(cast, there.campaign)["late"] == asked
    activities.hold_activity(row.pk, **secretary(cast))
    assert board(cast, there.campaign)["late"] == []


@ON_THAT_DAY
def test_silent_is_who_has_planned_nothing_itself_nor_below(cast: Any, there: Made) -> None:
    wuhan, huangshi = ("武漢市消費者協會", None, ""), ("黃石市消費者委員會", None, "")
    assert board(cast, there.campaign)["silent"] == [wuhan, huangshi]
    row = planned(of_wuhan(cast)["actor"], cast.at)
    assert board(cast, there.campaign)["silent"] == [huangshi]
    county = Organisation.objects.create(
        kind="council", name="江岸區", region_id="420102", parent=cast.bodies["wuhan"], case_prefix="岸"
    )
    county.path = f"{cast.bodies['wuhan'].path}{county.pk}/"
    county.save()
    Activity.objects.filter(pk=row.pk).update(council=county)
    assert board(cast, there.campaign)["silent"] == [huangshi]
    Activity.objects.filter(pk=row.pk).update(starts_at=datetime(2026, 3, 16, tzinfo=UTC))
    assert board(cast, there.campaign)["silent"] == [wuhan, huangshi]
    Activity.objects.filter(pk=row.pk).update(starts_at=datetime(2026, 3, 1, tzinfo=UTC), state="cancelled")
    assert board(cast, there.campaign)["silent"] == [wuhan, huangshi]


@ON_THAT_DAY
def test_unmet_is_what_nothing_held_serves(cast: Any, there: Made) -> None:
    assert "unmet" not in board(cast, there.campaign)
    first, second = (plan.put_requirement(there.campaign.pk, ASKED, **secretary(cast)) for _ in range(2))
    planned(cast.actor("secretariat"), cast.at, requirement_ids=(second.pk,))
    assert board(cast, there.campaign)["unmet"] == [("1 擴大宣傳效果", None, ""), ("2 擴大宣傳效果", None, "已安排")]
    held(cast.actor("secretariat"), cast.at, requirement_ids=(first.pk,))
    assert board(cast, there.campaign)["unmet"] == [("2 擴大宣傳效果", None, "已安排")]


@ON_THAT_DAY
def test_where_no_council_reports_nobody_is_silent(cast: Any) -> None:
    RoleGrant.objects.create(
        account=cast.accounts["officer"], organisation=cast.bodies["wuhan"], role="secretariat",
        granted_from=date(2020, 1, 1),
    )  # fmt: skip
    own = campaigns.open_campaign(campaign_plan(region_code="420100"), actor=cast.actor("officer"), at=cast.at)
    assert set(board(cast, own, "officer")) == {"week", "late"}


def test_a_part_shows_eight_lines_and_the_number_of_the_others() -> None:
    one = Shown("late", "", [Item("甲", "/")] * 8, 3, "")
    assert (one.number, one.tone) == (11, "bad")
    assert Shown("week", "", [], 0, "").tone == "info"
    assert Shown("silent", "", [], 0, "").tone == "warn"
    assert [each.value for each in PartOf] == ["week", "late", "silent", "unmet", "twice"]


@ON_THAT_DAY
def test_more_than_eight_lines_are_counted(cast: Any, there: Made) -> None:
    for place in range(10):
        allocation.give_task(there.campaign.pk, TaskDraft(f"任務{place}", TODAY, "省總工會"), **secretary(cast))
    week = board_of(cast.actor("secretariat"), there.campaign, TODAY)[0]
    assert (len(week.items), week.more, week.number) == (8, 2, 10)


def test_a_figure_is_entered_once() -> None:
    before = figures_entered()
    assert before == ["activities.held", "activities.leaders", "activities.partners_came"]
    contribute_figures("activities.held")
    assert figures_entered() == before


@ON_THAT_DAY
def test_the_board_is_the_head_of_ones_own_open_campaign(cast: Any, there: Made) -> None:
    plan.put_requirement(there.campaign.pk, ASKED, **secretary(cast))
    held(cast.actor("secretariat"), cast.at)
    client = browser(cast.accounts["secretariat"])
    page = f"/console/campaigns/{there.campaign.pk}/"
    seen = words(client.get(page))
    for said in (
        "今天和本週 七天內沒有安排，也沒有到期事項。",
        "逾期事項 沒有逾期事項。",
        "尚無動靜的組織 2 武漢市消費者協會 黃石市消費者委員會",
        "尚未落實的要求 1 1 擴大宣傳效果",
        "截至目前與上年同期",
        "方案 實施方案與要求 落實情況 落實情況一覽 聯合發文",
        "機構、會議與任務 機構及任職 部署會議 任務 召集會議 下達任務",
        "各項活動 期間各項活動",
    ):
        assert said in seen
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    seen = words(client.get(page))
    assert "今天和本週" not in seen
    assert "召集會議" not in seen
    assert "截至目前與上年同期" in seen


@ON_THAT_DAY
def test_a_campaign_of_a_council_below_has_no_board(cast: Any) -> None:
    own = campaigns.open_campaign(campaign_plan(region_code="420100"), **of_wuhan(cast))
    seen = words(browser(cast.accounts["secretariat"]).get(f"/console/campaigns/{own.pk}/"))
    assert "今天和本週" not in seen
    assert "截至目前" not in seen
    assert "方案 可查閱的方案" in seen


@ON_THAT_DAY
def test_the_board_asks_the_same_number_of_questions(cast: Any, there: Made) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            board(cast, there.campaign)
        return len(found)

    plan.put_requirement(there.campaign.pk, ASKED, **secretary(cast))
    planned(cast.actor("secretariat"), cast.at)
    asked()
    few = asked()
    for place in range(4):
        planned(cast.actor("secretariat"), cast.at, title=f"活動{place}")
        plan.put_requirement(there.campaign.pk, ASKED, **secretary(cast))
        allocation.give_task(there.campaign.pk, TaskDraft(f"任務{place}", TODAY, "省總工會"), **secretary(cast))
    assert asked() == few
