"""The first chapter of the summary: bodies, meetings, tasks, people, departments; in words by hand, and the rows behind each figure."""

import re
from datetime import date
from typing import Any

import pytest

from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.tests.making import held
from open315.activities.tests.test_show_activities import ON_THAT_DAY, browser, listed
from open315.campaigns import services as campaigns
from open315.campaigns.allocation import services as tasks
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord
from open315.campaigns.models import Campaign
from open315.campaigns.tests.making import plan
from open315.campaigns.tests.seating import seated
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.summaries.documents import campaign_summary

pytestmark = pytest.mark.django_db
HEARD = (
    Attendance("湖北省工商局", "department", "局長", "department", "spoke"),
    Attendance("湖北省工商局", "department", "科長", "", "attended"),
    Attendance("湖北省人民政府", "government", "副省長", "province_deputy", "signed"),
)


@pytest.fixture
def campaign(cast: Any) -> Campaign:
    """Two bodies with four posts; a meeting that two attended and one did not, and one that is only called; three tasks; a meeting with people."""
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    there = seated(cast).campaign
    draft = MeetingDraft("部署會議", cast.at, "會議室", bodies=("甲局", "乙局", "丙局"))
    first = meetings.call_meeting(there.pk, draft, **given)
    meetings.record_meeting(first.pk, MeetingRecord(("甲局", "乙局"), ("丙局",)), **given)
    meetings.call_meeting(there.pk, MeetingDraft("下次會議", cast.at, "會議室"), **given)
    for what, due in (("報名單", date(2026, 5, 12)), ("印手冊", date(2026, 5, 11)), ("找場地", date(2026, 5, 11))):
        task = tasks.give_task(there.pk, TaskDraft(what, due, "甲局"), **given)
        if what != "找場地":
            tasks.finish_task(task.pk, "已辦", date(2026, 5, 12), **given)
    activity = held(**given, kind="meeting", title="專題會")
    for each in HEARD:
        people.enter_person(activity.pk, each, **given)
    partner = partners.invite_partner(activity.pk, name="省質監局", kind="department", **given)
    partners.deliver(partner.pk, Contribution(1), **given)
    return there


@ON_THAT_DAY
def test_the_first_chapter_tells_bodies_meetings_tasks_people_and_departments(cast: Any, campaign: Campaign) -> None:
    document = campaign_summary(campaign, cast.actor("secretariat"), "zh-hant", at=cast.at)
    assert document.sections[0].title == "一、領導重視與部門配合"
    said = plain(narrative_of(document)).partition("二、")[0]
    for words in (
        "為本次活動設立機構2個，任職4項。",
        "召開部署會議1次，到會單位2家次。受邀而未到會1家次。",
        "交辦任務3項，完成2項，其中按期完成1項。逾期未完成1項。",
        "縣處級以上負責人（含職能部門）在部署會議上聽取彙報的有1人。",
    ):
        assert words in said, said


@ON_THAT_DAY
def test_what_there_is_none_of_is_not_told(cast: Any) -> None:
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    there = campaigns.open_campaign(plan(), **given)
    anchors = [each.anchor for each in campaign_summary(there, given["actor"], "zh-hant", at=cast.at).sections]
    assert "cooperation" not in anchors
    tasks.finish_task(
        tasks.give_task(there.pk, TaskDraft("印手冊", date(2026, 5, 12), "甲局"), **given).pk,
        "已辦",
        date(2026, 5, 12),
        **given,
    )
    document = campaign_summary(there, given["actor"], "zh-hant", at=cast.at)
    said = plain(narrative_of(document)).partition("二、")[0]
    assert "交辦任務1項，完成1項，其中按期完成1項。" in said
    for words in ("設立機構", "召開部署會議", "逾期", "參加活動", "未到會"):
        assert words not in said, words


@ON_THAT_DAY
@pytest.mark.parametrize(
    ("key", "first", "said"),
    [
        ("campaigns.bodies", ["活動組委會", "組委會辦公室"], ["組織委員會", "2026-01-05"]),
        ("campaigns.posts", ["主任", "主任", "副主任", "成員"], ["湖北省人民政府 副省長", "組委會辦公室"]),
        ("campaigns.meetings", ["部署會議"], ["會議室", "湖北省消費者委員會"]),
        ("campaigns.came_to_meetings", ["甲局", "乙局"], ["到會", "部署會議"]),
        ("campaigns.absent_from_meetings", ["丙局"], ["未到會"]),
        ("campaigns.tasks", ["印手冊", "報名單", "找場地"], ["甲局", "2026-05-12"]),
        ("campaigns.tasks_done", ["印手冊", "報名單"], ["已完成"]),
        ("campaigns.tasks_in_time", ["報名單"], ["按期完成"]),
        ("campaigns.tasks_late", ["找場地"], ["逾期未完成"]),
        ("activities.heard", ["湖北省工商局"], ["局長", "部署會議上的負責人"]),
    ],
)
def test_each_figure_opens_its_rows(cast: Any, campaign: Campaign, key: str, first: list[str], said: list[str]) -> None:
    page = browser(cast).get(f"/console/facts/{key}/rows/?first=2026-03-01&last=2026-03-31").content.decode()
    assert sorted(listed(page)) == sorted(first)
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for words in said:
        assert words in text, words
