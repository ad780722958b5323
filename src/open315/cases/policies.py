"""Who may use which verb on which case, with the reason when not. Asked inside the verb's transaction, and for the buttons.

Each verb names one of these rules in its declaration: the council that owns the case, the body that holds it, the consumer.
"""

from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER, case_id_of
from open315.cases.models import Attachment, Case, Handoff
from open315.cases.objections import standing_of
from open315.cases.rules.objecting import Standing
from open315.cases.rules.workflow import ROOM
from open315.cases.types import HandoffState, Kind
from open315.core import verbs
from open315.core.access import Actor, ActorKind
from open315.core.verbs import YES, Decision, policy
from open315.core.verbs.who import permitted

SEES_PERSONS = "cases:unmask"
FROM_CONSUMER = frozenset({ActorKind.ANONYMOUS, CONSUMER})
"""Who a consumer is when she sends a file: a stranger when she files, herself with her code."""


def decide(actor: Actor, verb: str, case: Case) -> Decision:
    """The decision for this actor, verb and case as it stands."""
    return policy.decide(verbs.named(ROOM, verb), actor, case)


def staff(actor: Actor, permission: str, case: Case) -> Decision:
    """Whoever holds the permission and sees the case."""
    if actor.kind == CONSUMER:
        return Decision(False, _("This step belongs to the council."))
    return permitted(actor, permission, case)


def owner(actor: Actor, permission: str, case: Case) -> Decision:
    """Staff of the council that owns the case."""
    if (who := staff(actor, permission, case)).allowed and not owns(actor, case):
        return Decision(False, _("Only the council that owns the case can do this."))
    return who


def owner_or_consumer(actor: Actor, permission: str, case: Case) -> Decision:
    """Staff of the council that owns the case, and the consumer whose case it is."""
    if actor.kind == CONSUMER and case_id_of(actor) == case.pk:
        return YES
    return owner(actor, permission, case)


def consumer(actor: Actor, permission: str, case: Case) -> Decision:
    """The consumer whose case it is, and nobody for her."""
    if actor.kind == CONSUMER and case_id_of(actor) == case.pk:
        return YES
    if actor.kind == CONSUMER or (who := permitted(actor, permission, case)).allowed:
        return Decision(False, _("Only the consumer of the case can do this."))
    return who


def holder(actor: Actor, permission: str, case: Case) -> Decision:
    """Staff of the body that holds a referred case."""
    if (who := staff(actor, permission, case)).allowed and case.holder_id not in actor.organisation_ids:
        return Decision(False, _("Only the body to which the case was referred can do this."))
    return who


def whoever_reaches_consumer(actor: Actor, permission: str, case: Case) -> Decision:
    """Whoever handles the case: the owner, or the body that holds it (ADR 0072)."""
    if not (who := staff(actor, permission, case)).allowed or owns(actor, case):
        return who
    return _unmask_elsewhere(actor, case)


def sees_files(actor: Actor, case: Case) -> Decision:
    """Whether the files of the case open as they came: like personal data, for they hold it (ADR 0105)."""
    return whoever_reaches_consumer(actor, SEES_PERSONS, case)


def sent_by_consumer(actor: Actor, case: Case, attachment: Attachment) -> bool:
    """Whether the actor is the consumer of the case, and the file came from her: she opens what she sent, and nothing else."""
    return (
        actor.kind == CONSUMER
        and case_id_of(actor) == case.pk
        and attachment.case_id == case.pk
        and attachment.added_by_kind in FROM_CONSUMER
    )


def sees_published_copies(actor: Actor, case: Case) -> Decision:
    """Whether its pictures open as copies that are freed of their metadata: for the body that handles a report (ADR 0105)."""
    if not (who := staff(actor, SEES_PERSONS, case)).allowed:
        return who
    return _handles(actor, case)


def owns(actor: Actor, case: Case) -> bool:
    """Whether the case belongs to the actor's council, or one below it."""
    return case.council_id in actor.organisation_ids


def second_person(actor: Actor, case: Case) -> Decision:
    """Nobody signs her own proposal."""
    if actor.account_id and case.declination_by_id == actor.account_id:
        return Decision(False, _("A refusal needs a second person: you proposed this one yourself."))
    return YES


def answers_objection(actor: Actor, case: Case) -> Decision:
    """Somebody objected, and whoever had a part in the end of the case does not judge it."""
    found = standing_of(case)
    if not found.is_open:
        return Decision(False, _("Nobody has objected, or it was answered already."), by_state=True)
    return _not_of_that_end(actor, found)


def another_judges(actor: Actor, case: Case) -> Decision:
    """While an objection waits, whoever had a part in the end of the case decides nothing about it, neither way."""
    return _not_of_that_end(actor, standing_of(case))


def _not_of_that_end(actor: Actor, found: Standing) -> Decision:
    if actor.account_id and found.is_open and actor.account_id in found.ended_by:
        return Decision(False, _("The consumer objects to what you decided yourself: another person answers."))
    return YES


def _unmask_elsewhere(actor: Actor, case: Case) -> Decision:
    """Whoever handles a referred case may reach the consumer, from the receipt until the answer; never a reporter (ADR 0072)."""
    if case.kind == Kind.REPORT and case.holder_id in actor.organisation_ids:
        return Decision(False, _("Who reported a breach is told to no other body. Ask the council."))
    return _handles(actor, case)


def _handles(actor: Actor, case: Case) -> Decision:
    """Whether another body than the owner has the case in hand: from its receipt until it answers, returns or refuses."""
    if case.holder_id not in actor.organisation_ids:
        return Decision(False, _("Only the council that owns the case, or the body that handles it, can do this."))
    if not _is_acknowledged(case):
        return Decision(False, _("Acknowledge the referral first."), by_state=True)
    return YES


def _is_acknowledged(case: Case) -> bool:
    """Whether the body that holds the case has confirmed that it has it, and has not answered yet."""
    sent = Handoff.objects.filter(case_id=case.pk, to_organisation_id=case.holder_id)
    return sent.filter(state=HandoffState.ACKNOWLEDGED.value).exists()
