"""The campaigns of the small world: a plan that is asked about, approved, issued and acknowledged; its bodies, an activity, a return."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from conftest import Cast
from open315.activities import services as activities
from open315.activities.doubles import services as doubles
from open315.activities.feeds import services as feeds
from open315.activities.models import DoubleEntry
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.proofs import services as proofs
from open315.activities.proofs.types import ProofDraft
from open315.activities.telling import services as telling
from open315.activities.tests.making import picture
from open315.activities.types import ActivityPlan
from open315.campaigns import services as campaigns
from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import Circulation, MeetingVote, OwnProcedure
from open315.campaigns.commenting import services as commenting
from open315.campaigns.committee import services as committee
from open315.campaigns.committee.types import CommitteeDraft, PostDraft
from open315.campaigns.issue import services as issue
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.meetings import services as meetings
from open315.campaigns.meetings.types import MeetingDraft
from open315.campaigns.models import Campaign, PlanVersion, Requirement
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft
from open315.campaigns.types import CampaignPlan
from open315.cases import queries as cases
from open315.core.names import Names
from open315.core.uploads import services as uploads
from open315.org.models import RoleGrant
from open315.returns import services as returns
from open315.returns.types import Answer, CallPlan
from open315.stalls import services as stalls
from open315.stalls.types import KitPlan, Pressed, ShiftPlan, StallPlan

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
"""Of the whole world: see `world.AT`."""


def build(cast: Cast) -> None:
    """Two campaigns, their plans and papers, an activity, and what a city tells of it."""
    _campaigns(cast)
    _plan(cast)
    _activity(cast)
    _stalls(cast)
    _returns(cast)


def _campaigns(cast: Cast) -> None:
    for year, theme, english in ((2025, "共築滿意消費", "Satisfaction"), (2026, "提振消費信心", "Confidence")):
        opened = CampaignPlan(
            year=year,
            theme=theme,
            theme_in=Names(en=english),
            first_day=date(year, 3, 1),
            last_day=date(year, 3, 31),
            stat_first=date(year, 1, 1),
            stat_last=date(year, 12, 31),
            region_code="420000",
            note="演示。",
        )
        made = campaigns.open_campaign(opened, actor=cast.actor("secretariat"), at=AT - timedelta(days=50))
        _bodies(cast, made)
        if year == 2025:
            campaigns.close_campaign(made.pk, actor=cast.actor("secretariat"), at=AT)


def _bodies(cast: Cast, campaign: Campaign) -> None:
    """Its organising committee and the one post of that."""
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": AT - timedelta(days=50)}
    draft = CommitteeDraft("committee", "活動組委會", date(campaign.year, 1, 5), basis="鄂消發〔2026〕1號")
    body = committee.set_up_committee(campaign.pk, draft, **act)
    post = PostDraft("主任", "湖北省消費者委員會", "會長", date(campaign.year, 1, 5))
    committee.give_post(body.pk, post, **act)
    meeting = meetings.call_meeting(
        campaign.pk, MeetingDraft("部署會議", AT - timedelta(days=51), "會議室", bodies=("湖北省公安廳",)), **act
    )
    allocation.give_task(
        campaign.pk, TaskDraft("報送清單", date(campaign.year, 3, 20), "湖北省公安廳", meeting_id=meeting.pk), **act
    )


def _plan(cast: Cast) -> None:
    """Two versions, a requirement answered, a vote by the council's own rules and a circulation, a paper that one city acknowledges."""
    campaign = Campaign.objects.get(year=2026)
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": AT - timedelta(days=45)}
    section = plan.add_section(campaign.pk, SectionDraft("現場服務", "各部門擺攤設點。"), **act)
    draft = MeasureDraft("廣場諮詢", "祕書處", date(2026, 3, 15), date(2026, 3, 15), "廣場", 50_000, "資料")
    measure = plan.add_measure(section.pk, draft, **act)
    asked = RequirementDraft("要進社區。", "常委會", date(2026, 3, 28), section.pk)
    requirement = plan.put_requirement(campaign.pk, asked, **act)
    plan.answer_requirement(requirement.pk, "列入一項。", [measure.pk], **act)
    approval.state_procedure(OwnProcedure(date(2026, 3, 1), "章程第二十條", "half", "half", "members", 3), **act)
    first = plan.freeze_plan(campaign.pk, why="提交審議", **act)
    plan.release_plan(first.pk, **act)
    approval.record_vote(first.pk, MeetingVote("常委會", date(2026, 3, 28), 21, 18, 17, 0, 1), **act)
    _paper(cast, first)
    plan.change_measure(measure.pk, replace(draft, venue="社區"), **act)
    last = plan.freeze_plan(campaign.pk, why="修改後再審議", **act)
    plan.release_plan(last.pk, **act)
    circulated = approval.circulate_plan(last.pk, Circulation(date(2026, 5, 20), (), ("省總工會", "省婦聯")), **act)
    approval.sign_ballot(circulated.ballots.order_by("pk")[0].pk, answer="agrees", **act)
    _comment(cast, last)


def _comment(cast: Cast, version: PlanVersion) -> None:
    """A member says something at the plan, and the secretariat answers."""
    member = cast.accounts["analyst"]
    lent = RoleGrant.objects.create(
        account=member, organisation=cast.bodies["province"], role="standing_committee", granted_from=date(2020, 1, 1)
    )
    act: dict[str, Any] = {"at": AT - timedelta(days=44)}
    row = commenting.write_comment(version.pk, "head", "目標要寫明場次。", actor=cast.actor("analyst"), **act)
    commenting.answer_comment(row.pk, "已補充。", settles=True, actor=cast.actor("secretariat"), **act)
    lent.delete()


