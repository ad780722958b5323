"""How a plan was approved at a meeting and issued jointly, who acknowledged it, and that the campaign was closed, as sheets."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns import services as campaigns
from open315.campaigns.approval import services as approval
from open315.campaigns.approval.types import MeetingVote
from open315.campaigns.folder.subject import acting_in, at_noon, campaign_in, campaigns_of, sheet
from open315.campaigns.issue import services
from open315.campaigns.issue.content import number_text
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.models import Approval, Campaign, Delivery, JointIssue, PlanVersion
from open315.campaigns.types import ApprovalWay, IssueState, PartnerSays
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values

VOTE = ("occasion", "held_on", "members", "present", "in_favour", "against", "abstained", "waiver")
LISTS = ("recipients", "copies", "annexes")
STATES = {code: label for code, label in JointIssue.State.choices if code != IssueState.WITHDRAWN}
NO_VERSION = _("There is no version of this plan yet.")
NOT_ASKED = _("This body is not among the partners.")
NOT_DELIVERED = _("The paper was not delivered to this council.")


def newest_version(campaign: Campaign) -> PlanVersion:
    """The version of the folder. InvalidInput where there is none."""
    version = campaign.versions.order_by("-number").first()
    if version is None:
        raise InvalidInput(NO_VERSION, field="council")
    return version


def bring_approval(values: Values, bringing: Bringing) -> bool:
    """What a meeting voted on the version of the folder; where a vote stands, it is left as it is."""
    campaign = campaign_in(bringing, values)
    if found := campaign.approvals.filter(way=ApprovalWay.MEETING, occasion=values["occasion"]).first():
        bringing.about = found
        return False
    told: dict[str, Any] = {key: values[key] for key in VOTE}
    vote = MeetingVote(**{**told, "against": told["against"] or 0, "abstained": told["abstained"] or 0})
    bringing.about = approval.record_vote(
        newest_version(campaign).pk, vote, actor=acting_in(bringing, values), at=bringing.at
    )
    return True


def standing_vote(campaign: Campaign) -> Approval | None:
    """The vote by which the newest version is approved."""
    newest = campaign.versions.order_by("-number").first()
    rows = campaign.approvals.filter(state=Approval.State.APPROVED, plan_version=newest)
    return rows.first() if newest else None


def give_approvals(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The votes of meetings that stand."""
    for campaign in campaigns_of(actor, campaign_id):
        vote = standing_vote(campaign)
        if vote is not None and vote.way == ApprovalWay.MEETING:
            yield {**{key: getattr(vote, key) for key in VOTE}, "council": campaign.council.name}


def bring_issue(values: Values, bringing: Bringing) -> bool:
    """The paper with what the partners answered, as far as it came; one of the same title is left as it is."""
    campaign, actor = campaign_in(bringing, values), acting_in(bringing, values)
    found = campaign.issues.exclude(state=IssueState.WITHDRAWN).filter(title=values["title"]).first()
    row = found or _issued(campaign, values, bringing, actor)
    bringing.note("paper", f"{values['council']} {row.title}", row)
    return found is None


def _issued(campaign: Campaign, values: Values, bringing: Bringing, actor: Actor) -> JointIssue:
    at = at_noon(values["drafted_on"], bringing, column="drafted_on")
    kept = ("title", "number", "text", "partners", *LISTS, "reply_until", "acknowledge_until")
    draft = IssueDraft(**{key: values[key] for key in kept})
    row = services.draft_issue(newest_version(campaign).pk, draft, actor=actor, at=at)
    if values["state"] == IssueState.DRAFT:
        return row
    row = services.ask_partners(row.pk, actor=actor, at=at)
    _answered(row, values, bringing, actor)
    if values["state"] == IssueState.ASKED:
        return row
    issued_at = at_noon(values["issued_on"], bringing, column="issued_on")
    return services.issue_jointly(row.pk, actor=actor, at=issued_at)


def _answered(row: JointIssue, values: Values, bringing: Bringing, actor: Actor) -> None:
    at = at_noon(values["issued_on"] or values["drafted_on"], bringing, column="issued_on")
    asked = {each.name: each.pk for each in row.partners.all()}
    said = [(name, "confirmed", "") for name in values["confirmed"]]
    reasons = (*values["reasons"], *[""] * len(values["declined"]))
    said += [(name, "declined", reason) for name, reason in zip(values["declined"], reasons, strict=False)]
    for name, column, reason in said:
        if name not in asked:
            raise InvalidInput(NOT_ASKED, field=column)
        services.answer_issue(asked[name], confirms=column == "confirmed", reason=reason, actor=actor, at=at)


