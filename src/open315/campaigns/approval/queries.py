"""Reads of approvals: they are the own affair of a council, like its drafts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.campaigns.approval.types import Tally
from open315.campaigns.models import Approval, Ballot, Campaign, Procedure, Requirement
from open315.campaigns.types import Answer, ApprovalState, ApprovalWay
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.org import queries as org


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound(_("There is no such vote."))
    return row


def approvals(actor: Actor) -> QuerySet[Approval]:
    """The approvals asked of the acting council's committee, the latest first."""
    if not actor.may("campaigns:read"):
        return Approval.objects.none()
    rows = Approval.objects.filter(campaign__council_id=actor.organisation_id)
    return rows.select_related("campaign__council", "plan_version")


def get_approval(actor: Actor, approval_id: int) -> Approval:
    """One of them; NotFound for another council's."""
    found: Approval = _found(approvals(actor).filter(pk=approval_id).first())
    return found


def under_way(campaign: Campaign) -> Approval | None:
    """The circulation that is going on."""
    return campaign.approvals.filter(state=ApprovalState.OPEN).select_related("plan_version").first()


def get_ballot(actor: Actor, ballot_id: int) -> Ballot:
    """A ballot: one's own, or for the secretariat any of its council's. NotFound for others."""
    rows = Ballot.objects.filter(approval__campaign__council_id=actor.organisation_id)
    if not actor.may("campaigns:manage"):
        rows = rows.filter(account_id=actor.account_id or 0)
    rows = rows.select_related("account", "approval__campaign__council", "approval__plan_version")
    found: Ballot = _found(rows.filter(pk=ballot_id).first())
    return found


def waiting_for(actor: Actor) -> list[Ballot]:
    """What the actor is asked to sign and has not answered, the earliest deadline first."""
    rows = Ballot.objects.filter(
        account_id=actor.account_id or 0, answer=Answer.NONE, approval__state=ApprovalState.OPEN
    )
    rows = rows.filter(approval__campaign__council_id=actor.organisation_id)
    return list(rows.select_related("approval__campaign", "approval__plan_version").order_by("approval__deadline"))


def tally_of(approval: Approval) -> Tally:
    """How many took part and agreed: as the meeting was recorded, or by the ballots."""
    if approval.way == ApprovalWay.MEETING:
        return Tally(approval.members, approval.present or 0, approval.in_favour or 0)
    answers = list(approval.ballots.values_list("answer", flat=True))
    agreed = answers.count(Answer.AGREES)
    return Tally(len(answers), agreed + answers.count(Answer.OBJECTS), agreed)


def open_requirements(campaign: Campaign) -> QuerySet[Requirement]:
    """What the committee asked and nobody answered: it stands in the way of an approval unless it is waived."""
    return campaign.requirements.filter(answered_at=None, withdrawn_at=None)


def voters(actor: Actor) -> dict[int, str]:
    """The accounts of members of the acting council's committee, by id, with their names."""
    if actor.organisation_id is None:
        return {}
    ids = set(org.account_ids_who_may("campaigns:vote", actor.organisation_id))
    found = org.accounts_with_role(actor, ["standing_committee"])
    return {each.pk: str(each) for each in found if each.pk in ids}


def procedures(actor: Actor) -> QuerySet[Procedure]:
    """The acting council's own rules of procedure, the latest first."""
    if not actor.may("campaigns:read"):
        return Procedure.objects.none()
    return Procedure.objects.filter(council_id=actor.organisation_id).order_by("-valid_from")
