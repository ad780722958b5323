"""The objects of the campaign room for the access matrix."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import Cast
from open315.campaigns import services
from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import Circulation, MeetingVote
from open315.campaigns.brought import services as brought
from open315.campaigns.commenting import services as commenting
from open315.campaigns.committee import services as committee
from open315.campaigns.committee.types import CommitteeDraft, PostDraft
from open315.campaigns.issue import services as issue
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft
from open315.campaigns.models import Delivery
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft
from open315.campaigns.types import CampaignPlan
from open315.core.clock import local_day
from open315.core.names import Names
from tests.access.thing import Maker, Thing, once


def _campaign(cast: Cast) -> int:
    """The province's campaign of the year."""
    campaign = CampaignPlan(
        year=2026,
        theme="提振消費信心",
        theme_in=Names(en="Confidence"),
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
        stat_first=date(2026, 1, 1),
        stat_last=date(2026, 3, 31),
        region_code="420000",
    )
    return services.open_campaign(campaign, actor=cast.actor("secretariat"), at=cast.at).pk


def _plan(cast: Cast) -> dict[str, int]:
    """A plan of the acting council of those who read campaigns: one section, one measure, one version, one requirement."""
    actor, campaign = cast.actor("secretariat"), once(cast, "campaign", _campaign)
    section = plan.add_section(campaign, SectionDraft("宣傳"), actor=actor, at=cast.at)
    measure = plan.add_measure(section.pk, MeasureDraft("座談會"), actor=actor, at=cast.at)
    version = plan.freeze_plan(campaign, why="提交", actor=actor, at=cast.at)
    draft = RequirementDraft("重在實效", "常委會", local_day(cast.at))
    asked = plan.put_requirement(campaign, draft, actor=actor, at=cast.at)
    return {"section": section.pk, "measure": measure.pk, "plan_version": version.pk, "requirement": asked.pk}


def _comment(cast: Cast) -> int:
    """What a member of the committee of the house said at that version."""
    version = once(cast, "plan", _plan)["plan_version"]
    plan.send_plan(version, actor=cast.actor("secretariat"), at=cast.at)
    return commenting.write_comment(
        version, "head", "目標要具體", actor=cast.actor("as_standing_committee"), at=cast.at
    ).pk


def _approval(cast: Cast) -> dict[str, int]:
    """A circulation of that version among the committee of the house, under way."""
    version = once(cast, "plan", _plan)["plan_version"]
    member = cast.accounts["as_standing_committee"].pk
    asked = Circulation(local_day(cast.at) + timedelta(days=9), (member,), ("工會",), waiver="會後補充")
    row = approval.circulate_plan(version, asked, actor=cast.actor("secretariat"), at=cast.at)
    return {"approval": row.pk, "ballot": row.ballots.get(account_id=member).pk}


def _bodies(cast: Cast) -> dict[str, int]:
    """A body of the campaign with one post."""
    actor, campaign = cast.actor("secretariat"), once(cast, "campaign", _campaign)
    body = committee.set_up_committee(
        campaign, CommitteeDraft("committee", "活動組委會", date(2026, 1, 5)), actor=actor, at=cast.at
    )
    post = PostDraft("主任", "省人民政府", "副省長", date(2026, 1, 5))
    return {"committee": body.pk, "committee_post": committee.give_post(body.pk, post, actor=actor, at=cast.at).pk}


def _issue(cast: Cast) -> dict[str, int]:
    """Another year's plan, approved, issued jointly and delivered to the cities."""
    who: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    days = {"first_day": date(2027, 3, 1), "last_day": date(2027, 3, 31)}
    figures = {"stat_first": date(2026, 1, 1), "stat_last": date(2026, 12, 31)}
    campaign = services.open_campaign(CampaignPlan(2027, "提振消費", region_code="420000", **days, **figures), **who)
    plan.add_section(campaign.pk, SectionDraft("宣傳"), **who)
    version = plan.freeze_plan(campaign.pk, why="提交", **who)
    approval.record_vote(version.pk, MeetingVote("第一次會議", local_day(cast.at), 3, 3, 3), **who)
    draft = IssueDraft("通知", "鄂消〔2026〕1號", partners=("武漢市市場監督管理局",), recipients=("各市",))
    row = issue.draft_issue(version.pk, draft, **who)
    issue.ask_partners(row.pk, **who)
    partner = row.partners.get()
    issue.answer_issue(partner.pk, confirms=True, **who)
    issue.issue_jointly(row.pk, **who)
    to = {key: row.deliveries.get(council=cast.bodies[key]).pk for key in ("wuhan", "huangshi")}
    return {"issue": row.pk, "issue_partner": partner.pk, "delivery": to["wuhan"], "foreign": to["huangshi"]}


def _own_delivery(cast: Cast) -> int:
    """A paper that was delivered to the council whose secretariat is of the cast."""
    paper = once(cast, "issues", _issue)["issue"]
    return Delivery.objects.create(issue_id=paper, council=cast.bodies["province"], delivered_at=cast.at).pk


def _of_issue(name: str) -> Maker:
    return lambda cast: once(cast, "issues", _issue)[name]


def _meeting(cast: Cast) -> dict[str, int]:
    """A deployment meeting to come, and a task that is given to a department."""
    actor, campaign = cast.actor("secretariat"), once(cast, "campaign", _campaign)
    draft = MeetingDraft("部署會議", cast.at + timedelta(days=1), "會議室")
    meeting = meetings.call_meeting(campaign, draft, actor=actor, at=cast.at)
    given = TaskDraft("報送統計", local_day(cast.at), cast.bodies["market"].name)
    return {"meeting": meeting.pk, "task": allocation.give_task(campaign, given, actor=actor, at=cast.at).pk}


def _part(name: str) -> Maker:
    return lambda cast: once(cast, "plan", _plan)[name]


def _brought(cast: Cast) -> int:
    """Sheets that were sent and wait to be looked through."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("campaigns.csv", "council,year\n湖北省消費者委員會,2026\n")
    file = SimpleUploadedFile("2026.zip", out.getvalue())
    return brought.send_folder(file, actor=cast.actor("secretariat"), at=cast.at).pk


OBJECTS = {
    "brought_folder": Thing(lambda cast: once(cast, "brought", _brought)),
    "campaign": Thing(lambda cast: once(cast, "campaign", _campaign)),
    "plan_comment": Thing(_comment),
    "approval": Thing(lambda cast: once(cast, "approvals", _approval)["approval"]),
    "ballot": Thing(lambda cast: once(cast, "approvals", _approval)["ballot"]),
    "committee": Thing(lambda cast: once(cast, "bodies", _bodies)["committee"]),
    "committee_post": Thing(lambda cast: once(cast, "bodies", _bodies)["committee_post"]),
    "issue": Thing(_of_issue("issue")),
    "issue_partner": Thing(_of_issue("issue_partner")),
    "delivery": Thing(_of_issue("delivery"), _of_issue("foreign")),
    "own_delivery": Thing(_own_delivery),
    "meeting": Thing(lambda cast: once(cast, "meetings", _meeting)["meeting"]),
    "task": Thing(lambda cast: once(cast, "meetings", _meeting)["task"]),
    **{name: Thing(_part(name)) for name in ("section", "measure", "plan_version", "requirement")},
}
