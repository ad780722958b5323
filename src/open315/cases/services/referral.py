"""Handing a case to another body, and what that body does with it. Each sending has its own receipt and its own clock."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Clock, Handoff
from open315.cases.policies import holder, owner
from open315.cases.queries import choices, letters, recipients
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.services import clocks
from open315.cases.services.verb import CASE
from open315.cases.types import HandoffState, Kind, State
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import RESUME, Face, Letter, Tell, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.questions import Choice, Text
from open315.core.verbs.step import step
from open315.law.types import ClockState
from open315.org import queries as org
from open315.phrases.offering import Worded
from open315.phrases.types import Use

OPEN = (HandoffState.SENT.value, HandoffState.ACKNOWLEDGED.value)

REFER = Verb(
    "refer",
    CASE,
    event="cases.referred",
    permission="cases:refer",
    who=owner,
    before={State.REGISTERED, State.ACCEPTED, State.ANSWERED},
    to=State.REFERRED,
    remembers=True,
    label=_("Refer"),
    help=_("Another body handles it; it acknowledges, answers, refuses or returns it."),
    entry=_("Referred to %(to_name)s"),
    face=Face(
        place=80,
        main=True,
        key="r",
        questions=(
            Choice(
                name="to_organisation_id",
                label=_("To which body"),
                choices=choices.bodies_by_competence,
                coerce=int,
                look="find",
                start=lambda asked: asked.row.competent_id,
            ),
            Worded(name="reason", label=_("What is asked of it"), use=Use.BODY, values=phrase_values),
        ),
    ),
    tells=Tell(
        _("Case %(number)s was referred to your body. Please acknowledge it."), recipients.receivers, tone="warn"
    ),
    letter=Letter(
        _("Your case %(number)s was referred to another body"),
        "cases/mail/referred",
        letters.referral,
        _("notice of referral"),
    ),
)


@REFER
def refer_case(
    case_id: int, *, to_organisation_id: int, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Send the case to another body; it holds it from now on. The council stays the owner and keeps seeing it."""
    outcome = {"holder_id": to_organisation_id}
    with step(REFER, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        target = org.body_by_id(to_organisation_id)
        if target is None or not target.is_active or target.pk == done.row.council_id:
            raise InvalidInput(_("Choose another body that exists."), field="to_organisation_id")
        if not reason.strip():
            raise InvalidInput(_("Say what is asked of the body."), field="reason")
        done.move()
        done.row.holder_id = target.pk
        kept = said(done.row, reason)
        clocks.on_event(done.row, "referred", at=at)
        reply = Clock.objects.filter(case=done.row, key="referral_reply", state=ClockState.RUNNING.value).first()
        Handoff.objects.create(
            case=done.row,
            from_organisation_id=done.row.council_id,
            to_organisation_id=target.pk,
            state=HandoffState.SENT.value,
            reason=kept,
            sent_at=at,
            reply_due_on=reply.due_on if reply else None,
        )
        done.say(to=target.pk, to_name=target.names.as_data(), reason=kept, public=True)
        return done.row


def _waits_for_receipt(page: Any) -> bool:
    return all(each.state != HandoffState.ACKNOWLEDGED for each in page.handoffs)


ACKNOWLEDGE_REFERRAL = Verb(
    "acknowledge_referral",
    CASE,
    event="cases.referral_acknowledged",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    label=_("Acknowledge"),
    help=_("Your body has received the case and takes it on."),
    entry=_("Referral acknowledged"),
    face=Face(place=30, main=True, key="a", tone="primary"),
    offered=_waits_for_receipt,
)


@ACKNOWLEDGE_REFERRAL
def acknowledge_referral(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The receiving body confirms that it has the case; a regulator's own time by law begins (Order 121 Art 15)."""
    with step(ACKNOWLEDGE_REFERRAL, case_id, actor=actor, at=at, version=version, outcome={}) as done:
        handoff = open_handoff(done)
        if handoff.state == HandoffState.ACKNOWLEDGED:
            raise Conflict(_("This referral was acknowledged already."))
        _receive(done, handoff)
        handoff.save()
        done.say(by=handoff.to_organisation_id, public=True)
        return done.row


def _waits_for_acceptance(page: Any) -> bool:
    is_complaint = page.case.kind == Kind.COMPLAINT
    return is_complaint and any(
        each.state == HandoffState.ACKNOWLEDGED and each.accepted_at is None for each in page.handoffs
    )


ACCEPT_REFERRAL = Verb(
    "accept_referral",
    CASE,
    event="cases.referral_accepted",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    label=_("Accept for mediation"),
    help=_("Your body takes the complaint up and mediates. The days that the law gives for mediation begin today."),
    entry=_("The body accepted the complaint for mediation"),
    face=Face(place=35, main=True, key="t", tone="primary"),
    offered=_waits_for_acceptance,
)


@ACCEPT_REFERRAL
def accept_referral(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body takes a complaint up for mediation: its time to decide ends, the one for mediating begins (Implementing Regulation Art 46 (3)).

    Who accepts has acknowledged. Conflict when it is no complaint, or accepted already.
    """
    with step(ACCEPT_REFERRAL, case_id, actor=actor, at=at, version=version, outcome={}) as done:
        if done.row.kind != Kind.COMPLAINT:
            raise Conflict(_("Only a complaint is accepted for mediation."))
        handoff = open_handoff(done)
        if handoff.accepted_at is not None:
            raise Conflict(_("Your body accepted this complaint already."))
        if handoff.state != HandoffState.ACKNOWLEDGED:
            _receive(done, handoff)
        handoff.accepted_at = at
        own = clocks.accept_at_department(done.row, at=at)
        handoff.reply_due_on = own.due_on if own else handoff.reply_due_on
        handoff.save()
        done.say(by=handoff.to_organisation_id, public=True)
        return done.row


REFUSE_REFERRAL = Verb(
    "refuse_referral",
    CASE,
    event="cases.referral_refused",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    to=RESUME,
    label=_("Refuse"),
    help=_("Your body is not competent; the case goes back with your reason."),
    entry=_("Referral refused: not competent"),
    face=Face(place=90, main=True, questions=(Text(name="reason", label=_("Reason")),)),
    tells=Tell(
        _("Case %(number)s came back: the body says it is not competent."), recipients.officer_or_supervisors, "warn"
    ),
)


@REFUSE_REFERRAL
def refuse_referral(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body says it is not competent; the case goes back to where it stood."""
    with step(REFUSE_REFERRAL, case_id, actor=actor, at=at, version=version) as done:
        return _bring_back(done, HandoffState.REFUSED, "refused", reason)


RETURN_REFERRAL = Verb(
    "return_referral",
    CASE,
    event="cases.referral_returned",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    to=RESUME,
    label=_("Return"),
    help=_("The case goes back to the council, which decides anew. It is never forwarded onwards."),
    entry=_("Returned to the council"),
    face=Face(place=100, main=True, questions=(Text(name="reason", label=_("Reason")),)),
    tells=Tell(_("Case %(number)s came back from the body."), recipients.officer_or_supervisors, "warn"),
)


@RETURN_REFERRAL
def return_referral(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body gives the case back to the council; it never forwards it onwards itself (Order 121 Art 41)."""
    with step(RETURN_REFERRAL, case_id, actor=actor, at=at, version=version) as done:
        return _bring_back(done, HandoffState.RETURNED, "returned", reason)


def _bring_back(done: Step[Case], state: HandoffState, event: str, reason: str) -> Case:
    if not reason.strip():
        raise InvalidInput(_("Say why, so that the council can go on."), field="reason")
    kept = said(done.row, reason)
    _finish(open_handoff(done), state, kept, done.at)
    clocks.end_at_department(done.row, event, at=done.at)
    clocks.on_event(done.row, event, at=done.at)
    done.move()
    done.row.holder_id = done.row.council_id
    if not Handoff.objects.filter(case=done.row, state=HandoffState.ANSWERED.value).exists():
        clocks.revive(done.row, "referred")  # what an earlier referral ended, its answer has settled
    done.say(reason=kept, public=True)
    return done.row


ANSWER_REFERRAL = Verb(
    "answer_referral",
    CASE,
    event="cases.referral_answered",
    permission="cases:answer_referral",
    who=holder,
    before={State.REFERRED},
    to=State.ANSWERED,
    label=_("Answer"),
    help=_("The council receives your answer."),
    entry=_("The body answered"),
    face=Face(
        place=40,
        main=True,
        key="w",
        tone="primary",
        questions=(Text(name="reply", label=_("Answer"), help=_("What was found and done, with which result.")),),
    ),
    tells=Tell(_("Case %(number)s: the body answered."), recipients.officer_or_supervisors, "good"),
)


@ANSWER_REFERRAL
def answer_referral(case_id: int, *, reply: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body tells what it found and did; the council closes the case or goes on."""
    with step(ANSWER_REFERRAL, case_id, actor=actor, at=at, version=version) as done:
        if not reply.strip():
            raise InvalidInput(_("Write what was found and done."), field="reply")
        handoff = open_handoff(done)
        handoff.acknowledged_at = handoff.acknowledged_at or at
        kept = said(done.row, reply)
        _finish(handoff, HandoffState.ANSWERED, kept, at)
        clocks.end_at_department(done.row, "answered", at=at)
        clocks.on_event(done.row, "answered", at=at)
        done.move()
        done.row.holder_id = done.row.council_id
        done.say(reply=kept, by=handoff.to_organisation_id)
        return done.row


def _receive(done: Step[Case], handoff: Handoff) -> None:
    """The body has it from now on, on its own clock; saves nothing of the sending."""
    handoff.state, handoff.acknowledged_at = HandoffState.ACKNOWLEDGED.value, done.at
    body = org.body_by_id(handoff.to_organisation_id)
    own = clocks.begin_at_department(done.row, body, at=done.at) if body else None
    handoff.reply_due_on = own.due_on if own else handoff.reply_due_on


def open_handoff(done: Step[Case]) -> Handoff:
    """What is sent out at present. Conflict where nothing is."""
    found = Handoff.objects.filter(case=done.row, state__in=OPEN).order_by("-id").first()
    if found is None:
        raise Conflict(_("This case is not referred to anybody at present."))
    return found


def recall(case: Case, *, at: datetime) -> None:
    """End what is still sent out: the case ended here, or was taken back, before the body answered."""
    Handoff.objects.filter(case=case, state__in=OPEN).update(state=HandoffState.RECALLED.value, ended_at=at)
    case.holder_id = case.council_id


def _finish(handoff: Handoff, state: HandoffState, kept: str, at: datetime) -> None:
    handoff.state, handoff.reply, handoff.ended_at = state.value, kept, at
    handoff.save()
