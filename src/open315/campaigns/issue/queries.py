"""Reads of joint issues: the issuing council its own, a partner what it is asked about, a council below what was delivered to it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Delivery, IssuePartner, JointIssue
from open315.campaigns.types import IssueState, PartnerSays
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.org import queries as org
from open315.org.queries import Body

NO_ISSUE = _("There is no such paper.")


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound(NO_ISSUE)
    return row


def issues(actor: Actor) -> QuerySet[JointIssue]:
    """The papers of the acting council, with how many were delivered and acknowledged, the latest first."""
    if not actor.may("campaigns:read"):
        return JointIssue.objects.none()
    rows = JointIssue.objects.filter(council_id=actor.organisation_id)
    rows = rows.select_related("campaign__council", "council", "plan_version").order_by("-pk")
    acknowledged = Count("deliveries", filter=Q(deliveries__acknowledged_at__isnull=False))
    filed = Count("deliveries", filter=Q(deliveries__filed_version__isnull=False))
    return rows.annotate(delivered=Count("deliveries"), acknowledged=acknowledged, filed=filed)


def get_issue(actor: Actor, issue_id: int) -> JointIssue:
    """One of them; NotFound for another council's."""
    found: JointIssue = _found(issues(actor).filter(pk=issue_id).first())
    return found


def asked_partners(actor: Actor) -> QuerySet[IssuePartner]:
    """Where partners are asked: a liaison sees what her own body is asked, the secretariat what its council asks."""
    mine = Q(organisation_id=actor.organisation_id or 0) & ~Q(issue__state=IssueState.DRAFT)
    if not actor.may("campaigns:confirm"):
        mine = Q(pk__in=())
    if actor.may("campaigns:manage"):
        mine |= Q(issue__council_id=actor.organisation_id)
    rows = IssuePartner.objects.filter(mine)
    return rows.select_related("issue__campaign", "issue__council", "issue__plan_version", "organisation")


def get_partner(actor: Actor, partner_id: int) -> IssuePartner:
    """One of them; NotFound for others."""
    found: IssuePartner = _found(asked_partners(actor).filter(pk=partner_id).first())
    return found


def waiting_for(actor: Actor) -> list[IssuePartner]:
    """What the acting body is asked to confirm and has not answered, the earliest last day first."""
    rows = asked_partners(actor).filter(organisation_id=actor.organisation_id or 0, answer=PartnerSays.NOTHING)
    return list(rows.filter(issue__state=IssueState.ASKED).order_by("issue__reply_until", "pk"))


def deliveries_to(actor: Actor) -> QuerySet[Delivery]:
    """What was delivered to the acting council, the latest first."""
    return readable_deliveries(actor).filter(council_id=actor.organisation_id or 0).order_by("-pk")


def readable_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """What was delivered to the acting council and to those below it."""
    if not actor.may("campaigns:acknowledge"):
        return Delivery.objects.none()
    rows = Delivery.objects.filter(council_id__in=actor.organisation_ids)
    return rows.select_related("issue__campaign", "issue__council", "council", "acknowledged_by", "filed_version")


def get_delivery(actor: Actor, delivery_id: int) -> Delivery:
    """One of them; NotFound for others."""
    found: Delivery = _found(readable_deliveries(actor).filter(pk=delivery_id).first())
    return found


def unacknowledged_by(actor: Actor) -> list[Delivery]:
    """What was delivered to the acting council and nobody of it has acknowledged."""
    return list(deliveries_to(actor).filter(acknowledged_at=None))


def deliveries_of(actor: Actor, issue_id: int, wanted: Mapping[str, Any]) -> QuerySet[Delivery]:
    """To whom a paper of the acting council was delivered; those that acknowledged it or filed a plan of their own, or not, of cities or counties, where that is wanted."""
    rows = Delivery.objects.filter(issue_id=issue_id, issue__in=issues(actor))
    rows = rows.select_related("council", "issue", "filed_version")
    if wanted.get("plan"):
        rows = rows.filter(filed_version__isnull=wanted["plan"] == "missing")
    if wanted.get("state"):
        rows = rows.filter(acknowledged_at__isnull=wanted["state"] == "silent")
    if wanted.get("level"):
        rows = rows.filter(council__region__level=wanted["level"])
    return rows


def councils_below(council_id: int) -> list[Body]:
    """The active councils below a council along the line by which they report, by region."""
    top = org.body_by_id(council_id)
    if top is None:
        return []
    below = [each for each in org.councils() if each.id != top.id and each.path.startswith(top.path)]
    return sorted(below, key=lambda each: each.region_code)
