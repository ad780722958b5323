"""Put, change, answer and withdraw the requirements of the standing committee."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Campaign, Measure, PlanSection, Requirement
from open315.campaigns.plan import rules
from open315.campaigns.plan.services.locking import OWN_PAGE, locking, open_campaign_of
from open315.campaigns.plan.types import RequirementDraft
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.verbs import YES, Decision, Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "requirement_empty": _("Say what is required."),
    "put_by_nobody": _("Say which office or meeting puts it."),
    "put_in_future": _("A requirement cannot be put on a day to come."),
}
NOT_HERE = _("Choose a section or measure of this plan.")
NO_ANSWER = _("Say how the plan meets it, or why it cannot.")
NO_REASON = _("Say why it is withdrawn.")
WITHDRAWN = _("This requirement was withdrawn.")
ANSWERED = _("It was answered already: what was asked stays as it is. Put another requirement.")

REQUIREMENT: Target[Requirement] = Target(
    room="campaigns",
    name="requirement",
    lock=locking(Requirement, "campaign"),
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, "number": done.row.number, **done.data},
    announced=lambda done: {"campaign_id": done.row.campaign_id, "requirement_id": done.row.pk},
    stale=_("Somebody else changed this requirement in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, permission: str, otherwise: Any, **more: Any) -> Verb[Requirement]:
    who = holders(otherwise)
    return Verb(name, REQUIREMENT, event=event, permission=permission, who=who, face=OWN_PAGE, **more)


def _stands(_actor: Actor, requirement: Requirement) -> Decision:
    return YES if requirement.withdrawn_at is None else Decision(False, WITHDRAWN, by_state=True)


def _is_unanswered(actor: Actor, requirement: Requirement) -> Decision:
    if requirement.answered_at is not None:
        return Decision(False, ANSWERED, by_state=True)
    return _stands(actor, requirement)


NOT_OF_COMMITTEE = _("You may not put requirements to a plan.")
NOT_SECRETARY = _("The secretariat answers requirements.")
PUT = _verb("put_requirement", "campaigns.requirement_put", "campaigns:require", NOT_OF_COMMITTEE, makes=True)


@PUT
def put_requirement(campaign_id: int, draft: RequirementDraft, *, actor: Actor, at: datetime) -> Requirement:
    """Put a requirement to the plan of one's council, under the next number. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(PUT, actor=actor, at=at) as done:
        campaign = open_campaign_of(actor, campaign_id)
        last = campaign.requirements.aggregate(last=Max("number"))["last"] or 0
        done.row = Requirement(campaign=campaign, number=last + 1)
        _write(done.row, draft, at)
        done.row.save()
        return done.row


CHANGE = _verb(
    "change_requirement",
    "campaigns.requirement_changed",
    "campaigns:require",
    NOT_OF_COMMITTEE,
    also=_is_unanswered,
)


@CHANGE
def change_requirement(
    requirement_id: int, draft: RequirementDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> Requirement:
    """Word a requirement anew while it is unanswered."""
    with step(CHANGE, requirement_id, actor=actor, at=at, version=version) as done:
        _write(done.row, draft, at)
        return done.row


ANSWER = _verb("answer_requirement", "campaigns.requirement_answered", "campaigns:manage", NOT_SECRETARY, also=_stands)


@ANSWER
def answer_requirement(
    requirement_id: int,
    answer: str,
    measure_ids: Collection[int],
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Requirement:
    """Answer a requirement, and say which measures of the plan serve it; may be done again."""
    with step(ANSWER, requirement_id, actor=actor, at=at, version=version) as done:
        if not answer.strip():
            raise InvalidInput(NO_ANSWER, field="answer")
        measures = Measure.objects.filter(pk__in=measure_ids, section__campaign_id=done.row.campaign_id)
        if len(measures) != len(set(measure_ids)):
            raise InvalidInput(NOT_HERE, field="measures")
        done.row.answer, done.row.answered_at = answer.strip(), at
        done.row.measures.set(measures)
        done.say(measures=sorted(set(measure_ids)))
        return done.row


WITHDRAW = _verb(
    "withdraw_requirement",
    "campaigns.requirement_withdrawn",
    "campaigns:require",
    NOT_OF_COMMITTEE,
    also=_stands,
)


@WITHDRAW
def withdraw_requirement(
    requirement_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Requirement:
    """Withdraw a requirement, with the reason; its number stays."""
    with step(WITHDRAW, requirement_id, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        done.row.withdrawn_at = at
        done.row.reason = reason.strip()[: Requirement._meta.get_field("reason").max_length]
        done.say(reason=done.row.reason)
        return done.row


def _write(requirement: Requirement, draft: RequirementDraft, at: datetime) -> None:
    for field, code in rules.requirement_faults(draft, today=local_day(at)):
        raise InvalidInput(FAULTS[code], field=field)
    requirement.text, requirement.put_by = draft.text.strip(), draft.put_by.strip()
    requirement.put_on = draft.put_on
    requirement.section, requirement.measure = _put_to(requirement.campaign, draft)


def _put_to(campaign: Campaign, draft: RequirementDraft) -> tuple[PlanSection | None, Measure | None]:
    """The one part of this plan that is meant; nothing for the whole."""
    section = campaign.sections.filter(pk=draft.section_id or 0).first()
    measure = Measure.objects.filter(pk=draft.measure_id or 0, section__campaign=campaign).first()
    if (draft.section_id is not None and section is None) or (draft.measure_id is not None and measure is None):
        raise InvalidInput(NOT_HERE, field="to")
    return section, measure
