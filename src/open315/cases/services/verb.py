"""What every verb does around its own few lines: lock, check, write, timeline, audit, event — in one transaction.

    with step(case_id, Verb.ACCEPT, actor=actor, at=at, version=version) as case:
        ...change fields of `case.row`, call `case.say(...)`...

Leaving the block saves the row with its next version. Nothing is written when it raises.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from open315.cases import policies
from open315.cases.models import Case, TimelineEntry
from open315.cases.queries.visible import visible_to
from open315.cases.rules import workflow
from open315.cases.types import OPEN_STATES, State, Verb
from open315.core.access import Actor, ActorKind
from open315.core.audit import record
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.outbox import emit

EVENTS = {
    Verb.ACCEPT: "cases.accepted",
    Verb.PROPOSE_DECLINATION: "cases.declination_proposed",
    Verb.CONFIRM_DECLINATION: "cases.declined",
    Verb.REJECT_DECLINATION: "cases.declination_rejected",
    Verb.REFER: "cases.referred",
    Verb.ACKNOWLEDGE_REFERRAL: "cases.referral_acknowledged",
    Verb.REFUSE_REFERRAL: "cases.referral_refused",
    Verb.RETURN_REFERRAL: "cases.referral_returned",
    Verb.ANSWER_REFERRAL: "cases.referral_answered",
    Verb.ASSIGN: "cases.assigned",
    Verb.NOTE: "cases.noted",
    Verb.ADD_EVIDENCE: "cases.evidence_added",
    Verb.PAUSE_CLOCK: "cases.clock_paused",
    Verb.RESUME_CLOCK: "cases.clock_resumed",
    Verb.SUPERVISE: "cases.supervised",
    Verb.CLOSE: "cases.closed",
    Verb.REOPEN: "cases.reopened",
    Verb.WITHDRAW: "cases.withdrawn",
    Verb.MARK_DUPLICATE: "cases.marked_duplicate",
    Verb.OVERRIDE_COMPETENCE: "cases.competence_overridden",
    Verb.UNMASK: "identity.unmasked",
    Verb.ERASE_IDENTITY: "identity.erased",
}
"""The name of each verb's event and audit entry: read by handlers, never renamed."""


@dataclass(slots=True)
class Step:
    """One verb under way. `data` goes to the timeline; `audit_data` only to the audit log; neither holds personal data."""

    row: Case
    verb: Verb
    actor: Actor
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    audit_data: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False

    def say(self, *, public: bool = False, **data: Any) -> None:
        """What the timeline tells of this step, and whether the consumer sees it."""
        self.data.update(data)
        self.is_public = public

    def move(self) -> None:
        """Take the case where the workflow leads."""
        before = State(self.row.state)
        resume = State(self.row.resume_state) if self.row.resume_state else None
        after = workflow.next_state(self.verb, before, resume)
        remembered = workflow.resume_after(self.verb, before)
        if remembered is not None:
            self.row.resume_state = remembered.value
        elif after in OPEN_STATES and after is not before:
            self.row.resume_state = ""
        self.row.state = after.value


def lock(case_id: int) -> Case:
    """The row, locked until the transaction ends (SQLite's transactions are immediate: one writer at a time)."""
    rows = Case.objects.select_for_update(of=("self",)) if connection.vendor == "postgresql" else Case.objects
    found = rows.filter(pk=case_id).first()
    if found is None:
        raise NotFound(_("No such case."))
    return found


@contextmanager
def step(case_id: int, verb: Verb, *, actor: Actor, at: datetime, version: int | None = None) -> Iterator[Step]:
    """Open one verb. Raises NotFound, NotAllowed, Conflict (stale form, or the moment does not fit)."""
    with transaction.atomic():
        row = lock(case_id)
        _check(row, verb, actor, version)
        begun = Step(row, verb, actor, at)
        yield begun
        row.version += 1
        row.save()
        _trail(begun)


def _check(row: Case, verb: Verb, actor: Actor, version: int | None) -> None:
    if actor.kind is ActorKind.STAFF and not visible_to(actor).filter(pk=row.pk).exists():
        raise NotFound(_("No such case."))
    decision = policies.decide(actor, verb, row)
    if not decision.allowed and not decision.by_state:
        raise NotAllowed(decision.reason)
    if version is not None and version != row.version:
        raise Conflict(
            _("Somebody changed this case in the meantime. Please look at it again; what you typed is kept.")
        )
    if not decision.allowed:
        raise Conflict(decision.reason)


def _trail(done: Step) -> None:
    row, actor, name = done.row, done.actor, EVENTS[done.verb]
    TimelineEntry.objects.create(
        case_id=row.pk,
        at=done.at,
        verb=done.verb.value,
        actor_kind=actor.kind.value,
        account_id=actor.account_id,
        organisation_id=actor.organisation_id,
        actor_label=actor.label,
        data=done.data,
        is_public=done.is_public,
    )
    record(name, actor=actor, at=done.at, obj=("case", row.pk), data={**done.data, **done.audit_data})
    who = {"actor": actor.account_id, "actor_kind": actor.kind.value}
    emit(name, {"case": row.pk, "number": row.number, **who, **done.data}, at=done.at)