def _paper(cast: Cast, version: PlanVersion) -> None:
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": AT - timedelta(days=44)}
    draft = IssueDraft(
        "關於印發活動方案的通知", "鄂消委〔2026〕3號", "現印發。", ("湖北省司法廳",), ("各市消費者委員會",),
        ("省政府辦公廳",), ("任務分工表",), date(2026, 4, 10), date(2026, 4, 20),
    )  # fmt: skip
    paper = issue.draft_issue(version.pk, draft, **act)
    issue.ask_partners(paper.pk, **act)
    issue.answer_issue(paper.partners.get().pk, confirms=True, **act)
    issue.issue_jointly(paper.pk, **act)
    delivered = paper.deliveries.get(council=cast.bodies["wuhan"])
    issue.acknowledge(delivered.pk, actor=cast.actor("clerk"), at=AT - timedelta(days=43))


def _activity(cast: Cast) -> None:
    actor, begins = cast.actor("secretariat"), datetime(2026, 3, 14, 1, 0, tzinfo=UTC)
    requirement = Requirement.objects.get()
    planned = ActivityPlan(
        "press", "典型案例發佈會", begins, begins + timedelta(hours=1), "420106", "新聞發佈廳", ("湖北省消費者委員會",),
        measure_id=requirement.measures.get().pk, requirement_ids=(requirement.pk,),
    )  # fmt: skip
    made = activities.plan_activity(planned, actor=actor, at=begins - timedelta(days=20))
    attendance = Attendance("湖北省人民政府", "government", "副省長", "province_deputy", "spoke")
    people.enter_person(made.pk, attendance, actor=actor, at=begins)
    partner = partners.invite_partner(made.pk, name="湖北省公安廳", kind="department", actor=actor, at=begins)
    partners.promise(partner.pk, Contribution(3, 1, "宣傳冊", 50_000), actor=actor, at=begins)
    feeds.make_feed(actor.organisation_id or 0, with_below=True, actor=actor, at=begins - timedelta(days=9))
    activities.hold_activity(made.pk, actor=actor, at=begins + timedelta(days=1))
    outputs.report_outputs(made.pk, [Told("leaflets", "", "3000餘")], actor=actor, at=begins + timedelta(days=1))
    partners.deliver(partner.pk, Contribution(2, 1, "", None), actor=actor, at=begins + timedelta(days=1))
    photo = uploads.receive(picture("發佈會.png"), at=begins)
    shows = ProofDraft("發佈會現場", "measure", is_released=True)
    proofs.keep_proofs(made.pk, [photo.pk], shows, actor=actor, at=begins + timedelta(days=1))
    again = activities.plan_activity(planned, actor=actor, at=begins - timedelta(days=20))
    doubles.look_at(again.pk, begins)
    doubles.call_different(DoubleEntry.objects.get().pk, actor=actor, at=begins + timedelta(days=1))
    telling.decide(made.pk, is_told=True, actor=actor, at=begins + timedelta(days=1))


def _stalls(cast: Cast) -> None:
    """A stall with a shift and something to bring; what was counted there became the value of the activity."""
    actor, begins = cast.actor("secretariat"), datetime(2026, 3, 15, 1, 0, tzinfo=UTC)
    act: dict[str, Any] = {"actor": actor, "at": begins}
    hosts = ("湖北省消費者委員會",)
    day = ActivityPlan("consultation", "現場諮詢服務", begins, begins + timedelta(hours=3), "420106", "中心廣場", hosts)
    made = activities.plan_activity(day, **act)
    stall = stalls.enter_stall(made.pk, StallPlan(1, "湖北省公安廳", "防詐騙宣傳", "東側第一個"), **act)
    stalls.add_shift(stall.pk, ShiftPlan(begins, begins + timedelta(hours=3), "值班室", 2), **act)
    item = stalls.add_item(stall.pk, KitPlan("摺疊桌", "2張"), **act)
    stalls.mark_item(item.pk, mark="packed", **act)
    presses = [Pressed("a", "enquiries"), Pressed("b", "enquiries"), Pressed("c", "leaflets", 50)]
    stalls.press(stall.pk, presses, **act)
    stalls.undo(stall.pk, token="b", **act)
    case = cases.visible_to(actor).order_by("pk")[0]
    stalls.link_case(stall.pk, case_id=case.pk, **act)
    activities.hold_activity(made.pk, **act)


def _returns(cast: Cast) -> None:
    """A city that is asked, answers, signs and corrects; another that says nothing."""
    at = AT - timedelta(days=40)
    councils = (cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk)
    days = (date(2026, 3, 1), date(2026, 3, 15), date(2026, 4, 15))
    asked = CallPlan(
        Campaign.objects.get(year=2026).pk, "活動成果", *days, ("boards", "enquiries"), councils, "請按時上報"
    )
    call = returns.ask(asked, actor=cast.actor("secretariat"), at=at)
    row = call.returns.get(council=cast.bodies["wuhan"]).pk
    answers = [Answer("boards", said="35"), Answer("enquiries", "unknown")]
    returns.fill_in(row, answers, actor=cast.actor("clerk"), at=at)
    returns.sign(row, actor=cast.actor("officer"), at=at)
    answers[0] = Answer("boards", said="近40")
    returns.correct(row, answers, reason="清點後更正", actor=cast.actor("clerk"), at=at + timedelta(days=1))
