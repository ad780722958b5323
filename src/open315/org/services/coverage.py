"""Coverage: over which days the records of a body are complete. Whoever manages the body states it; an import may propose it.

Everything that compares or says "none" stands on these spans (`core.facts.coverage`): what no span covers is not known.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, ActorKind
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import step
from open315.core.verbs.types import YES, Decision
from open315.org.models import Coverage, Organisation
from open315.org.queries.coverage import managed_coverage
from open315.org.services.verb import BODY, NOT_A_MANAGER, OWN_PAGE, ROOM, managing


def _own_body(actor: Actor, organisation_id: int) -> Organisation:
    """A body the actor works for, or one below it."""
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation_id)
    found = rows.first() if actor.kind == ActorKind.SYSTEM or organisation_id in actor.organisation_ids else None
    if found is None:
        raise NotFound("")
    return found


def _staff(actor: Actor, permission: str, _row: Any) -> Decision:
    is_staff = actor.kind in {ActorKind.STAFF, ActorKind.SYSTEM} and actor.may(permission)
    return YES if is_staff else Decision(False, NOT_A_MANAGER)


def _span(done: Step[Coverage]) -> dict[str, Any]:
    row = done.row
    return {"first": row.first.isoformat(), "last": row.last.isoformat() if row.last else "", "note": row.note}


COVERAGE: Target[Coverage] = Target(
    room=ROOM,
    name="organisation",
    who_first=True,
    lock=managed_coverage,
    key=lambda coverage: coverage.organisation_id,
    noted=_span,
    announced=lambda done: {"organisation_id": done.row.organisation_id},
)
OWN_BODY: Target[Organisation] = Target(
    room=ROOM,
    name="organisation",
    who_first=True,
    lock=_own_body,
    announced=lambda done: {"organisation_id": done.row.pk},
)

STATE = managing("state_coverage", BODY, event="org.coverage_stated")


@STATE
def state_coverage(
    organisation_id: int, *, first: date, last: date | None = None, note: str = "", actor: Actor, at: datetime
) -> Organisation:
    """State that the records of a body are complete from `first` to `last` (None: and go on). The same span again changes nothing.

    InvalidInput for days in the future or in the wrong order.
    """
    with step(STATE, organisation_id, actor=actor, at=at) as done:
        _check(first, last, local_day(at))
        if done.row.coverage.filter(first=first, last=last, is_proposed=False).exists():
            done.leave()
        done.row.coverage.create(first=first, last=last, note=note.strip(), stated_at=at)
        done.say(**_days(first, last), note=note.strip())
        return done.row


def _days(first: date, last: date | None) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat() if last else ""}


def _check(first: date, last: date | None, today: date) -> None:
    if first > today:
        raise InvalidInput(_("Records cannot be complete from a day in the future on."), field="first")
    if last is not None and last < first:
        raise InvalidInput(_("The last day is before the first day."), field="last")
    if last is not None and last > today:
        raise InvalidInput(
            _("Records cannot be complete up to a day in the future. Leave it empty if they go on."), field="last"
        )


CONFIRM = managing("confirm_coverage", COVERAGE, event="org.coverage_confirmed")


@CONFIRM
def confirm_coverage(coverage_id: int, *, actor: Actor, at: datetime) -> Coverage:
    """Confirm what was proposed after an import: from now on it counts. One that counts already is left as it is."""
    with step(CONFIRM, coverage_id, actor=actor, at=at) as done:
        if not done.row.is_proposed:
            done.leave()
        done.row.is_proposed, done.row.stated_at = False, at
        return done.row


TAKE_BACK = managing("take_back_coverage", COVERAGE, event="org.coverage_taken_back")


@TAKE_BACK
def take_back_coverage(coverage_id: int, *, actor: Actor, at: datetime) -> Coverage:
    """Take a span back, stated or proposed: over its days nothing is known any more."""
    with step(TAKE_BACK, coverage_id, actor=actor, at=at) as done:
        Coverage.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        return done.row


PROPOSE: Verb[Organisation] = Verb(
    "propose_coverage",
    OWN_BODY,
    event="org.coverage_proposed",
    permission="console:open",
    who=_staff,
    face=OWN_PAGE,
)


@PROPOSE
def propose_coverage(
    organisation_id: int, *, first: date, last: date, source: str, note: str = "", actor: Actor, at: datetime
) -> Organisation:
    """Propose, after an import, that the records of a body are complete from `first` to `last`; it counts once confirmed.

    `source` names the import ("import:12"): one import proposes a span once. Errors as for stating.
    """
    with step(PROPOSE, organisation_id, actor=actor, at=at) as done:
        _check(first, last, local_day(at))
        if done.row.coverage.filter(first=first, last=last, source=source).exists():
            done.leave()
        done.row.coverage.create(
            first=first, last=last, note=note.strip(), source=source, is_proposed=True, stated_at=at
        )
        done.say(**_days(first, last), source=source)
        return done.row


WITHDRAW: Verb[Organisation] = Verb(
    "withdraw_coverage",
    OWN_BODY,
    event="org.coverage_withdrawn",
    permission="console:open",
    who=_staff,
    face=OWN_PAGE,
)


@WITHDRAW
def withdraw_coverage(organisation_id: int, *, source: str, actor: Actor, at: datetime) -> Organisation:
    """Take back every span of a body that `source` brought, confirmed or not, since its records are gone."""
    with step(WITHDRAW, organisation_id, actor=actor, at=at) as done:
        rows = done.row.coverage.filter(source=source) if source else Coverage.objects.none()
        gone = [_days(row.first, row.last) for row in rows]
        if not gone:
            done.leave()
        rows.delete()
        done.say(source=source, spans=gone)
        return done.row
