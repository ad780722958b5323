"""The verbs of an approval: record what a meeting voted, circulate for signature, sign, remind, decide, take back; and enter rules of procedure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.campaigns.approval import procedures, queries, rules
from open315.campaigns.approval.types import Circulation, MeetingVote, OwnProcedure
from open315.campaigns.models import Approval, Ballot, Campaign, PlanVersion, Procedure
from open315.campaigns.plan.services.locking import CLOSED, OWN_PAGE, open_campaign_of
from open315.campaigns.rules import is_said_in_person
from open315.campaigns.types import Answer, ApprovalState, ApprovalWay, IssueState
from open315.core.access import SYSTEM, Actor, ActorKind
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "occasion_missing": _("Say which meeting it was."),
    "held_in_future": _("A meeting that has not been held cannot have voted."),
    "members_out_of_range": _("Enter how many members the committee has."),
    "more_present_than_members": _("More were there than the committee has members."),
    "votes_negative": _("Numbers of people are not below zero."),
    "more_votes_than_present": _("There are more votes than members who were there."),
    "deadline_out_of_range": _("The last day lies after today, and at most 60 days ahead."),
    "nobody_asked": _("Name the members who are asked to sign."),
    "member_twice": _("A member stands there twice."),
    "source_missing": _("Say where the rules are written."),
    "share_unknown": _("Choose a share from the list."),
    "base_unknown": _("Choose of whom the majority is taken."),
    "objection_unfounded": _("Say why this member objected."),
    "days_out_of_range": _("Enter a number of days from 0 to 30."),
}
NO_VERSION = _("There is no such version.")
NOT_NEWEST = _("There is a newer version: put that before the committee.")
STANDS = _("This version is approved already.")
UNDER_WAY = _("A circulation is under way. Wait for its end, or take it back first.")
UNANSWERED = _("Requirements %(numbers)s are unanswered. Answer them, or say why they may stay so.")
NOT_MEMBER = _("Choose members of your committee.")
LEFT_OUT = _("Ask every member who has an account: whoever is away counts as silent.")
NOT_YOURS = _("This is asked of another member.")
SAID_ITSELF = _("This was said by the one who was asked: nobody else says otherwise.")
OVER = _("This circulation is over.")
NO_REASON = _("Say why.")
NO_ANSWER = _("Agree, or object with the reason.")
WAS_ISSUED = _("The plan was issued on this approval. Approve a new version instead.")
NOT_BACK = _("This vote was replaced or taken back already.")
SAME_DAY = _("Your council has rules from that day on already. Choose another day.")
BY_ITSELF = NoFace("It is done when the last day is over, or the last member has answered.")
MANAGERS = holders(_("The secretariat puts plans to the vote."))


def _lock(actor: Actor, approval_id: int) -> Approval:
    rows = Approval.objects.filter(pk=approval_id)
    if actor.kind != ActorKind.SYSTEM:
        rows = rows.filter(campaign__council_id=actor.organisation_id)
    campaign_id = rows.values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound(_("There is no such vote."))
    Campaign.objects.select_for_update().get(pk=campaign_id)
    return rows.select_related("campaign", "plan_version").get()


def _lock_ballot(actor: Actor, ballot_id: int) -> Ballot:
    ballot = queries.get_ballot(actor, ballot_id)
    approval = _lock(actor, ballot.approval_id)
    found = Ballot.objects.get(pk=ballot_id)
    found.approval = approval
    return found


def _announced(done: Step[Approval]) -> dict[str, Any]:
    row = done.row
    return {"campaign_id": row.campaign_id, "approval_id": row.pk, "state": row.state, "actor": done.actor.account_id}


APPROVAL: Target[Approval] = Target(
    room="campaigns",
    name="approval",
    lock=_lock,
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, "state": done.row.state, **done.data},
    announced=_announced,
    stale=_("Somebody else changed this vote in the meantime. Look at it again."),
)
BALLOT: Target[Ballot] = Target(
    room="campaigns",
    name="ballot",
    lock=_lock_ballot,
    who_first=True,
    noted=lambda done: {"approval_id": done.row.approval_id, "answer": done.row.answer, **done.data},
    announced=lambda done: {"approval_id": done.row.approval_id, "ballot_id": done.row.pk},
    stale=_("Somebody else noted another answer in the meantime. Look at it again."),
)
PROCEDURE: Target[Procedure] = Target(
    room="campaigns",
    name="procedure",
    noted=lambda done: {"valid_from": done.row.valid_from.isoformat(), **done.data},
    announced=lambda done: {"procedure_id": done.row.pk},
)


def _verb(name: str, event: str, **more: Any) -> Verb[Approval]:
    return Verb(
        name, APPROVAL, event=event, permission="campaigns:manage", **{"who": MANAGERS, "face": OWN_PAGE, **more}
    )


RECORD = _verb("record_vote", "campaigns.vote_recorded", makes=True)


@RECORD
def record_vote(version_id: int, vote: MeetingVote, *, actor: Actor, at: datetime) -> Approval:
    """Enter what a meeting voted on the newest version; the rules of the day of the meeting say what came of it.

    InvalidInput for numbers that cannot be and for unanswered requirements without a waiver, Conflict for an older version.
    """
    with making(RECORD, actor=actor, at=at) as done:
        version = put_to_the_vote(actor, version_id)
        check(rules.vote_faults(vote, today=local_day(at)))
        row = begun(version, ApprovalWay.MEETING, vote.held_on, vote.waiver, at)
        row.occasion, row.members, row.present = vote.occasion.strip(), vote.members, vote.present
        row.in_favour, row.against, row.abstained = vote.in_favour, vote.against, vote.abstained
        decide_by_its_rules(row, at)
        done.row = row
        done.say(number=version.number, waived=row.waived)
        return row


CIRCULATE = _verb("circulate_plan", "campaigns.plan_circulated", makes=True)


@CIRCULATE
def circulate_plan(version_id: int, asked: Circulation, *, actor: Actor, at: datetime) -> Approval:
    """Ask the members to sign for or against the newest version until the last day. Conflict while another circulation goes on.

    Every member with an account is asked: a quorum of those whom somebody chose would be none.
    """
    with making(CIRCULATE, actor=actor, at=at) as done:
        version = put_to_the_vote(actor, version_id)
        today = local_day(at)
        check(rules.circulation_faults(asked, today=today))
        if not set(asked.account_ids) <= set(queries.voters(actor)):
            raise InvalidInput(NOT_MEMBER, field="accounts")
        if set(queries.voters(actor)) - set(asked.account_ids):
            raise InvalidInput(LEFT_OUT, field="accounts")
        row = begun(version, ApprovalWay.CIRCULATION, today, asked.waiver, at)
        row.deadline, row.members = asked.deadline, len(asked.account_ids) + len(asked.on_paper)
        in_force = procedures.procedure_on(version.campaign.council_id, today)
        row.remind_on = rules.remind_on(asked.deadline, in_force.remind_days, today)
        row.save()
        _ballots(row, asked)
        _send(version, at)
        done.row = row
        done.say(number=version.number, deadline=asked.deadline.isoformat(), waived=row.waived)
        return row


def put_to_the_vote(actor: Actor, version_id: int) -> PlanVersion:
    """The version that is put to the vote: the newest of an open campaign, not approved, and no other vote going on. Its campaign is locked."""
    version = PlanVersion.objects.filter(pk=version_id, campaign__council_id=actor.organisation_id).first()
    if version is None:
        raise NotFound(NO_VERSION)
    campaign = open_campaign_of(actor, version.campaign_id)
    if campaign.versions.filter(number__gt=version.number).exists():
        raise Conflict(NOT_NEWEST)
    if version.approvals.filter(state=ApprovalState.APPROVED).exists():
        raise Conflict(STANDS)
    if queries.under_way(campaign) is not None:
        raise Conflict(UNDER_WAY)
    return version


def begun(version: PlanVersion, way: ApprovalWay, day: date, waiver: str, at: datetime) -> Approval:
    """A vote with the rules of its day and what was unanswered, not stored yet."""
    numbers = list(queries.open_requirements(version.campaign).values_list("number", flat=True))
    if numbers and not waiver.strip():
        told = {"numbers": "、".join(str(each) for each in numbers)}
        raise InvalidInput(UNANSWERED % told, field="waiver")
    found = procedures.procedure_on(version.campaign.council_id, day)
    return Approval(
        campaign=version.campaign,
        plan_version=version,
        way=way,
        held_on=day,
        quorum=found.quorum,
        majority=found.majority,
        base=found.base,
        source=found.source,
        waived=numbers,
        waiver=waiver.strip() if numbers else "",
        opened_at=at,
    )


def _ballots(row: Approval, asked: Circulation) -> None:
    named = [{"account_id": each} for each in asked.account_ids] + [{"member": each} for each in asked.on_paper]
    Ballot.objects.bulk_create(Ballot(approval=row, place=place, **each) for place, each in enumerate(named, 1))


def _send(version: PlanVersion, at: datetime) -> None:
    """Who is asked to sign may comment."""
    if version.sent_at is None:
        version.sent_at = at
        version.save(update_fields=["sent_at"])


def decide_by_its_rules(row: Approval, at: datetime) -> None:
    """Store what came of the vote; an approval of an earlier version is replaced by it."""
    row.state, row.decided_at = procedures.voting_of(row).outcome(queries.tally_of(row)), at
    if row.state == ApprovalState.APPROVED:
        row.campaign.approvals.filter(state=ApprovalState.APPROVED).update(state=ApprovalState.SUPERSEDED)
    row.save()


def _is_under_way(_actor: Actor, row: Approval) -> Decision:
    return YES if row.state == ApprovalState.OPEN else Decision(False, OVER, by_state=True)


def _may_be_said(actor: Actor, ballot: Ballot) -> Decision:
    """While it goes on; what a member said in the console, the member alone says otherwise."""
    said = is_said_in_person(ballot.answer, is_on_paper=ballot.is_on_paper)
    if said and ballot.account_id != actor.account_id:
        return Decision(False, SAID_ITSELF, by_state=True)
    return _is_under_way(actor, ballot.approval)


def _is_over(row: Approval, at: datetime) -> bool:
    """Whether the last day lies behind."""
    return row.deadline is not None and local_day(at) > row.deadline


def _signatory(actor: Actor, permission: str, ballot: Ballot | None) -> Decision:
    if actor.may("campaigns:manage"):
        return YES
    is_own = ballot is None or ballot.account_id == actor.account_id
    return YES if actor.may(permission) and is_own else Decision(False, NOT_YOURS)


SIGN = Verb(
    "sign_ballot",
    BALLOT,
    event="campaigns.ballot_signed",
    permission="campaigns:vote",
    who=_signatory,
    also=_may_be_said,
    face=OWN_PAGE,
)


@SIGN
def sign_ballot(
    ballot_id: int, *, answer: str, reason: str = "", actor: Actor, at: datetime, version: int | None = None
) -> Ballot:
    """Agree or object, or note what a member signed on paper; until the end another answer may be given. The last answer ends the circulation.

    InvalidInput without an answer, or for an objection without a reason. Conflict when it is over.
    """
    with transaction.atomic():
        with step(SIGN, ballot_id, actor=actor, at=at, version=version) as done:
            ballot = done.row
            if _is_over(ballot.approval, at):
                raise Conflict(OVER)
            if answer not in (Answer.AGREES, Answer.OBJECTS):
                raise InvalidInput(NO_ANSWER, field="answer")
            if answer == Answer.OBJECTS and not reason.strip():
                raise InvalidInput(NO_REASON, field="reason")
            ballot.answer, ballot.answered_at = answer, at
            ballot.reason = reason.strip() if answer == Answer.OBJECTS else ""
            ballot.is_on_paper = ballot.account_id != actor.account_id
            done.say(is_on_paper=ballot.is_on_paper)
        if not ballot.approval.ballots.filter(answer=Answer.NONE).exists():
            end_circulation(ballot.approval_id, actor=SYSTEM, at=at)
    return ballot


def _nobody(_actor: Actor, _permission: str, _row: Any) -> Decision:
    return Decision(False, _("This happens by itself."))


REMIND = _verb("remind_members", "campaigns.members_reminded", who=_nobody, also=_is_under_way, face=BY_ITSELF)


@REMIND
def remind_members(approval_id: int, *, actor: Actor, at: datetime) -> Approval:
    """Remind those who have not answered, once (handlers tell them)."""
    with step(REMIND, approval_id, actor=actor, at=at) as done:
        if done.row.reminded_at is not None:
            raise Conflict(OVER)
        done.row.reminded_at = at
        return done.row


END = _verb("end_circulation", "campaigns.circulation_ended", who=_nobody, also=_is_under_way, face=BY_ITSELF)


@END
def end_circulation(approval_id: int, *, actor: Actor, at: datetime) -> Approval:
    """Decide by the ballots. Conflict before the last day is over, unless everybody has answered."""
    with step(END, approval_id, actor=actor, at=at) as done:
        if not _is_over(done.row, at) and done.row.ballots.filter(answer=Answer.NONE).exists():
            raise Conflict(UNDER_WAY)
        decide_by_its_rules(done.row, at)
        return done.row


def _can_go_back(_actor: Actor, row: Approval) -> Decision:
    if row.campaign.closed_at is not None:
        return Decision(False, CLOSED, by_state=True)
    if row.state == ApprovalState.APPROVED and row.plan_version.issues.filter(state=IssueState.ISSUED).exists():
        return Decision(False, WAS_ISSUED, by_state=True)
    gone = row.state in (ApprovalState.SUPERSEDED, ApprovalState.TAKEN_BACK)
    return Decision(False, NOT_BACK, by_state=True) if gone else YES


TAKE_BACK = _verb("take_back_vote", "campaigns.vote_taken_back", also=_can_go_back)


@TAKE_BACK
def take_back_vote(
    approval_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Approval:
    """Stop a circulation, or take back a vote that was entered wrongly, with the reason; both stay to be read."""
    with step(TAKE_BACK, approval_id, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        done.row.state, done.row.decided_at = ApprovalState.TAKEN_BACK, at
        done.row.reason = reason.strip()[:200]
        done.say(reason=done.row.reason)
        return done.row


STATE_RULES = Verb(
    "state_procedure",
    PROCEDURE,
    event="campaigns.procedure_stated",
    permission="campaigns:manage",
    who=MANAGERS,
    makes=True,
    face=OWN_PAGE,
)


@STATE_RULES
def state_procedure(own: OwnProcedure, *, actor: Actor, at: datetime) -> Procedure:
    """Enter the rules of procedure of one's council from a day on; votes of earlier days keep theirs. InvalidInput if they are unsound."""
    with making(STATE_RULES, actor=actor, at=at) as done:
        if actor.organisation_kind != "council" or actor.organisation_id is None:
            raise NotAllowed(_("Only a consumer council has rules of procedure."))
        check(rules.procedure_faults(own, procedures.shares()))
        if Procedure.objects.filter(council_id=actor.organisation_id, valid_from=own.valid_from).exists():
            raise InvalidInput(SAME_DAY, field="valid_from")
        done.row = Procedure.objects.create(
            council_id=actor.organisation_id,
            valid_from=own.valid_from,
            source=own.source.strip(),
            quorum=own.quorum,
            majority=own.majority,
            base=own.base,
            remind_days=own.remind_days,
            stated_at=at,
        )
        return done.row


def check(faults: Iterator[tuple[str, str]]) -> None:
    """InvalidInput for the first fault, at its field."""
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)
