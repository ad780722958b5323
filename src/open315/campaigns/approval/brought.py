"""A circulation that is over elsewhere and comes in as it was: by those it asked, on its day (ADR 0133)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.campaigns.approval import rules
from open315.campaigns.approval.services import APPROVAL, MANAGERS, begun, check, decide_by_its_rules, put_to_the_vote
from open315.campaigns.approval.types import Circulated, Circulation
from open315.campaigns.models import Approval, Ballot
from open315.campaigns.types import Answer, ApprovalWay
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.verbs import NoFace, Verb
from open315.core.verbs.step import making

NOT_OVER = _("This circulation is not over: somebody has not answered, and its last day has not passed.")
BY_FOLDER = NoFace("It comes in with the sheets of a campaign.")
BRING = Verb(
    "bring_circulation",
    APPROVAL,
    event="campaigns.circulation_brought",
    permission="campaigns:manage",
    who=MANAGERS,
    makes=True,
    face=BY_FOLDER,
)


@BRING
def bring_circulation(version_id: int, told: Circulated, *, actor: Actor, at: datetime) -> Approval:
    """Enter what members signed on the newest version; the rules of the day on which they were asked say what came of it.

    InvalidInput for numbers that cannot be, for an objection without a reason, and for one that is not over.
    """
    with making(BRING, actor=actor, at=at) as done:
        version = put_to_the_vote(actor, version_id)
        asked = Circulation(told.deadline, on_paper=told.members, waiver=told.waiver)
        check(rules.circulation_faults(asked, today=told.asked_on))
        check(rules.brought_faults(told, today=local_day(at)))
        if told.silent and told.deadline >= local_day(at):
            raise InvalidInput(NOT_OVER, field="silent")
        row = begun(version, ApprovalWay.CIRCULATION, told.asked_on, told.waiver, at)
        row.deadline, row.members = told.deadline, len(told.members)
        row.save()
        Ballot.objects.bulk_create(_ballots(row, told, at))
        decide_by_its_rules(row, at)
        done.row = row
        done.say(number=version.number, waived=row.waived)
        return row


def _ballots(row: Approval, told: Circulated, at: datetime) -> list[Ballot]:
    said = [(name, Answer.AGREES, "") for name in told.agreed]
    said += [(name, Answer.OBJECTS, reason.strip()) for name, reason in told.objected]
    said += [(name, Answer.NONE, "") for name in told.silent]
    return [
        Ballot(
            approval=row,
            place=place,
            member=name,
            answer=answer,
            reason=reason,
            is_on_paper=answer != Answer.NONE,
            answered_at=at if answer != Answer.NONE else None,
        )
        for place, (name, answer, reason) in enumerate(said, 1)
    ]
