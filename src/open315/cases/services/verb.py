"""What every verb does around its own few lines: lock, check, write, timeline, audit, event — in one transaction.

    @repeatable
    def accept_case(case_id, *, actor, at, version=None):
        with step(case_id, Verb.ACCEPT, actor=actor, at=at, version=version, same=is_accepted) as done:
            ...change fields of `done.row`, call `done.say(...)`...

Leaving the block saves the row with its next version. Nothing is written when it raises.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

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
from open315.core.redaction import redact

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


P = ParamSpec("P")


class AlreadyDone(Exception):
    """This person did this very step just before: a second click, a repeated request. Nothing is to be written."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


def repeatable(verb: Callable[P, Case]) -> Callable[P, Case]:
    """Let a verb that is repeated with the same outcome return the case and write nothing."""

    @wraps(verb)
    def call(*args: P.args, **kwargs: P.kwargs) -> Case:
        try:
            return verb(*args, **kwargs)
        except AlreadyDone as done:
            return done.case

    return call


def said(text: str) -> str:
    """What somebody typed, as it may be kept beside the case: trimmed, with personal data masked."""
    return redact(text.strip()).text


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

    def once(self) -> None:
        """Raise AlreadyDone if this person did this very step just before."""
        if _was_last(self.row, self.verb, self.actor):
            raise AlreadyDone(self.row)

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


Same = Callable[[Case], bool]


@contextmanager
def step(
    case_id: int, verb: Verb, *, actor: Actor, at: datetime, version: int | None = None, same: Same | None = None
) -> Iterator[Step]:
    """Open one verb. Raises NotFound, NotAllowed, Conflict (stale form, or the moment does not fit).

    `same` says of the case as it stands whether it is what this verb would make of it: then a repeat by the same person
    raises AlreadyDone instead.
    """
    with transaction.atomic():
        row = lock(case_id)
        _check(row, verb, actor, version, same)
        begun = Step(row, verb, actor, at)
        yield begun
        if verb not in READS:
            row.version += 1
            row.save()
        _trail(begun)


READS = frozenset({Verb.UNMASK})
"""Verbs that leave a trail but change nothing: nobody's form becomes stale by them."""


def _check(row: Case, verb: Verb, actor: Actor, version: int | None, same: Same | None) -> None:
    if actor.kind == ActorKind.STAFF and not visible_to(actor).filter(pk=row.pk).exists():
        raise NotFound(_("No such case."))
    decision = policies.decide(actor, verb, row)
    stale = version is not None and version != row.version
    if (stale or not decision.allowed) and same is not None and same(row) and _was_last(row, verb, actor):
        raise AlreadyDone(row)
    if not decision.allowed and not decision.by_state:
        raise NotAllowed(decision.reason)
    if stale:
        raise Conflict(
            _("Somebody changed this case in the meantime. Please look at it again; what you typed is kept.")
        )
    if not decision.allowed:
        raise Conflict(decision.reason)


def _was_last(row: Case, verb: Verb, actor: Actor) -> bool:
    last = TimelineEntry.objects.filter(case_id=row.pk).order_by("-id").first()
    return last is not None and (last.verb, last.actor_kind, last.account_id) == (
        verb.value,
        actor.kind,
        actor.account_id,
    )


def _trail(done: Step) -> None:
    row, actor, name = done.row, done.actor, EVENTS[done.verb]
    TimelineEntry.objects.create(
        case_id=row.pk,
        at=done.at,
        verb=done.verb.value,
        actor_kind=actor.kind,
        account_id=actor.account_id,
        organisation_id=actor.organisation_id,
        actor_label=actor.label,
        data=done.data,
        is_public=done.is_public,
    )
    record(name, actor=actor, at=done.at, obj=("case", row.pk), data={**done.data, **done.audit_data})
    who = {"actor": actor.account_id, "actor_kind": actor.kind}
    emit(name, {"case": row.pk, "number": row.number, **who, **done.data}, at=done.at)
