"""Acknowledge what was delivered, and chase those who are silent."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from open315.campaigns.issue import queries
from open315.campaigns.models import Delivery, JointIssue
from open315.campaigns.plan.services.locking import OWN_PAGE
from open315.campaigns.types import IssueState
from open315.core.access import Actor, ActorKind
from open315.core.clock import local_day, midnight
from open315.core.errors import Conflict, NotFound
from open315.core.verbs import YES, Decision, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import step
from open315.core.verbs.who import holders

NOT_YOURS = _("Only the council's own people acknowledge what was delivered to it.")
DONE = _("This was acknowledged already.")
NOBODY_SILENT = _("Nobody is silent who was not chased today.")


def _lock(actor: Actor, delivery_id: int) -> Delivery:
    queries.get_delivery(actor, delivery_id)
    return Delivery.objects.select_for_update().get(pk=delivery_id)


def _lock_issue(actor: Actor, issue_id: int) -> JointIssue:
    rows = JointIssue.objects.select_for_update().filter(pk=issue_id, state=IssueState.ISSUED)
    if actor.kind != ActorKind.SYSTEM:
        rows = rows.filter(council_id=actor.organisation_id)
    row = rows.first()
    if row is None:
        raise NotFound(queries.NO_ISSUE)
    return row


DELIVERY: Target[Delivery] = Target(
    room="campaigns",
    name="delivery",
    lock=_lock,
    who_first=True,
    noted=lambda done: {"issue_id": done.row.issue_id, "council_id": done.row.council_id},
    announced=lambda done: {"issue_id": done.row.issue_id, "delivery_id": done.row.pk},
)
ISSUED: Target[JointIssue] = Target(
    room="campaigns",
    name="issued_paper",
    lock=_lock_issue,
    who_first=True,
    noted=lambda done: done.data,
    announced=lambda done: {"issue_id": done.row.pk, **done.data, "actor": done.actor.account_id},
)


def _own_people(actor: Actor, permission: str, row: Delivery | None) -> Decision:
    is_own = row is None or row.council_id == actor.organisation_id
    return YES if actor.may(permission) and is_own else Decision(False, NOT_YOURS)


ACKNOWLEDGE = Verb(
    "acknowledge",
    DELIVERY,
    event="campaigns.delivery_acknowledged",
    permission="campaigns:acknowledge",
    who=_own_people,
    also=lambda _actor, row: YES if row.acknowledged_at is None else Decision(False, DONE, by_state=True),
    face=OWN_PAGE,
)


@ACKNOWLEDGE
def acknowledge(delivery_id: int, *, actor: Actor, at: datetime) -> Delivery:
    """Say that one's council has received a paper. NotAllowed for another council's, Conflict if somebody did so already."""
    with step(ACKNOWLEDGE, delivery_id, actor=actor, at=at) as done:
        done.row.acknowledged_at, done.row.acknowledged_by_id = at, actor.account_id
        return done.row


CHASE = Verb(
    "chase_silent",
    ISSUED,
    event="campaigns.silent_chased",
    permission="campaigns:manage",
    who=holders(_("The secretariat chases those who are silent.")),
    face=OWN_PAGE,
    reads=True,
)


@CHASE
def chase_silent(issue_id: int, *, actor: Actor, at: datetime) -> int:
    """Remind every council that has not acknowledged a paper, each at most once a day; how many. Conflict if there is none."""
    with step(CHASE, issue_id, actor=actor, at=at) as done:
        return remind(done, done.row.deliveries.filter(acknowledged_at=None), "chased_at", "chases", NOBODY_SILENT)


def remind(done: Step[JointIssue], rows: Any, when: str, times: str, nobody: Any) -> int:
    """Note in `when` and `times` that the councils of these deliveries are reminded, each at most once a day; how many.

    Conflict, in the words `nobody`, if there is none.
    """
    due = rows.exclude(**{f"{when}__gte": midnight(local_day(done.at))})
    chased = list(due.values_list("council_id", flat=True))
    if not chased:
        raise Conflict(nobody)
    due.update(**{when: done.at, times: F(times) + 1})
    done.say(councils=sorted(chased))
    return len(chased)
