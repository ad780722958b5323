"""What a folder tells of votes, papers, bodies, meetings, tasks and returns: as records with their days, as refusals at their column, as the same figures elsewhere."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import transaction

from open315.campaigns.models import (
    Approval,
    Campaign,
    Committee,
    CommitteePost,
    Delivery,
    IssuePartner,
    JointIssue,
    Meeting,
    MeetingBody,
    Task,
)
from open315.config.tests.commanding import ran
from open315.config.tests.folder_of_a_campaign import CITY, COUNTY, PROVINCE, SHEETS, brought
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.clock import SHANGHAI
from open315.core.facts import Breakdown, Period, Scope, compute, specs
from open315.org import queries as org
from open315.returns.models import Call, Filing, Return, Value

pytestmark = pytest.mark.django_db
CAMPAIGN = Period(date(2026, 3, 1), date(2026, 3, 20))


def local(moment: Any) -> str:
    """A moment as China's clocks showed it."""
    return moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M") if moment else ""


def test_votes_papers_and_acknowledgements_stand_with_their_days(folder: Path) -> None:
    brought(folder)
    vote = Approval.objects.get()
    assert (vote.campaign.council.name, vote.plan_version.why, vote.way, vote.state, vote.occasion) == (
        PROVINCE, "定稿", "meeting", "approved", "常委會第三次會議",
    )  # fmt: skip
    assert (str(vote.held_on), vote.members, vote.present, vote.in_favour, vote.against, vote.abstained) == (
        "2026-02-03", 9, 8, 7, 0, 1,
    )  # fmt: skip
    assert (vote.waived, vote.waiver) == ([2], "決算時答覆")
    paper = JointIssue.objects.get()
    assert (paper.state, paper.title, paper.agency_code, paper.year, paper.serial) == (
        "issued", "實施方案的通知", "浙消保", 2026, 3,
    )  # fmt: skip
    assert (paper.text, paper.recipients, paper.copies, paper.annexes) == (
        "請認真實施。", "各市消保委\n有關部門", "省政府辦公廳", "分工表",
    )  # fmt: skip
    assert (str(paper.reply_until), str(paper.acknowledge_until)) == ("2026-02-08", "2026-02-25")
    assert (local(paper.created_at), local(paper.issued_at)) == ("02-05 12:00", "02-10 12:00")
    assert list(IssuePartner.objects.values_list("name", "answer", "reason", "is_on_paper")) == [
        ("浙江省市場監管局", "confirmed", "", True),
        ("浙江省司法廳", "declined", "另行發文", True),
    ]
    assert {each.council.name: local(each.acknowledged_at) for each in Delivery.objects.select_related("council")} == {
        CITY: "02-11 12:00",
        COUNTY: "",
    }


def test_bodies_meetings_and_tasks_stand_as_the_folder_says(folder: Path) -> None:
    brought(folder)
    assert list(Committee.objects.order_by("pk").values_list("name", "kind", "part_of__name", "basis", "duties")) == [
        ("活動組委會", "committee", None, "浙消保〔2026〕1號", "審定方案"),
        ("組委會辦公室", "office", "活動組委會", "", "日常工作"),
        ("溫州市領導小組", "group", None, "", ""),
    ]
    days = Committee.objects.order_by("pk").values_list("set_up_on", "ended_on")
    assert [[str(day) for day in each] for each in days] == [
        ["2026-02-01", "2026-03-31"], ["2026-02-01", "None"], ["2026-02-15", "None"],
    ]  # fmt: skip
    posts = CommitteePost.objects.order_by("pk").values_list("committee__name", "title", "body", "office", "last_day")
    assert [(*each[:4], str(each[4])) for each in posts] == [
        ("活動組委會", "主任", "浙江省人民政府", "副省長", "2026-03-14"),
        ("活動組委會", "主任", "浙江省人民政府", "祕書長", "None"),
        ("組委會辦公室", "主任", PROVINCE, "祕書長", "None"),
    ]
    held, called = Meeting.objects.order_by("starts_at")
    assert (held.title, local(held.starts_at), held.venue, held.agenda, held.decisions, held.held_at is not None) == (
        "全省部署會議", "02-12 09:00", "第一會議室", "一、通報\n二、分工", "每日一報", True,
    )  # fmt: skip
    assert (called.title, called.held_at) == ("總結會議", None)
    assert list(MeetingBody.objects.order_by("meeting_id", "place").values_list("meeting__title", "name", "came")) == [
        ("全省部署會議", "省公安廳", True),
        ("全省部署會議", CITY, True),
        ("全省部署會議", "省衛健委", False),
        ("總結會議", "省公安廳", None),
    ]
    tasks = Task.objects.order_by("due_on").values_list(
        "what", "body", "post__title", "meeting__title", "state", "result", "reason"
    )
    assert list(tasks) == [
        ("審定安全方案", "省公安廳", None, "全省部署會議", "done", "已審定", ""),
        ("拍攝短片", "某電視臺", None, None, "dropped", "", "經費不足"),
        ("編印手冊", PROVINCE, "主任", None, "open", "", ""),
    ]
    done = Task.objects.get(state="done")
    assert (local(done.given_at), str(done.due_on), str(done.done_on), done.note) == (
        "02-12 12:00", "2026-03-01", "2026-03-02", "含備用方案",
    )  # fmt: skip


