"""From the draft of the paper to its issue."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from open315.campaigns.issue import queries, rules
from open315.campaigns.issue.content import content_of, digest_of, number_text
from open315.campaigns.issue.types import IssueDraft
from open315.campaigns.models import Campaign, Delivery, IssuePartner, JointIssue, PlanVersion
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan.services.locking import OWN_PAGE, open_campaign_of, while_open
from open315.campaigns.rules import is_said_in_person
from open315.campaigns.types import IssueState, PartnerSays
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.verbs import YES, Decision, Target, Verb, Workflow
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.org import queries as org

FAULTS: dict[str, Any] = {
    "title_missing": _("Enter the title of the paper."),
    "number_misshapen": _("Write the number as 機關代字〔2026〕12號: hexagonal brackets, no 第, no leading zero."),
    "number_of_another_year": _("The year of the number is neither that of the campaign nor one beside it."),
    "list_too_long": _("At most 60 lines of 120 characters each."),
    "line_twice": _("A line stands there twice."),
    "day_is_over": _("This day is over. Choose a later one."),
}
CANNOT: dict[str, Any] = {
    "nobody_confirmed": _("No partner has confirmed yet: there is nobody to issue it jointly with."),
    "somebody_silent": _("A partner has not answered. Wait for its answer or for the last day."),
}
NOT_APPROVED = _("Only the version that the standing committee approved is issued.")
NUMBER_TAKEN = _("Your council has used this document number already.")
OPEN_ONE = _("There is an open draft for this campaign already. Change it, or withdraw it first.")
NO_PARTNER = _("Name the partner bodies first.")
NO_NUMBER = _("Enter the document number first.")
NO_RECIPIENT = _("Name the main recipients first.")
NO_REASON = _("Say why.")
NOT_YOURS = _("Another body is asked here.")
SAID_ITSELF = _("This was said by the one who was asked: nobody else says otherwise.")
TOO_LATE = _(
    "The last day for answers was %(day)s: your body does not sign any more. Ask the council that issues the paper."
)
NOT_ALONE = _("Your own council is no partner: the paper is its own already.")
MANAGERS = holders(_("The secretariat issues papers."))
DRAFT, ASKED, ISSUED, WITHDRAWN = (each.value for each in IssueState)
FLOW = Workflow(
    states=frozenset({DRAFT, ASKED, ISSUED, WITHDRAWN}),
    first=DRAFT,
    open=frozenset({DRAFT, ASKED}),
    final=frozenset({ISSUED, WITHDRAWN}),
)


def _lock(actor: Actor, issue_id: int) -> JointIssue:
    rows = JointIssue.objects.filter(pk=issue_id, council_id=actor.organisation_id)
    campaign_id = rows.values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound(queries.NO_ISSUE)
    Campaign.objects.select_for_update().get(pk=campaign_id)
    return rows.select_related("campaign", "council", "plan_version").get()


def _lock_partner(actor: Actor, partner_id: int) -> IssuePartner:
    campaign_id = queries.get_partner(actor, partner_id).issue.campaign_id
    Campaign.objects.select_for_update().get(pk=campaign_id)
    return queries.get_partner(actor, partner_id)


ISSUE: Target[JointIssue] = Target(
    room="campaigns",
    name="joint_issue",
    lock=_lock,
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, "state": done.row.state, **done.data},
    announced=lambda done: {
        "campaign_id": done.row.campaign_id,
        "issue_id": done.row.pk,
        "actor": done.actor.account_id,
    },
    workflow=FLOW,
    wrong_moment=_("This is not possible any more: the paper was issued or withdrawn, or its partners were asked."),
    stale=_("Somebody else changed this paper in the meantime. Look at it again before you change it."),
)
PARTNER: Target[IssuePartner] = Target(
    room="campaigns",
    name="issue_partner",
    lock=_lock_partner,
    who_first=True,
    noted=lambda done: {"issue_id": done.row.issue_id, "answer": done.row.answer, **done.data},
    announced=lambda done: {
        "issue_id": done.row.issue_id,
        "partner_id": done.row.pk,
        "actor": done.actor.account_id,
    },
    stale=_("Somebody else noted another answer in the meantime. Look at it again."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[JointIssue]:
    also = while_open(lambda row: row.campaign)
    return Verb(name, ISSUE, event=event, permission="campaigns:manage", who=MANAGERS, also=also, face=OWN_PAGE, **more)


MAKE = _verb("draft_issue", "campaigns.issue_drafted", makes=True)


@MAKE
def draft_issue(version_id: int, draft: IssueDraft, *, actor: Actor, at: datetime) -> JointIssue:
    """Begin the paper that issues the approved version. InvalidInput if it is unsound, Conflict for another version or beside an open draft."""
    with making(MAKE, actor=actor, at=at) as done:
        version = PlanVersion.objects.filter(pk=version_id, campaign__council_id=actor.organisation_id).first()
        if version is None:
            raise NotFound(queries.NO_ISSUE)
        campaign = open_campaign_of(actor, version.campaign_id)
        _need_approved(version)
        if campaign.issues.filter(state__in=FLOW.open).exists():
            raise Conflict(OPEN_ONE)
        done.row = JointIssue(campaign=campaign, council=campaign.council, plan_version=version, created_at=at)
        _write(done.row, draft, at)
        done.say(version=version.number)
        return done.row


CHANGE = _verb("change_issue", "campaigns.issue_changed", before={DRAFT})


@CHANGE
def change_issue(
    issue_id: int, draft: IssueDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> JointIssue:
    """Write the paper anew, while nobody was asked about it."""
    with step(CHANGE, issue_id, actor=actor, at=at, version=version) as done:
        done.row.version += 1
        _write(done.row, draft, at)
        done.is_saved = True
        return done.row


ASK = _verb("ask_partners", "campaigns.partners_asked", before={DRAFT}, to=ASKED)


@ASK
def ask_partners(issue_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> JointIssue:
    """Ask the partner bodies to confirm; from now on the paper stays as it is. Conflict without partners, number or recipients."""
    with step(ASK, issue_id, actor=actor, at=at, version=version) as done:
        for is_there, words in (
            (done.row.partners.exists(), NO_PARTNER),
            (number_text(done.row), NO_NUMBER),
            (done.row.recipients, NO_RECIPIENT),
        ):
            if not is_there:
                raise Conflict(words)
        _need_approved(done.row.plan_version)
        done.move()
        return done.row


def _asked_body(actor: Actor, permission: str, partner: IssuePartner | None) -> Decision:
    if actor.may("campaigns:manage"):
        return YES
    is_own = partner is None or partner.organisation_id == actor.organisation_id
    return YES if actor.may(permission) and is_own else Decision(False, NOT_YOURS)


def _is_asked(actor: Actor, partner: IssuePartner) -> Decision:
    """While answers are taken; what a body said itself, it alone says otherwise."""
    said = is_said_in_person(partner.answer, is_on_paper=partner.is_on_paper)
    if said and partner.organisation_id != actor.organisation_id:
        return Decision(False, SAID_ITSELF, by_state=True)
    return YES if partner.issue.state == ASKED else Decision(False, ISSUE.wrong_moment, by_state=True)


ANSWER = Verb(
    "answer_issue",
    PARTNER,
    event="campaigns.issue_answered",
    permission="campaigns:confirm",
    who=_asked_body,
    also=_is_asked,
    face=OWN_PAGE,
)


@ANSWER
def answer_issue(
    partner_id: int, *, confirms: bool, reason: str = "", actor: Actor, at: datetime, version: int | None = None
) -> IssuePartner:
    """Confirm or decline for a partner body; the secretariat notes what came on paper. Until the issue another answer may be given.

    InvalidInput for declining without a reason, Conflict for a body that confirms when its last day is over: what comes later the secretariat
    notes, or not.
    """
    with step(ANSWER, partner_id, actor=actor, at=at, version=version) as done:
        row = done.row
        is_own, until = row.organisation_id == actor.organisation_id, row.issue.reply_until
        if not confirms and not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        if confirms and is_own and rules.is_late(local_day(at), until):
            raise Conflict(TOO_LATE % {"day": until})
        row.answer = PartnerSays.CONFIRMED.value if confirms else PartnerSays.DECLINED.value
        row.reason = "" if confirms else reason.strip()[:200]
        row.is_on_paper, row.answered_at = not is_own, at
        done.say(is_on_paper=row.is_on_paper)
        return row


DO_ISSUE = _verb("issue_jointly", "campaigns.plan_issued", before={ASKED}, to=ISSUED)


@DO_ISSUE
def issue_jointly(issue_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> JointIssue:
    """Issue the paper: freeze it under its digest, and deliver it to every council below.

    Conflict while no partner has confirmed, while one is silent and its last day is not over, or if the approval is gone.
    """
    with step(DO_ISSUE, issue_id, actor=actor, at=at, version=version) as done:
        row = done.row
        _need_approved(row.plan_version)
        answers = list(row.partners.values_list("answer", flat=True))
        if why := rules.may_issue(answers, reply_until=row.reply_until, today=local_day(at)):
            raise Conflict(CANNOT[why])
        row.issued_at = at
        row.content = content_of(row, local_day(at).isoformat())
        row.digest = digest_of(row.content)
        below = queries.councils_below(row.council_id)
        Delivery.objects.bulk_create(Delivery(issue=row, council_id=each.id, delivered_at=at) for each in below)
        done.move()
        done.say(digest=row.digest, delivered=len(below))
        return row


WITHDRAW = _verb("withdraw_issue", "campaigns.issue_withdrawn", before={DRAFT, ASKED}, to=WITHDRAWN)


@WITHDRAW
def withdraw_issue(issue_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> JointIssue:
    """Give a draft up, with the reason; its number is free again. What was issued is not withdrawn."""
    with step(WITHDRAW, issue_id, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        done.row.reason, done.row.serial = reason.strip()[:200], None
        done.move()
        done.say(reason=done.row.reason)
        return done.row


def _need_approved(version: PlanVersion) -> None:
    standing = plan.standing_approval(version.campaign)
    if standing is None or standing.plan_version_id != version.pk:
        raise Conflict(NOT_APPROVED)


def _write(row: JointIssue, draft: IssueDraft, at: datetime) -> None:
    """Store the paper and its partners. InvalidInput if it is unsound or its number is taken."""
    for field, code in rules.faults(draft, today=local_day(at), campaign_year=row.campaign.year):
        raise InvalidInput(FAULTS[code], field=field)
    if row.campaign.council.name in draft.partners:
        raise InvalidInput(NOT_ALONE, field="partners")
    number = rules.number_of(draft.number)
    row.agency_code, row.year, row.serial = (number.code, number.year, number.serial) if number else ("", None, None)
    row.title, row.text = draft.title.strip(), draft.text.strip()
    row.recipients, row.copies, row.annexes = (
        "\n".join(each) for each in (draft.recipients, draft.copies, draft.annexes)
    )
    row.reply_until, row.acknowledge_until = draft.reply_until, draft.acknowledge_until
    row.plans_until = draft.plans_until
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise InvalidInput(NUMBER_TAKEN, field="number") from error
    known = {body.name: body.id for body in org.active_bodies()}
    row.partners.all().delete()
    IssuePartner.objects.bulk_create(
        IssuePartner(issue=row, place=place, name=name, organisation_id=known.get(name))
        for place, name in enumerate(draft.partners, 1)
    )
