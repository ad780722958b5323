"""Deployment meetings and tasks: the verbs, what they refuse, and what is late. Expectations by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.allocation import queries, rules
from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.committee import services as committee
from open315.campaigns.meetings import queries as meeting_queries
from open315.campaigns.meetings import rules as meeting_rules
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord
from open315.campaigns.models import CommitteePost, Meeting, MeetingBody, Task
from open315.campaigns.tests.seating import Seated, seated
from open315.core import verbs
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.models import RoleGrant
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)
"""The day of the cast in China."""
BEGAN = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
CALLED = MeetingDraft(
    "全省部署會議", BEGAN, "第一會議室", "一、通報方案\n二、分工", ("湖北省公安廳", "武漢市消費者協會", "湖北日報社")
)
GIVEN = TaskDraft("報送活動場地清單", date(2026, 5, 14), "武漢市消費者協會", note="含備用場地")


@pytest.fixture
def there(cast: Any) -> Seated:
    return seated(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def as_secretary_of(cast: Any, who: str, body: str) -> Any:
    grant = RoleGrant.objects.get(account=cast.accounts[who])
    grant.organisation, grant.role = cast.bodies[body], "secretariat"
    grant.save()
    return cast.actor(who)


@pytest.fixture
def called(cast: Any, there: Seated) -> Meeting:
    return meetings.call_meeting(there.campaign.pk, CALLED, **secretary(cast))


@pytest.fixture
def given(cast: Any, there: Seated) -> Task:
    draft = replace(GIVEN, body=cast.bodies["market"].name)
    return allocation.give_task(there.campaign.pk, draft, **secretary(cast))


def came(meeting: Meeting) -> list[tuple[str, bool | None]]:
    return list(meeting.bodies.values_list("name", "came"))


def test_a_meeting_is_called_with_everything_that_was_written(cast: Any, there: Seated) -> None:
    draft = replace(CALLED, title=" 部署會議 ", venue=" 禮堂 ", agenda=" 一 ", bodies=(cast.bodies["market"].name,))
    found = changes(lambda: meetings.call_meeting(there.campaign.pk, draft, **secretary(cast)))
    ((_how, row),) = found["campaigns.Meeting"]
    assert (row["title"], row["venue"], row["agenda"], row["starts_at"], row["decisions"], row["held_at"]) == (
        "部署會議", "禮堂", "一", BEGAN, "", None,
    )  # fmt: skip
    ((_how, body),) = found["campaigns.MeetingBody"]
    assert (body["name"], body["organisation_id"], body["came"], body["place"]) == (
        cast.bodies["market"].name, cast.bodies["market"].pk, None, 1,
    )  # fmt: skip
    thing, said = ("meeting", str(row["id"])), {"campaign_id": there.campaign.pk}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.meeting_called", thing, said)
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == ("campaigns.meeting_called", {**said, "meeting_id": row["id"]})


def test_what_came_of_a_meeting_is_noted_and_corrected(cast: Any, called: Meeting) -> None:
    record = MeetingRecord(("湖北省公安廳", "湖北省司法廳"), ("湖北日報社",), " 三日內報送 ")
    found = changes(lambda: meetings.record_meeting(called.pk, record, **secretary(cast), version=1))
    row = Meeting.objects.get(pk=called.pk)
    assert (row.held_at, row.decisions, row.version) == (cast.at, "三日內報送", 2)
    assert came(row) == [("湖北省公安廳", True), ("湖北省司法廳", True), ("湖北日報社", False)]
    assert list(row.bodies.values_list("place", flat=True)) == [1, 2, 3]
    thing, said = ("meeting", str(row.pk)), {"campaign_id": row.campaign_id, "present": 2, "absent": 1}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.meeting_held", thing, said)
    later = {"actor": cast.actor("secretariat"), "at": cast.at + timedelta(days=1)}
    meetings.record_meeting(called.pk, MeetingRecord(("湖北日報社",)), **later)
    row.refresh_from_db()
    assert (row.held_at, row.decisions, came(row)) == (cast.at, "", [("湖北日報社", True)])
    seen = meeting_queries.get_meeting(cast.actor("analyst"), row.pk)
    assert (seen.n_present, seen.n_tasks) == (1, 0)  # type: ignore[attr-defined]


def test_a_meeting_that_was_held_keeps_who_came_when_it_is_changed(cast: Any, called: Meeting) -> None:
    meetings.change_meeting(called.pk, replace(CALLED, bodies=("湖北省公安廳",)), **secretary(cast))
    assert came(called) == [("湖北省公安廳", None)]
    meetings.record_meeting(called.pk, MeetingRecord(("湖北日報社",)), **secretary(cast))
    meetings.change_meeting(called.pk, replace(CALLED, venue="禮堂"), **secretary(cast))
    assert came(called) == [("湖北日報社", True)]
    assert Meeting.objects.get(pk=called.pk).venue == "禮堂"


LONG = "長" * 121
MEETING_TWINS: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"title": " "}, "title", "請填寫會議名稱。", {"title": "會"}),
    ({"venue": ""}, "venue", "請填寫會議地點。", {"venue": "廳"}),
    ({"bodies": (LONG,)}, "bodies", "每行一個單位，最多 300 個，每個最多 120 字。", {"bodies": (LONG[1:],)}),
    ({"bodies": tuple(map(str, range(301)))}, "bodies", "每行一個單位，最多 300 個，每個最多 120 字。", {"bodies": tuple(map(str, range(300)))}),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "words", "right"), MEETING_TWINS)
def test_an_unsound_meeting_is_refused_at_its_field(
    cast: Any, called: Meeting, wrong: dict[str, Any], field: str, words: str, right: dict[str, Any]
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        meetings.change_meeting(called.pk, replace(CALLED, **wrong), **secretary(cast))
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, words)
    assert meetings.change_meeting(called.pk, replace(CALLED, **right), **secretary(cast)).version == 2


RECORD_TWINS = [
    (MeetingRecord(()), "present", "請填寫到會單位，每行一個。"),
    (MeetingRecord(("甲", LONG)), "present", "每行一個單位，最多 300 個，每個最多 120 字。"),
    (MeetingRecord(("甲",), (LONG,)), "absent", "每行一個單位，最多 300 個，每個最多 120 字。"),
    (MeetingRecord(("甲", "乙"), ("乙",)), "absent", "同一單位既列為到會又列為缺席。"),
]


@pytest.mark.parametrize(("record", "field", "words"), RECORD_TWINS)
def test_an_unsound_record_is_refused_at_its_field(
    cast: Any, called: Meeting, record: MeetingRecord, field: str, words: str
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        meetings.record_meeting(called.pk, record, **secretary(cast))
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, words)


def test_a_meeting_is_noted_from_its_start_on(cast: Any, called: Meeting) -> None:
    actor, record = cast.actor("secretariat"), MeetingRecord(("甲",))
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        meetings.record_meeting(called.pk, record, actor=actor, at=BEGAN - timedelta(seconds=1))
    assert (refused.value.field, refused.value.message) == ("present", meetings.FAULTS["not_begun"])
    assert meetings.record_meeting(called.pk, record, actor=actor, at=BEGAN).held_at == BEGAN


def test_names_stand_one_a_line_each_once() -> None:
    assert meeting_rules.names_in(" 甲 \n\n乙\n甲\n\u3000") == ("甲", "乙")


def test_a_meeting_out_of_which_tasks_came_stays(cast: Any, there: Seated, called: Meeting) -> None:
    task = allocation.give_task(there.campaign.pk, replace(GIVEN, meeting_id=called.pk), **secretary(cast))
    assert Task.objects.get(pk=task.pk).meeting_id == called.pk
    with nothing_changes(), pytest.raises(Conflict) as refused:
        meetings.remove_meeting(called.pk, **secretary(cast))
    assert refused.value.message == meetings.HAS_TASKS
    other = meetings.call_meeting(there.campaign.pk, CALLED, **secretary(cast))
    meetings.remove_meeting(other.pk, **secretary(cast), version=1)
    assert list(Meeting.objects.values_list("pk", flat=True)) == [called.pk]
    assert MeetingBody.objects.filter(meeting_id=other.pk).count() == 0


def test_a_task_keeps_everything_that_was_written(cast: Any, there: Seated, called: Meeting) -> None:
    draft = replace(GIVEN, what=" 報送清單 ", body=" 湖北日報社 ", note=" 急 ", meeting_id=called.pk)
    found = changes(lambda: allocation.give_task(there.campaign.pk, draft, **secretary(cast)))
    ((_how, row),) = found["campaigns.Task"]
    assert (row["what"], row["body"], row["note"], row["due_on"], row["state"], row["given_at"], row["organisation_id"]) == (
        "報送清單", "湖北日報社", "急", date(2026, 5, 14), "open", cast.at, None,
    )  # fmt: skip
    thing = ("task", str(row["id"]))
    said = {"campaign_id": there.campaign.pk, "state": "open", "due": "2026-05-14"}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.task_given", thing, said)
    ((_how, event),) = found["core.OutboxEvent"]
    assert event["payload"] == {"campaign_id": there.campaign.pk, "task_id": row["id"]}


def test_a_task_of_a_post_is_that_of_the_body_which_holds_it(cast: Any, there: Seated) -> None:
    draft = replace(GIVEN, body="", post_id=there.secretary.pk)
    row = allocation.give_task(there.campaign.pk, draft, **secretary(cast))
    assert (row.post_id, row.body, row.organisation_id) == (
        there.secretary.pk, "湖北省消費者委員會", cast.bodies["province"].pk,
    )  # fmt: skip
    with pytest.raises(Conflict):
        committee.remove_post(there.secretary.pk, **secretary(cast))
    assert CommitteePost.objects.filter(pk=there.secretary.pk).exists()


TASK_TWINS: list[tuple[dict[str, Any], str, str]] = [
    ({"what": " "}, "what", "請填寫任務內容。"),
    ({"body": " "}, "body", "請選擇責任職務，或填寫責任單位。"),
    ({"post_id": 0}, "post", "請選擇本活動機構的職務。"),
    ({"meeting_id": 0}, "meeting", "請選擇本活動的會議。"),
]


@pytest.mark.parametrize(("wrong", "field", "words"), TASK_TWINS)
def test_an_unsound_task_is_refused_at_its_field(
    cast: Any, given: Task, wrong: dict[str, Any], field: str, words: str
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        allocation.change_task(given.pk, replace(GIVEN, **wrong), **secretary(cast))
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, words)
    assert allocation.change_task(given.pk, GIVEN, **secretary(cast)).body == "武漢市消費者協會"


def test_the_responsible_body_reports_and_corrects_its_result(cast: Any, given: Task) -> None:
    act: dict[str, Any] = {"actor": cast.actor("market_liaison"), "at": cast.at}
    found = changes(lambda: allocation.finish_task(given.pk, " 已報送 ", TODAY, **act, version=1))
    row = Task.objects.get(pk=given.pk)
    assert (row.state, row.result, row.done_on, row.version) == ("done", "已報送", TODAY, 2)
    thing = ("task", str(row.pk))
    said = {"campaign_id": row.campaign_id, "state": "done", "done_on": "2026-05-12"}
    in_the_audit_log(found, cast, "market_liaison", cast.bodies["market"].pk, "campaigns.task_done", thing, said)
    assert allocation.finish_task(given.pk, "已補報", TODAY, **act).result == "已補報"


RESULT_TWINS = [
    (" ", TODAY, "result", "請填寫結果。"),
    ("是", date(2026, 5, 13), "done_on", "完成日期不能晚於今天。"),
    ("是", date(2026, 5, 11), "done_on", "完成日期不能早於下達日期。"),
]


@pytest.mark.parametrize(("result", "done_on", "field", "words"), RESULT_TWINS)
def test_an_unsound_result_is_refused_at_its_field(
    cast: Any, given: Task, result: str, done_on: date, field: str, words: str
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        allocation.finish_task(given.pk, result, done_on, **secretary(cast))
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, words)


def test_a_task_is_dropped_and_taken_up_again_with_the_reason(cast: Any, given: Task) -> None:
    for act in (allocation.drop_task, allocation.resume_task):
        if act is allocation.resume_task:
            allocation.finish_task(given.pk, "已報送", TODAY, **secretary(cast))
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            act(given.pk, reason=" ", **secretary(cast))
        assert (refused.value.field, refused.value.message) == ("reason", allocation.NO_REASON)
    row = allocation.resume_task(given.pk, reason=" 材料不全 ", **secretary(cast))
    assert (row.state, row.result, row.done_on, row.reason) == ("open", "", None, "材料不全")
    assert allocation.drop_task(given.pk, reason="活動取消", **secretary(cast)).state == "dropped"
    for refused_act in (
        lambda: allocation.finish_task(given.pk, "是", TODAY, **secretary(cast)),
        lambda: allocation.change_task(given.pk, GIVEN, **secretary(cast)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            refused_act()
    assert allocation.resume_task(given.pk, reason="恢復", **secretary(cast)).state == "open"


def test_another_day_lets_a_task_be_chased_anew(cast: Any, given: Task) -> None:
    Task.objects.filter(pk=given.pk).update(chased_soon_at=cast.at, chased_late_at=cast.at)
    row = allocation.change_task(given.pk, replace(GIVEN, note="改"), **secretary(cast))
    assert (row.chased_soon_at, row.chased_late_at) == (cast.at, cast.at)
    row = allocation.change_task(given.pk, replace(GIVEN, due_on=date(2026, 5, 15)), **secretary(cast))
    assert (row.chased_soon_at, row.chased_late_at) == (None, None)


def acts(there: Seated, meeting: Meeting, task: Task, actor: Any, at: Any) -> dict[str, Any]:
    """Every verb of the secretariat, used once as it can be."""
    use = {"actor": actor, "at": at}
    return {
        "call_meeting": lambda: meetings.call_meeting(there.campaign.pk, CALLED, **use),
        "change_meeting": lambda: meetings.change_meeting(meeting.pk, CALLED, **use),
        "record_meeting": lambda: meetings.record_meeting(meeting.pk, MeetingRecord(("甲",)), **use),
        "remove_meeting": lambda: meetings.remove_meeting(meeting.pk, **use),
        "give_task": lambda: allocation.give_task(there.campaign.pk, GIVEN, **use),
        "change_task": lambda: allocation.change_task(task.pk, GIVEN, **use),
        "drop_task": lambda: allocation.drop_task(task.pk, reason="一", **use),
    }


def test_only_the_secretariat_of_the_council_itself_calls_and_gives(
    cast: Any, there: Seated, called: Meeting, given: Task
) -> None:
    for who in ("analyst", "market_liaison"):
        for name, act in acts(there, called, given, cast.actor(who), cast.at).items():
            with nothing_changes(), pytest.raises(NotAllowed) as refused:
                act()
            words = "您無權召集活動會議。" if "meeting" in name else "任務由活動主辦方祕書處下達和修改。"
            assert refused.value.message == words
    wuhan = as_secretary_of(cast, "second_officer", "wuhan")
    for act in acts(there, called, given, wuhan, cast.at).values():
        with nothing_changes(), pytest.raises(NotFound):
            act()
    for act in acts(there, called, given, cast.actor("secretariat"), cast.at).values():
        with undone():
            act()


def test_a_council_below_reports_the_task_it_was_given_and_changes_nothing_of_it(cast: Any, there: Seated) -> None:
    wuhan = as_secretary_of(cast, "second_officer", "wuhan")
    task = allocation.give_task(there.campaign.pk, replace(GIVEN, body=cast.bodies["wuhan"].name), **secretary(cast))
    with nothing_changes(), pytest.raises(NotAllowed):
        allocation.drop_task(task.pk, reason="一", actor=wuhan, at=cast.at)
    allocation.finish_task(task.pk, "已報送", TODAY, actor=wuhan, at=cast.at)
    assert [each.pk for each in queries.listed(wuhan, {"only": "mine"})] == [task.pk]
    with nothing_changes(), pytest.raises(NotFound):
        allocation.finish_task(task.pk, "是", TODAY, actor=cast.actor("market_liaison"), at=cast.at)
    with nothing_changes(), pytest.raises(NotAllowed):
        allocation.finish_task(task.pk, "是", TODAY, actor=cast.actor("analyst"), at=cast.at)


def test_results_are_told_after_the_campaign_is_closed_and_nothing_else(
    cast: Any, there: Seated, called: Meeting, given: Task
) -> None:
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    for name, act in acts(there, called, given, cast.actor("secretariat"), cast.at).items():
        with nothing_changes(), pytest.raises(Conflict) as refused:
            act()
        assert refused.value.message == (meetings.CLOSED if "meeting" in name else allocation.CLOSED)
    assert allocation.finish_task(given.pk, "已報送", TODAY, **secretary(cast)).state == "done"


def test_the_verbs_stand_in_the_register_with_their_events() -> None:
    found = {verb.name: verb.event for verb in verbs.of_room("campaigns") if verb.target.name in ("meeting", "task")}
    assert found == {
        "call_meeting": "campaigns.meeting_called",
        "change_meeting": "campaigns.meeting_changed",
        "record_meeting": "campaigns.meeting_held",
        "remove_meeting": "campaigns.meeting_removed",
        "give_task": "campaigns.task_given",
        "change_task": "campaigns.task_changed",
        "finish_task": "campaigns.task_done",
        "resume_task": "campaigns.task_resumed",
        "drop_task": "campaigns.task_dropped",
    }


LATE = [
    (None, date(2026, 5, 14), False),
    (None, date(2026, 5, 15), True),
    (date(2026, 5, 14), date(2026, 6, 1), False),
    (date(2026, 5, 15), date(2026, 6, 1), True),
]


@pytest.mark.parametrize(("done_on", "today", "late"), LATE)
def test_a_task_is_late_when_its_day_is_over(done_on: date | None, today: date, late: bool) -> None:
    assert rules.is_late(date(2026, 5, 14), done_on, today) is late
    assert timedelta(days=3) == rules.SOON


def test_tasks_are_found_by_what_is_asked(cast: Any, there: Seated, called: Meeting, given: Task) -> None:
    other = allocation.give_task(
        there.campaign.pk,
        TaskDraft("印製手冊", date(2026, 5, 20), "湖北日報社", meeting_id=called.pk),
        **secretary(cast),
    )
    allocation.drop_task(other.pk, reason="一", **secretary(cast))
    actor = cast.actor("analyst")

    def found(**wanted: Any) -> list[int]:
        return [each.pk for each in queries.listed(actor, wanted).order_by("pk")]

    assert found() == [given.pk, other.pk]
    assert found(state="dropped") == [other.pk]
    assert found(meeting=called.pk) == [other.pk]
    assert found(campaign=there.campaign.pk) == [given.pk, other.pk]
    assert found(campaign=0) == []
    assert found(q="場地") == [given.pk]
    assert found(q="日報") == [other.pk]
    assert found(first=date(2026, 5, 15)) == found(first=date(2026, 5, 20)) == [other.pk]
    assert found(last=date(2026, 5, 14)) == [given.pk]
    assert found(only="mine") == []
    with time_machine.travel(datetime(2026, 5, 14, 15, 59, tzinfo=UTC), tick=False):
        assert found(only="late") == []
    with time_machine.travel(datetime(2026, 5, 14, 16, 0, tzinfo=UTC), tick=False):
        assert found(only="late") == [given.pk]


def test_who_sees_which_tasks_and_meetings(cast: Any, there: Seated, called: Meeting, given: Task) -> None:
    assert queries.get_task(cast.actor("market_liaison"), given.pk) == given
    assert meeting_queries.get_meeting(cast.actor("analyst"), called.pk) == called
    for actor in (cast.actor("clerk"), as_secretary_of(cast, "second_officer", "wuhan")):
        with pytest.raises(NotFound):
            queries.get_task(actor, given.pk)
        with pytest.raises(NotFound):
            meeting_queries.get_meeting(actor, called.pk)
    assert [
        each.pk for each in meeting_queries.listed(cast.actor("analyst"), {"q": "部署", "campaign": there.campaign.pk})
    ] == [called.pk]
    assert list(meeting_queries.listed(cast.actor("analyst"), {"q": "座談"})) == []
    assert list(meeting_queries.listed(cast.actor("analyst"), {"campaign": 0})) == []
