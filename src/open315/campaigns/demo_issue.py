"""How the plans of the demo go on: this year's was approved at a meeting and issued jointly, a few councils are silent; the next one's is being signed."""

from datetime import datetime, timedelta

from open315.campaigns import demo_comments
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import Circulation, MeetingVote
from open315.campaigns.demo_plan import CONTEST, LECTURE, MEETING, PRESS, SEMINAR, STALLS
from open315.campaigns.filing import services as filing
from open315.campaigns.issue import services as issue
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.models import Campaign, Delivery, JointIssue
from open315.campaigns.plan import queries as plan_queries
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.types import MeasureDraft
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.org.demo.world import PROVINCE, World

WAIVER = "決算後連同結果一併公開"
PARTNERS = ("湖北省市場監督管理局", "湖北省司法廳", "湖北省住房和城鄉建設廳")
MEMBERS = ("省總工會", "省婦女聯合會", "省工商業聯合會", "省新聞工作者協會")
SILENT = 5
"""Every so many-th council does not answer."""
DRAFTS_ONLY = 4
"""Every so many-th city has begun its plan and not filed it."""
TAKEN_OVER = {
    MEETING: "會議室",
    SEMINAR: "會議中心",
    STALLS: "中心廣場",
    LECTURE: "社區活動室",
    PRESS: "新聞發佈廳",
    CONTEST: "",
}
"""What cities take over of the plan above, and where they do it."""
ANSWERS = (True, True, False)
"""What each partner says; the last one issues a paper of its own."""


def approve_and_issue(world: World, campaign: Campaign, actor: Actor, at: datetime) -> None:
    """The meeting approves the released version; a fortnight later it is issued, and most councils acknowledge it within days."""
    version = campaign.versions.get(released_at__isnull=False)
    vote = MeetingVote("第五屆常務委員會第三次會議（演示）", local_day(at), 21, 18, 17, 0, 1, WAIVER)
    approval.record_vote(version.pk, vote, actor=actor, at=at)
    drafted = at + timedelta(days=3)
    paper = IssueDraft(
        f"關於印發《{campaign.year}年「3·15」活動實施方案》的通知",
        f"鄂消委〔{local_day(drafted).year}〕18號",
        text=f"現將《{campaign.year}年「3·15」活動實施方案》印發給你們，請結合實際認真組織實施。",
        partners=PARTNERS,
        recipients=("各市、州、直管市、神農架林區消費者委員會（協會）", "有關部門"),
        copies=("省政府辦公廳",),
        annexes=("任務分工表",),
        reply_until=local_day(drafted + timedelta(days=7)),
        acknowledge_until=local_day(drafted + timedelta(days=20)),
        plans_until=local_day(drafted + timedelta(days=30)),
    )
    row = issue.draft_issue(version.pk, paper, actor=actor, at=drafted)
    issue.ask_partners(row.pk, actor=actor, at=drafted)
    for partner, confirms in zip(row.partners.all(), ANSWERS, strict=True):
        answered = drafted + timedelta(days=partner.place)
        reason = "" if confirms else "另行發文部署"
        issue.answer_issue(partner.pk, confirms=confirms, reason=reason, actor=actor, at=answered)
    issue.issue_jointly(row.pk, actor=actor, at=drafted + timedelta(days=5))
    _acknowledge(world, row, drafted + timedelta(days=6))
    _file_own_plans(world, row, drafted + timedelta(days=12))


def _acknowledge(world: World, row: JointIssue, at: datetime) -> None:
    """By people of those councils that have any; cities first, then their counties."""
    for place, each in enumerate(row.deliveries.order_by("council__parent_id", "council__region_id", "pk"), 1):
        found = [world.find_actor(each.council_id, role, 0) for role in ("secretariat", "clerk")]
        actor = next(filter(None, found), None)
        if actor is not None and place % SILENT:
            issue.acknowledge(each.pk, actor=actor, at=at + timedelta(hours=place))


def _file_own_plans(world: World, row: JointIssue, at: datetime) -> None:
    """Most cities that acknowledged the paper take measures over, say who does them where, and file; one keeps its draft to itself."""
    row.refresh_from_db()
    rows = row.deliveries.filter(acknowledged_at__isnull=False).order_by(
        "council__parent_id", "council__region_id", "pk"
    )
    cities = [(each, actor) for each in rows if (actor := world.find_actor(each.council_id, "secretariat", 0))]
    for place, (each, actor) in enumerate(cities):
        _own_plan(each, place, actor, at + timedelta(hours=place), files=place % DRAFTS_ONLY != DRAFTS_ONLY - 1)


def _own_plan(delivery: Delivery, place: int, actor: Actor, at: datetime, *, files: bool) -> None:
    body = content_from((delivery.issue.content or {})["plan"])
    taken = dict(list(TAKEN_OVER.items())[: len(TAKEN_OVER) - place % 3])
    keys = [item.key for item in body if item.fields.get("title") in taken]
    campaign = filing.begin_own_plan(delivery.pk, keys, actor=actor, at=at)
    region = delivery.council.region.name
    for measure in plan_queries.measures_of(actor, campaign.pk):
        own = MeasureDraft(
            measure.title,
            f"{region}消費者組織",
            measure.first_day,
            measure.last_day,
            f"{region}{taken[measure.title]}",
            output=measure.output,
            serves_id=measure.serves_id,
        )
        plan.change_measure(measure.pk, own, actor=actor, at=at)
    section = campaign.sections.order_by("place")[0]
    plan.add_measure(section.pk, MeasureDraft("走訪消費維權服務站（演示）", f"{region}消費者組織"), actor=actor, at=at)
    if files:
        version = plan.freeze_plan(campaign.pk, why="報省消委", actor=actor, at=at + timedelta(minutes=20))
        filing.file_own_plan(delivery.pk, version.pk, actor=actor, at=at + timedelta(minutes=30))


def circulate(world: World, campaign: Campaign, actor: Actor, at: datetime) -> None:
    """The released version is being signed: one member has agreed on paper, the others are asked until next week."""
    version = campaign.versions.get(released_at__isnull=False)
    member = world.find_actor(world.councils[PROVINCE], "standing_committee", 0)
    accounts = (member.account_id,) if member is not None and member.account_id else ()
    asked = Circulation(world.today + timedelta(days=7), accounts, MEMBERS, WAIVER)
    row = approval.circulate_plan(version.pk, asked, actor=actor, at=at)
    first = row.ballots.exclude(member="")[0]
    approval.sign_ballot(first.pk, answer="agrees", actor=actor, at=at + timedelta(hours=3))
    if member is not None:
        demo_comments.of_last_version(version, LECTURE, member, at + timedelta(hours=4))