def give_issues(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The papers of what was approved, without those that were withdrawn."""
    for campaign in campaigns_of(actor, campaign_id):
        vote = standing_vote(campaign)
        rows = campaign.issues.exclude(state=IssueState.WITHDRAWN).prefetch_related("partners").order_by("pk")
        for each in rows.filter(plan_version=vote.plan_version) if vote else ():
            yield {**_paper(each), "council": campaign.council.name}


def _paper(row: JointIssue) -> dict[str, Any]:
    partners = list(row.partners.all())
    declined = [each for each in partners if each.answer == PartnerSays.DECLINED]
    return {
        **{key: getattr(row, key) for key in ("title", "text", "state", "reply_until", "acknowledge_until")},
        **{key: getattr(row, key).splitlines() for key in LISTS},
        "number": number_text(row),
        "partners": [each.name for each in partners],
        "confirmed": [each.name for each in partners if each.answer == PartnerSays.CONFIRMED],
        "declined": [each.name for each in declined],
        "reasons": [each.reason.replace("；", "，") for each in declined],
        "drafted_on": local_day(row.created_at),
        "issued_on": local_day(row.issued_at) if row.issued_at else None,
    }


def bring_acknowledgement(values: Values, bringing: Bringing) -> bool:
    """That a council has received a paper; one that was acknowledged is left as it is."""
    paper: JointIssue = bringing.find("paper", f"{values['issued_by']} {values['paper']}", column="paper")
    actor = acting_in(bringing, values)
    delivery = Delivery.objects.filter(issue=paper, council_id=actor.organisation_id).first()
    if delivery is None:
        raise InvalidInput(NOT_DELIVERED, field="council")
    if delivery.acknowledged_at is not None:
        return False
    services.acknowledge(delivery.pk, actor=actor, at=at_noon(values["on"], bringing, column="on"))
    return True


def give_acknowledgements(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """Who has acknowledged what, from the top down."""
    papers = campaigns_of(actor, campaign_id)
    rows = Delivery.objects.filter(issue__campaign__in=papers).exclude(acknowledged_at=None)
    for each in rows.select_related("issue__council", "council").order_by("issue_id", "council__path", "pk"):
        if each.acknowledged_at:
            yield {
                "council": each.council.name,
                "issued_by": each.issue.council.name,
                "paper": each.issue.title,
                "on": local_day(each.acknowledged_at),
            }


def bring_closing(values: Values, bringing: Bringing) -> bool:
    """That the campaign was closed, behind everything else."""
    campaign = campaign_in(bringing, values)
    if campaign.closed_at is not None:
        return False
    at = at_noon(values["on"], bringing, column="on")
    closed = campaigns.close_campaign(campaign.pk, actor=acting_in(bringing, values), at=at)
    bringing.note("campaign", values["council"], closed)
    return True


def give_closings(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The campaigns that were closed."""
    for each in campaigns_of(actor, campaign_id):
        if each.closed_at:
            yield {"council": each.council.name, "on": local_day(each.closed_at)}


APPROVALS = sheet(
    "approvals",
    _("Votes on the plan"),
    62,
    (
        Column("occasion", _("Which meeting"), needed=True),
        Column("held_on", _("Day of the meeting"), Form.DAY, needed=True),
        Column("members", _("Members of the committee"), Form.NUMBER, needed=True),
        Column("present", _("Were there"), Form.NUMBER, needed=True),
        Column("in_favour", _("In favour"), Form.NUMBER, needed=True),
        Column("against", _("Against"), Form.NUMBER),
        Column("abstained", _("Abstained"), Form.NUMBER),
        Column("waiver", _("Why requirements stay unanswered")),
    ),
    bring_approval,
    give_approvals,
)
ISSUES = sheet(
    "issues",
    _("Joint issue"),
    64,
    (
        Column("title", _("Title of the paper"), needed=True),
        Column("number", _("Document number")),
        Column("text", _("Text")),
        Column("partners", _("Partner bodies, in order"), Form.SEVERAL),
        Column("recipients", _("Main recipients"), Form.SEVERAL),
        Column("copies", _("Copies to"), Form.SEVERAL),
        Column("annexes", _("Annexes"), Form.SEVERAL),
        Column("reply_until", _("Last day for partners"), Form.DAY),
        Column("acknowledge_until", _("To be acknowledged until"), Form.DAY),
        Column("drafted_on", _("Drafted on"), Form.DAY),
        Column("state", _("State"), Form.CODE, needed=True, codes=lambda: STATES),
        Column("confirmed", _("Partners that confirmed"), Form.SEVERAL),
        Column("declined", _("Partners that declined"), Form.SEVERAL),
        Column("reasons", _("Their reasons, in the same order"), Form.SEVERAL),
        Column("issued_on", _("Issued on"), Form.DAY),
    ),
    bring_issue,
    give_issues,
)
ACKNOWLEDGEMENTS = sheet(
    "acknowledgements",
    _("Acknowledgements"),
    66,
    (
        Column("issued_by", _("Issued by"), needed=True),
        Column("paper", _("Title of the paper"), needed=True),
        Column("on", _("Acknowledged on"), Form.DAY),
    ),
    bring_acknowledgement,
    give_acknowledgements,
)
CLOSINGS = sheet(
    "closings", _("Closed campaigns"), 190, (Column("on", _("Closed on"), Form.DAY),), bring_closing, give_closings
)