def test_signed_returns_name_nobody_and_the_closing_comes_last(folder: Path) -> None:
    brought(folder)
    call = Call.objects.get()
    assert (call.title, call.indicators, local(call.created_at), str(call.due_on), call.note) == (
        "活動成果", ["leaflets", "boards", "banners"], "03-16 12:00", "2026-03-25", "含所屬縣",
    )  # fmt: skip
    assert dict(Return.objects.values_list("council__name", "state")) == {CITY: "signed", COUNTY: "asked"}
    filing = Filing.objects.get()
    assert (filing.filled_by, filing.signed_by, local(filing.signed_at)) == (None, None, "03-18 12:00")
    assert list(Value.objects.values_list("indicator", "kind", "said", "reason")) == [
        ("leaflets", "value", "2000", "部分未清點"),
        ("boards", "nothing", "", ""),
        ("banners", "unknown", "", ""),
    ]
    entry = AuditEntry.objects.get(event="returns.brought_in")
    assert (entry.data["state"], entry.data["number"], local(entry.at)) == ("signed", 1, "03-18 12:00")
    assert {each.council.name: local(each.closed_at) for each in Campaign.objects.select_related("council")} == {
        PROVINCE: "",
        CITY: "03-19 12:00",
    }


REFUSED: list[tuple[str, str, str, str]] = [
    ("approvals", "2026-02-03", "2026-03-22", "Day of the meeting: A meeting that has not been held cannot have voted."),
    ("issues", "2026-02-05,已印發", "2026-03-22,已印發", "Drafted on: This day is still to come."),
    ("issues", ",浙江省司法廳,另行", ",某廳,另行", "Partners that declined: This body is not among the partners."),
    ("acknowledgements", f"{CITY},{PROVINCE}", f"{PROVINCE},{PROVINCE}", "Council: The paper was not delivered to this council."),
    ("acknowledgements", "2026-02-11", "2026-03-22", "Acknowledged on: This day is still to come."),
    ("committees", "辦公室,2026-02-01,,活動組委會", "辦公室,2026-02-01,,某委", f"Belongs to: Nothing of this name stands in the sheets before: “{PROVINCE} 某委”."),
    ("posts", "組委會辦公室,主任", "某辦,主任", f"Body of the campaign: Nothing of this name stands in the sheets before: “{PROVINCE} 某辦”."),
    ("meetings", "2026-02-12 09:00", "2026-03-22 09:00", "Bodies that came: The meeting has not begun yet. What came of it can be noted from its start on."),
    ("tasks", ",,,全省部署會議,", ",,,某會議,", f"Meeting: Nothing of this name stands in the sheets before: “{PROVINCE} 某會議”."),
    ("tasks", "2026-02-12,2026-03-01", "2026-03-05,2026-03-01", "Done on: It cannot have been done before the day on which it was given."),
    ("calls", "宣傳展板；", "某指標；", "Indicators: This is no indicator that bodies report: “某指標”."),
    ("calls", COUNTY, "某會", "Bodies that report: There is no active body of this name: “某會”. Bodies come first."),
    ("returns", f"{CITY},", f"{PROVINCE},", "Council: This body is not asked by that call."),
    ("returns", "無,不詳", ",不詳", "Display boards: Write what it came to, or choose “nothing to report” or “not known”."),
    ("closings", "2026-03-19", "2026-03-22", "Closed on: This day is still to come."),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "was", "now", "words"), REFUSED)
def test_a_row_that_cannot_be_is_refused_at_its_column(
    folder: Path, tmp_path: Path, sheet: str, was: str, now: str, words: str
) -> None:
    assert was in SHEETS[sheet]
    (folder / f"{sheet}.csv").write_text(SHEETS[sheet].replace(was, now), encoding="utf-8")
    with pytest.raises(CommandError, match="rows were refused"):
        ran("import_campaign", str(folder), language="en", answers=str(tmp_path / "answers.csv"))
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8-sig").replace('"', "").splitlines()
    refused = [line.split(",", 3) for line in answers if ",refused," in line]
    assert (refused[0][0], refused[0][3].replace(",", ": ", 1)) == (sheet, words)


def figures() -> dict[tuple[str, str], Any]:
    """Every figure of the rooms of a campaign for the province and for its city, with its lines by their words."""
    reader = org.acting_for(SYSTEM, PROVINCE, field="council")
    found: dict[tuple[str, str], Any] = {}
    for spec in specs():
        if spec.room in {"activities", "campaigns", "returns"}:
            for region in ("33", "3303"):
                told = compute(spec.key, CAMPAIGN, Scope(region=region), reader)
                found[spec.key, region] = _told(told)
    return found


def _told(told: Any) -> Any:
    if isinstance(told, Breakdown):
        return [(str(label), fact.value, fact.bound) for _code, label, fact in told.lines]
    return (told.value, told.bound, told.beside)


def elsewhere(act: Callable[[], Any]) -> Any:
    """What `act` finds in a database of its own: of what it writes nothing stays."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # as the block of the test itself: files are read in it
    with block:
        found = act()
        transaction.set_rollback(True)
    org.forget()
    return found


def test_a_folder_that_was_given_out_makes_the_same_figures_in_an_empty_database(folder: Path, tmp_path: Path) -> None:
    def first() -> dict[tuple[str, str], Any]:
        brought(folder)
        ran("export_campaign", PROVINCE, "2026", str(tmp_path / "out"), language="zh-hans")
        return figures()

    def second() -> dict[tuple[str, str], Any]:
        brought(tmp_path / "out")
        return figures()

    told, again = elsewhere(first), elsewhere(second)
    assert told == again
    assert not Campaign.objects.exists()
    assert {key: told[key, "33"][0] for key in HAS} == HAS


HAS = {
    "activities.held": 3, "activities.output.leaflets": 163, "activities.people": 3, "activities.requirements": 2, "campaigns.bodies": 3, "campaigns.posts": 3,
    "campaigns.meetings": 1, "campaigns.came_to_meetings": 2, "campaigns.tasks": 2, "campaigns.tasks_late": 1, "returns.signed": 1, "returns.value.leaflets": 2000,
}  # fmt: skip
"""By hand: some of what the folder tells."""
