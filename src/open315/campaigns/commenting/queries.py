"""Reads of comments: like drafts and requirements they are the own affair of a council."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import PlanComment, PlanVersion
from open315.campaigns.plan import queries as plan
from open315.campaigns.types import ApprovalState, CommentState
from open315.core.access import Actor
from open315.core.errors import NotFound

UNSETTLED = "unsettled"
"""What is asked of the list: with which the secretariat still has to do."""
NO_COMMENT = _("There is no such comment.")


def comments(actor: Actor) -> QuerySet[PlanComment]:
    """The comments at plans of the acting council, those said first in front."""
    rows = PlanComment.objects.filter(plan_version__campaign__in=plan.own_campaigns(actor))
    return rows.select_related("plan_version__campaign__council", "written_by", "requirement").order_by("pk")


def get_comment(actor: Actor, comment_id: int) -> PlanComment:
    """One of them; NotFound for another council's."""
    row = comments(actor).filter(pk=comment_id).first()
    if row is None:
        raise NotFound(NO_COMMENT)
    return row


def comments_up_to(actor: Actor, version: PlanVersion) -> list[PlanComment]:
    """What was said at this version and at earlier ones of its plan."""
    rows = comments(actor).filter(plan_version__campaign_id=version.campaign_id)
    return list(rows.filter(plan_version__number__lte=version.number))


def comments_of(actor: Actor, campaign_id: int, state: str = "") -> QuerySet[PlanComment]:
    """What was said at the plan of a campaign; in one state, where that is wanted."""
    rows = comments(actor).filter(plan_version__campaign_id=campaign_id)
    if state == UNSETTLED:
        return rows.filter(state__in=(CommentState.OPEN, CommentState.ANSWERED))
    return rows.filter(state=state) if state else rows


def is_last_sent(version: PlanVersion) -> bool:
    """Whether the committee was asked to read this version, and no later one."""
    later = PlanVersion.objects.filter(campaign_id=version.campaign_id, number__gt=version.number)
    return version.sent_at is not None and not later.filter(sent_at__isnull=False).exists()


def latest_version(comment: PlanComment) -> PlanVersion:
    """The last version of the plan."""
    return PlanVersion.objects.filter(campaign_id=comment.plan_version.campaign_id).latest("number")


def sent_to(actor: Actor) -> list[PlanVersion]:
    """What a member is asked to read: of each open campaign the version that was sent last, while it is not approved."""
    if not actor.may("campaigns:comment"):
        return []
    sent = PlanVersion.objects.filter(campaign=OuterRef("campaign"), sent_at__isnull=False).order_by("-number")
    rows = PlanVersion.objects.filter(campaign__in=plan.own_campaigns(actor), campaign__closed_at=None)
    rows = rows.filter(pk=Subquery(sent.values("pk")[:1]))
    rows = rows.exclude(approvals__state__in=(ApprovalState.APPROVED, ApprovalState.SUPERSEDED))
    return list(rows.select_related("campaign").order_by("-campaign__year"))
