"""The pages of deployment meetings and tasks, as a secretariat and a department use them."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft
from open315.campaigns.models import Meeting, Task
from open315.campaigns.tests.seating import Seated, seated

pytestmark = pytest.mark.django_db
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)
AFTER = time_machine.travel(datetime(2026, 5, 15, 2, 0, tzinfo=UTC), tick=False)


@pytest.fixture
def there(cast: Any) -> Seated:
    return seated(cast)


def browser(cast: Any, who: str = "secretariat") -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def called(cast: Any, there: Seated, when: timedelta = timedelta()) -> Meeting:
    draft = MeetingDraft("全省部署會議", cast.at + when, "第一會議室", "一、分工", ("湖北省公安廳", "湖北日報社"))
    return meetings.call_meeting(there.campaign.pk, draft, **secretary(cast))


def given(cast: Any, there: Seated, **more: Any) -> Task:
    draft = TaskDraft("報送活動場地清單", date(2026, 5, 14), cast.bodies["market"].name, **more)
    return allocation.give_task(there.campaign.pk, draft, **secretary(cast))


@ON_THAT_DAY
def test_a_meeting_goes_from_its_call_to_its_tasks_in_the_browser(cast: Any, there: Seated) -> None:
    client = browser(cast)
    campaign = client.get(f"/console/campaigns/{there.campaign.pk}/").content.decode()
    address = f"/console/campaigns/{there.campaign.pk}/meetings/new/"
    assert address in campaign
    form = client.get(address).context["form"]
    assert form["starts_at"].value() == datetime(2026, 5, 13, 9, 0)
    sent = {
        "title": "部署會",
        "starts_at": "2026-05-12T09:00",
        "venue": "禮堂",
        "agenda": "一\n二",
        "bodies": "甲廳\n乙局",
    }
    answer = client.post(address, sent)
    row = Meeting.objects.get()
    assert answer.url == f"/console/campaigns/meetings/{row.pk}/"
    assert (row.title, row.starts_at, row.venue, row.agenda) == (
        "部署會",
        datetime(2026, 5, 12, 1, 0, tzinfo=UTC),
        "禮堂",
        "一\n二",
    )
    seen = words(client.get(answer.url))
    for said in ("部署會", "已通知", "甲廳 已通知", "乙局 已通知", "登記會議情況", "尚未下達任務。", "刪除會議"):
        assert said in seen
    form = client.get(f"/console/campaigns/meetings/{row.pk}/record/").context["form"]
    assert (form["present"].value(), form["absent"].value()) == ("甲廳\n乙局", "")
    record = {"present": "甲廳", "absent": "乙局", "decisions": "三日內報送", "version": "1"}
    assert client.post(f"/console/campaigns/meetings/{row.pk}/record/", record).url == answer.url
    seen = words(client.get(answer.url))
    for said in ("已召開", "甲廳 到會", "乙局 缺席", "三日內報送", "更正會議情況"):
        assert said in seen
    form = client.get(f"/console/campaigns/meetings/{row.pk}/record/").context["form"]
    assert (form["present"].value(), form["absent"].value()) == ("甲廳", "乙局")
    task = f"/console/campaigns/{there.campaign.pk}/tasks/new/?meeting={row.pk}"
    assert task in client.get(answer.url).content.decode()
    form = client.get(task).context["form"]
    assert form["meeting"].value() == str(row.pk)
    chosen = {"what": "報送清單", "post": there.secretary.pk, "due_on": "2026-05-14", "meeting": row.pk}
    assert client.post(task, chosen).url == task
    given = Task.objects.get()
    assert (given.what, given.post_id, given.meeting_id, given.due_on) == (
        "報送清單",
        there.secretary.pk,
        row.pk,
        date(2026, 5, 14),
    )
    seen = words(client.get(answer.url))
    assert "報送清單 湖北省消費者委員會 2026-05-14 未完成" in seen
    assert "刪除會議" not in seen
    listed = words(client.get("/console/campaigns/meetings/", {"campaign": there.campaign.pk}))
    assert "2026-05-12 09:00 部署會 禮堂 1 1 已召開" in listed


@ON_THAT_DAY
def test_a_meeting_to_come_is_changed_and_taken_out(cast: Any, there: Seated) -> None:
    row, client = called(cast, there, timedelta(days=1)), browser(cast)
    page = f"/console/campaigns/meetings/{row.pk}/"
    assert "尚未開始" in words(client.get(page))
    assert "登記會議情況" not in words(client.get(page))
    form = client.get(f"{page}edit/").context["form"]
    assert (form["title"].value(), form["bodies"].value()) == ("全省部署會議", "湖北省公安廳\n湖北日報社")
    sent = {"title": "會", "starts_at": "2026-05-14T09:00", "venue": "廳", "version": "1"}
    assert client.post(f"{page}edit/", sent).url == page
    assert (Meeting.objects.get().title, Meeting.objects.get().bodies.count()) == ("會", 0)
    assert "尚未通知參會單位。" in words(client.get(page))
    assert client.post(f"{page}remove/").url == "/console/campaigns/meetings/"
    assert Meeting.objects.count() == 0
    assert "尚未召集會議" in words(client.get("/console/campaigns/meetings/"))


@ON_THAT_DAY
def test_a_department_finds_its_task_and_reports_it(cast: Any, there: Seated) -> None:
    meeting = called(cast, there)
    row = given(cast, there, meeting_id=meeting.pk, note="含備用場地")
    client = browser(cast, "market_liaison")
    assert "/console/campaigns/tasks/" in client.get("/console/").content.decode()
    assert "報送活動場地清單" in words(client.get("/console/campaigns/tasks/", {"only": "mine"}))
    page = client.get(f"/console/campaigns/tasks/{row.pk}/")
    seen = words(page)
    for said in ("報送活動場地清單", "2026-05-14", "全省部署會議", "含備用場地", "未完成", "反饋結果"):
        assert said in seen
    assert f"/meetings/{meeting.pk}/" not in page.content.decode()
    for button in ("取消任務", "恢復任務"):
        assert button not in seen
    address = f"/console/campaigns/tasks/{row.pk}/finish/"
    assert client.get(address).context["form"]["done_on"].value() == date(2026, 5, 12)
    sent = {"result": "已報送三處", "done_on": "2026-05-12", "version": "1"}
    assert client.post(address, sent).url == f"/console/campaigns/tasks/{row.pk}/"
    seen = words(client.get(f"/console/campaigns/tasks/{row.pk}/"))
    for said in ("按期完成", "已報送三處", "更正結果"):
        assert said in seen


@ON_THAT_DAY
def test_the_secretariat_changes_drops_and_resumes_a_task(cast: Any, there: Seated) -> None:
    row, client = given(cast, there), browser(cast)
    page = f"/console/campaigns/tasks/{row.pk}/"
    form = client.get(f"{page}edit/").context["form"]
    assert (form["what"].value(), form["body"].value(), form["post"].value()) == (
        "報送活動場地清單",
        cast.bodies["market"].name,
        None,
    )
    sent = {"what": "報送清單", "post": there.head.pk, "due_on": "2026-05-16", "version": "1"}
    assert client.post(f"{page}edit/", sent).url == page
    seen = words(client.get(page))
    assert "活動組委會 主任（副省長）" in seen
    assert "/console/campaigns/posts/" in client.get(page).content.decode()
    assert client.get(f"{page}edit/").context["form"]["body"].value() == ""
    assert client.post(f"{page}drop/", {"reason": "不辦"}).url == page
    seen = words(client.get(page))
    assert "已取消" in seen
    assert "原因 不辦" in seen or "理由 不辦" in seen
    assert "反饋結果" not in seen
    client.post(f"{page}resume/", {"reason": "又辦"})
    assert Task.objects.get().state == "open"


@AFTER
def test_a_task_says_that_it_is_late(cast: Any, there: Seated) -> None:
    row, client = given(cast, there), browser(cast)
    assert "已逾期" in words(client.get(f"/console/campaigns/tasks/{row.pk}/"))
    assert "報送活動場地清單" in words(client.get("/console/campaigns/tasks/", {"only": "late"}))
    sent = {"result": "已報送", "done_on": "2026-05-15", "version": "1"}
    client.post(f"/console/campaigns/tasks/{row.pk}/finish/", sent)
    assert "逾期完成" in words(client.get(f"/console/campaigns/tasks/{row.pk}/"))
    assert "報送活動場地清單" not in words(client.get("/console/campaigns/tasks/", {"only": "late"}))


@ON_THAT_DAY
def test_the_tasks_stand_in_a_file(cast: Any, there: Seated) -> None:
    meeting = called(cast, there)
    row = given(cast, there, meeting_id=meeting.pk)
    allocation.finish_task(row.pk, "已報送", date(2026, 5, 12), **secretary(cast))
    draft = TaskDraft("值守", date(2026, 5, 20), post_id=there.head.pk)
    other = allocation.give_task(there.campaign.pk, draft, **secretary(cast))
    allocation.drop_task(other.pk, reason="不辦", **secretary(cast))
    file = browser(cast).get("/console/campaigns/tasks/export/", {"format": "csv"})
    table = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert table[0].startswith("id,年度,消費者組織,任務內容,責任單位,職務,來源會議,完成期限,狀態,完成日期,完成情況,")
    market = cast.bodies["market"].name
    assert (
        table[1]
        == f"{row.pk},2026,湖北省消費者委員會,報送活動場地清單,{market},,全省部署會議,2026-05-14,已完成,2026-05-12,已報送,"
    )
    assert (
        table[2] == f"{other.pk},2026,湖北省消費者委員會,值守,湖北省人民政府,活動組委會 主任,,2026-05-20,已取消,,,不辦"
    )


@ON_THAT_DAY
def test_who_only_reads_sees_no_button(cast: Any, there: Seated) -> None:
    meeting, row, client = called(cast, there), given(cast, there), browser(cast, "analyst")
    for address in (f"meetings/{meeting.pk}/", f"tasks/{row.pk}/", f"{there.campaign.pk}/"):
        seen = words(client.get(f"/console/campaigns/{address}"))
        for button in ("登記會議情況", "刪除會議", "下達任務 ", "召集會議", "反饋結果", "取消任務"):
            assert button not in seen
