"""The verbs of a comment: write it, answer it, settle it, make it a requirement, withdraw it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.campaigns.commenting import queries, rules
from open315.campaigns.models import Campaign, PlanComment
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan import services as drafting
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.services.locking import CLOSED, OWN_PAGE, open_campaign_of
from open315.campaigns.plan.types import RequirementDraft
from open315.campaigns.types import CommentSaid, CommentState
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "nothing_said": _("Write what you have to say."),
    "too_long": _("At most 1,000 characters."),
}
NOT_SENT = _("Comments are taken at the version that was sent to the committee last. Look at the newest one.")
NO_PART = _("There is no such section or measure in this version.")
ANSWERED = _("The secretariat has dealt with this comment: it stays. Write another one.")
DEALT_WITH = _("This comment was settled, made a requirement or withdrawn.")
NOT_YOURS = _("Only who wrote a comment withdraws it.")
NOT_OF_COMMITTEE = _("Members of the standing committee comment on a plan.")
MEMBERS = holders(NOT_OF_COMMITTEE)
MANAGERS = holders(_("The secretariat answers comments."))
UNANSWERED = frozenset({CommentState.OPEN, CommentState.ANSWERED})
"""States in which the secretariat still has to do with it."""


def _lock(actor: Actor, comment_id: int) -> PlanComment:
    row = queries.get_comment(actor, comment_id)
    Campaign.objects.select_for_update().get(pk=row.plan_version.campaign_id)
    return queries.get_comment(actor, comment_id)


def _announced(done: Step[PlanComment]) -> dict[str, Any]:
    row = done.row
    return {"campaign_id": row.plan_version.campaign_id, "comment_id": row.pk, "actor": done.actor.account_id}


COMMENT: Target[PlanComment] = Target(
    room="campaigns",
    name="plan_comment",
    lock=_lock,
    who_first=True,
    noted=lambda done: {"version_id": done.row.plan_version_id, "part": done.row.key, **done.data},
    announced=_announced,
    stale=_("Somebody else dealt with this comment in the meantime. Look at it again."),
)


def _in_time(_actor: Actor, row: PlanComment) -> Decision:
    """While the campaign is open and nothing final was done with it."""
    if row.plan_version.campaign.closed_at is not None:
        return Decision(False, CLOSED, by_state=True)
    return YES if row.state in UNANSWERED else Decision(False, DEALT_WITH, by_state=True)


def _own_and_unanswered(actor: Actor, row: PlanComment) -> Decision:
    if row.written_by_id != actor.account_id:
        return Decision(False, NOT_YOURS)
    if row.state == CommentState.ANSWERED:
        return Decision(False, ANSWERED, by_state=True)
    return _in_time(actor, row)


WRITE = Verb(
    "write_comment",
    COMMENT,
    event="campaigns.comment_written",
    permission="campaigns:comment",
    who=MEMBERS,
    makes=True,
    face=OWN_PAGE,
)


@WRITE
def write_comment(version_id: int, key: str, text: str, *, actor: Actor, at: datetime) -> PlanComment:
    """Say something at a part of the version that was sent to the committee last. InvalidInput for no words or no such part, Conflict for another version."""
    with making(WRITE, actor=actor, at=at) as done:
        version = plan.get_own_version(actor, version_id)
        open_campaign_of(actor, version.campaign_id)
        if not queries.is_last_sent(version):
            raise Conflict(NOT_SENT)
        _check("text", text)
        if rules.item_of(content_from(version.content), key) is None:
            raise InvalidInput(NO_PART, field="key")
        done.row = PlanComment.objects.create(
            plan_version=version, key=key, text=text.strip(), written_by_id=actor.account_id, written_at=at
        )
        return done.row


BRING = Verb(
    "bring_comment",
    COMMENT,
    event="campaigns.comment_brought",
    emits=None,
    permission="campaigns:manage",
    who=MANAGERS,
    makes=True,
    face=NoFace("Comments are brought in with the folder of a campaign."),
)


@BRING
def bring_comment(version_id: int, said: CommentSaid, *, actor: Actor, at: datetime) -> PlanComment:
    """Keep what a member said in another install, as it stood there. InvalidInput for no words or no such part."""
    with making(BRING, actor=actor, at=at) as done:
        version = plan.get_own_version(actor, version_id)
        _check("text", said.text)
        if said.answer:
            _check("answer", said.answer)
        if rules.item_of(content_from(version.content), said.key) is None:
            raise InvalidInput(NO_PART, field="part")
        done.row = PlanComment.objects.create(plan_version=version, **asdict(said))
        return done.row


def _verb(name: str, event: str) -> Verb[PlanComment]:
    return Verb(name, COMMENT, event=event, permission="campaigns:manage", who=MANAGERS, also=_in_time, face=OWN_PAGE)


ANSWER = _verb("answer_comment", "campaigns.comment_answered")


@ANSWER
def answer_comment(
    comment_id: int, answer: str, *, settles: bool = False, actor: Actor, at: datetime, version: int | None = None
) -> PlanComment:
    """Answer a comment, which may settle it; until it is settled the answer can be given anew."""
    with step(ANSWER, comment_id, actor=actor, at=at, version=version) as done:
        _check("answer", answer)
        done.row.answer, done.row.answered_at = answer.strip(), at
        done.row.state = CommentState.SETTLED.value if settles else CommentState.ANSWERED.value
        done.row.closed_at = at if settles else None
        done.say(state=done.row.state)
        return done.row


SETTLE = _verb("settle_comment", "campaigns.comment_settled")


@SETTLE
def settle_comment(comment_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> PlanComment:
    """Mark a comment as settled, with or without an answer."""
    with step(SETTLE, comment_id, actor=actor, at=at, version=version) as done:
        done.row.state, done.row.closed_at = CommentState.SETTLED.value, at
        return done.row


TAKE_UP = _verb("take_up_comment", "campaigns.comment_taken_up")


@TAKE_UP
def take_up_comment(
    comment_id: int, draft: RequirementDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> PlanComment:
    """Make a comment a numbered requirement, which keeps where it came from. InvalidInput if that is unsound."""
    with step(TAKE_UP, comment_id, actor=actor, at=at, version=version) as done:
        row = done.row
        row.requirement = drafting.put_requirement(row.plan_version.campaign_id, draft, actor=actor, at=at)
        row.state, row.closed_at = CommentState.TAKEN_UP.value, at
        done.say(number=row.requirement.number)
        return row


WITHDRAW = Verb(
    "withdraw_comment",
    COMMENT,
    event="campaigns.comment_withdrawn",
    permission="campaigns:comment",
    who=MEMBERS,
    also=_own_and_unanswered,
    face=OWN_PAGE,
)


@WITHDRAW
def withdraw_comment(comment_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> PlanComment:
    """Withdraw one's own comment while nobody has answered it; it stays to be read, as withdrawn."""
    with step(WITHDRAW, comment_id, actor=actor, at=at, version=version) as done:
        done.row.state, done.row.closed_at = CommentState.WITHDRAWN.value, at
        return done.row


def _check(field: str, typed: str) -> None:
    for name, code in rules.faults(field, typed):
        raise InvalidInput(FAULTS[code], field=name)
