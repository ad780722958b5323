"""Handing a case to another body, and what that body does with it. Each sending has its own receipt and its own clock."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Clock, Handoff
from open315.cases.services import clocks
from open315.cases.services.verb import Step, repeatable, said, step
from open315.cases.types import HandoffState, State, Verb
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.law.types import ClockState
from open315.org import queries as org

OPEN = (HandoffState.SENT.value, HandoffState.ACKNOWLEDGED.value)


@repeatable
def refer_case(
    case_id: int, *, to_organisation_id: int, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Send the case to another body; it holds it from now on. The council stays the owner and keeps seeing it."""

    def same(case: Case) -> bool:
        return case.state == State.REFERRED and case.holder_id == to_organisation_id

    with step(case_id, Verb.REFER, actor=actor, at=at, version=version, same=same) as done:
        target = org.body_by_id(to_organisation_id)
        if target is None or not target.is_active or target.pk == done.row.council_id:
            raise InvalidInput(_("Choose another body that exists."), field="to_organisation_id")
        if not reason.strip():
            raise InvalidInput(_("Say what is asked of the body."), field="reason")
        done.move()
        done.row.holder_id = target.pk
        clocks.on_event(done.row, "referred", at=at)
        reply = Clock.objects.filter(case=done.row, key="referral_reply", state=ClockState.RUNNING.value).first()
        Handoff.objects.create(
            case=done.row,
            from_organisation_id=done.row.council_id,
            to_organisation_id=target.pk,
            state=HandoffState.SENT.value,
            reason=said(reason),
            sent_at=at,
            reply_due_on=reply.due_on if reply else None,
        )
        done.say(to=target.pk, to_name=target.name, to_name_en=target.name_en, reason=said(reason), public=True)
        return done.row


@repeatable
def acknowledge_referral(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The receiving body confirms that it has the case."""
    with step(case_id, Verb.ACKNOWLEDGE_REFERRAL, actor=actor, at=at, version=version) as done:
        handoff = _open_handoff(done)
        if handoff.state == HandoffState.ACKNOWLEDGED:
            done.once()
            raise Conflict(_("This referral was acknowledged already."))
        handoff.state, handoff.acknowledged_at = HandoffState.ACKNOWLEDGED.value, at
        handoff.save()
        done.say(by=handoff.to_organisation_id, public=True)
        return done.row


@repeatable
def refuse_referral(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body says it is not competent; the case goes back to where it stood."""
    return _back(case_id, Verb.REFUSE_REFERRAL, HandoffState.REFUSED, "refused", reason, actor, at, version)


@repeatable
def return_referral(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body gives the case back to the council; it never forwards it onwards itself (Order 121 Art 41)."""
    return _back(case_id, Verb.RETURN_REFERRAL, HandoffState.RETURNED, "returned", reason, actor, at, version)


def _back(
    case_id: int,
    verb: Verb,
    state: HandoffState,
    event: str,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None,
) -> Case:
    with step(case_id, verb, actor=actor, at=at, version=version, same=_is_back) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why, so that the council can go on."), field="reason")
        _finish(_open_handoff(done), state, reason, at)
        clocks.on_event(done.row, event, at=at)
        done.move()
        done.row.holder_id = done.row.council_id
        if done.row.state == State.REGISTERED:
            clocks.revive(done.row, "referred")
        done.say(reason=said(reason), public=True)
        return done.row


@repeatable
def answer_referral(case_id: int, *, reply: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The body tells what it found and did; the council closes the case or goes on."""
    with step(case_id, Verb.ANSWER_REFERRAL, actor=actor, at=at, version=version, same=_is_back) as done:
        if not reply.strip():
            raise InvalidInput(_("Write what was found and done."), field="reply")
        handoff = _open_handoff(done)
        handoff.acknowledged_at = handoff.acknowledged_at or at
        _finish(handoff, HandoffState.ANSWERED, reply, at)
        clocks.on_event(done.row, "answered", at=at)
        done.move()
        done.row.holder_id = done.row.council_id
        done.say(reply=said(reply), by=handoff.to_organisation_id)
        return done.row


def _is_back(case: Case) -> bool:
    return case.state != State.REFERRED


def _open_handoff(done: Step) -> Handoff:
    found = Handoff.objects.filter(case=done.row, state__in=OPEN).order_by("-id").first()
    if found is None:
        raise Conflict(_("This case is not referred to anybody at present."))
    return found


def recall(case: Case, *, at: datetime) -> None:
    """End what is still sent out: the case ended here, or was taken back, before the body answered."""
    Handoff.objects.filter(case=case, state__in=OPEN).update(state=HandoffState.RECALLED.value, ended_at=at)
    case.holder_id = case.council_id


def _finish(handoff: Handoff, state: HandoffState, words: str, at: datetime) -> None:
    handoff.state, handoff.reply, handoff.ended_at = state.value, said(words), at
    handoff.save()
