"""Who may use which verb on which case, with the reason when not. Asked inside the verb's transaction, and for the buttons."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER, case_id_of
from open315.cases.models import Case, Handoff
from open315.cases.rules import workflow
from open315.cases.types import HandoffState, Kind, State, Verb
from open315.core.access import Actor, ActorKind

PERMISSIONS: dict[Verb, str] = {
    Verb.ACCEPT: "cases:accept",
    Verb.PROPOSE_DECLINATION: "cases:decline",
    Verb.CONFIRM_DECLINATION: "cases:confirm_declination",
    Verb.REJECT_DECLINATION: "cases:confirm_declination",
    Verb.REFER: "cases:refer",
    Verb.ACKNOWLEDGE_REFERRAL: "cases:answer_referral",
    Verb.REFUSE_REFERRAL: "cases:answer_referral",
    Verb.RETURN_REFERRAL: "cases:answer_referral",
    Verb.ANSWER_REFERRAL: "cases:answer_referral",
    Verb.ASSIGN: "cases:assign",
    Verb.NOTE: "cases:note",
    Verb.ADD_EVIDENCE: "cases:note",
    Verb.PAUSE_CLOCK: "cases:pause_clock",
    Verb.RESUME_CLOCK: "cases:pause_clock",
    Verb.SUPERVISE: "cases:supervise",
    Verb.CLOSE: "cases:close",
    Verb.REOPEN: "cases:reopen",
    Verb.WITHDRAW: "cases:close",
    Verb.MARK_DUPLICATE: "cases:mark_duplicate",
    Verb.OVERRIDE_COMPETENCE: "cases:override_competence",
    Verb.UNMASK: "cases:unmask",
    Verb.ERASE_IDENTITY: "cases:erase_identity",
}
OF_THE_RECEIVER = frozenset(
    {Verb.ACKNOWLEDGE_REFERRAL, Verb.REFUSE_REFERRAL, Verb.RETURN_REFERRAL, Verb.ANSWER_REFERRAL}
)
"""Only the body that holds a referred case uses these."""
OF_THE_COUNCIL = frozenset(PERMISSIONS) - OF_THE_RECEIVER - {Verb.NOTE}
OF_THE_CONSUMER = frozenset({Verb.WITHDRAW, Verb.ADD_EVIDENCE})


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a verb is allowed, and if not, why, in words for the person. `by_state` tells a wrong moment from a wrong person."""

    allowed: bool
    reason: Any = ""
    by_state: bool = False


YES = Decision(True)


def decide(actor: Actor, verb: Verb, case: Case) -> Decision:
    """The decision for this actor, verb and case as it stands."""
    if not (who := _who(actor, verb, case)).allowed:
        return who
    if not workflow.possible(verb, State(case.state)):
        return Decision(False, _("This step does not fit the present state of the case."), by_state=True)
    return _second_person(actor, verb, case)


def _who(actor: Actor, verb: Verb, case: Case) -> Decision:
    if actor.kind == ActorKind.SYSTEM:
        return YES
    if actor.kind == CONSUMER:
        if verb in OF_THE_CONSUMER and case_id_of(actor) == case.pk:
            return YES
        return Decision(False, _("This step belongs to the council."))
    if not actor.may(PERMISSIONS[verb]):
        return Decision(False, _("Your role does not include this step."))
    if verb is Verb.UNMASK and not owns(actor, case):
        return _unmask_elsewhere(actor, case)
    if verb in OF_THE_RECEIVER and case.holder_id not in actor.organisation_ids:
        return Decision(False, _("Only the body to which the case was referred can do this."))
    if verb in OF_THE_COUNCIL and not owns(actor, case):
        return Decision(False, _("Only the council that owns the case can do this."))
    return YES


def owns(actor: Actor, case: Case) -> bool:
    """Whether the case belongs to the actor's council, or one below it."""
    return case.council_id in actor.organisation_ids


def _unmask_elsewhere(actor: Actor, case: Case) -> Decision:
    """Whoever handles a referred case may reach the consumer, from the receipt until the answer; never a reporter (ADR 0072)."""
    if case.holder_id not in actor.organisation_ids:
        return Decision(False, _("Only the council that owns the case, or the body that handles it, can do this."))
    if case.kind == Kind.REPORT:
        return Decision(False, _("Who reported a breach is told to no other body. Ask the council."))
    if not _is_acknowledged(case):
        return Decision(False, _("Acknowledge the referral first."), by_state=True)
    return YES


def _is_acknowledged(case: Case) -> bool:
    """Whether the body that holds the case has confirmed that it has it, and has not answered yet."""
    sent = Handoff.objects.filter(case_id=case.pk, to_organisation_id=case.holder_id)
    return sent.filter(state=HandoffState.ACKNOWLEDGED.value).exists()


def _second_person(actor: Actor, verb: Verb, case: Case) -> Decision:
    if verb is Verb.CONFIRM_DECLINATION and actor.account_id and case.declination_by_id == actor.account_id:
        return Decision(False, _("A refusal needs a second person: you proposed this one yourself."))
    return YES
