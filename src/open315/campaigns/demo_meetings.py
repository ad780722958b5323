"""The deployment meetings and tasks of the demo's campaigns, as far as their days have come: some tasks done, one late, one dropped."""

from datetime import datetime, timedelta

from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord
from open315.campaigns.models import Campaign, Meeting
from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.org.demo.world import World

ASKED = (
    "省公安廳（演示）",
    "省衛生健康委員會（演示）",
    "省廣播電視局（演示）",
    "武漢市消費者協會",
    "黃石市消費者委員會",
)
AGENDA = "一、通報活動方案\n二、明確部門和市州分工\n三、落實安全和經費"
DECISIONS = "各市三日內報送場地和聯絡員\n主會場安全方案由公安部門審定\n活動期間實行每日一報"
TASKS = (
    ("報送活動場地和聯絡員名單", "武漢市消費者協會", 5, "已報送三處場地", 4),
    ("報送活動場地和聯絡員名單", "黃石市消費者委員會", 5, "已報送一處場地", 7),
    ("審定主會場安全方案", "省公安廳（演示）", 8, "方案已審定", 8),
    ("刊播年主題公益廣告", "省廣播電視局（演示）", 10, "", 0),
    ("印製宣傳手冊", "湖北省消費者委員會", 12, "已印製", 11),
)


def hold(world: World, campaign: Campaign, actor: Actor, at: datetime) -> None:
    """The meeting two weeks before the first day, and its tasks; whatever lies ahead of the demo's today is still open."""
    starts = midnight(campaign.first_day - timedelta(days=14)) + timedelta(hours=9)
    draft = MeetingDraft("3·15系列活動部署會議（演示）", starts, "消費者組織會議室", AGENDA, ASKED)
    meeting = meetings.call_meeting(campaign.pk, draft, actor=actor, at=at)
    is_over = local_day(starts) < world.today
    given = _give(campaign, meeting, actor, starts if is_over else at)
    if is_over:
        _note(meeting, MeetingRecord(ASKED[:-1], ASKED[-1:], DECISIONS), actor)
        _report(world, given, actor, starts)


def _note(meeting: Meeting, record: MeetingRecord, actor: Actor) -> None:
    meetings.record_meeting(meeting.pk, record, actor=actor, at=meeting.starts_at + timedelta(hours=3))


def _give(campaign: Campaign, meeting: Meeting, actor: Actor, at: datetime) -> list[int]:
    first = local_day(meeting.starts_at)
    return [
        allocation.give_task(
            campaign.pk,
            TaskDraft(what, first + timedelta(days=days), body, meeting_id=meeting.pk),
            actor=actor,
            at=at,
        ).pk
        for what, body, days, _result, _after in TASKS
    ]


def _report(world: World, given: list[int], actor: Actor, starts: datetime) -> None:
    for pk, (_what, _body, _days, result, after) in zip(given, TASKS, strict=True):
        done_on = local_day(starts) + timedelta(days=after)
        if result and done_on < world.today:
            allocation.finish_task(pk, result, done_on, actor=actor, at=starts + timedelta(days=after, hours=8))
