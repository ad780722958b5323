"""Accepting a case, and not accepting it: proposed by one person, confirmed by another."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.services import clocks
from open315.cases.services.verb import repeatable, said, step
from open315.cases.types import Kind, State, Verb
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput


@repeatable
def accept_case(
    case_id: int, *, foreclosure_told: bool = False, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Accept: the clock for the decision ends, the clock for handling begins.

    A complaint needs that the consumer knows: acceptance by a council closes the regulator's route (Order 121 Art 16(2)).
    """
    with step(case_id, Verb.ACCEPT, actor=actor, at=at, version=version, same=_is(State.ACCEPTED)) as done:
        case = done.row
        told = foreclosure_told or "foreclosure" in case.consents
        if case.kind == Kind.COMPLAINT and not told:
            raise InvalidInput(
                _("Tell the consumer first that the market regulator refuses a dispute a council has accepted."),
                field="foreclosure_told",
            )
        if foreclosure_told and "foreclosure" not in case.consents:
            case.consents = [*case.consents, "foreclosure"]
        case.accepted_at = at
        _take_on(case, actor)
        done.move()
        clocks.on_event(case, "accepted", at=at)
        done.say(public=True)
        return case


@repeatable
def propose_declination(
    case_id: int, *, grounds: Sequence[str], statement: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Propose not to accept, on grounds of the case's pack and a statement of the facts behind them. Nobody is told yet."""

    def same(case: Case) -> bool:
        return case.state == State.DECLINATION_PROPOSED and case.decline_grounds == list(grounds)

    with step(case_id, Verb.PROPOSE_DECLINATION, actor=actor, at=at, version=version, same=same) as done:
        known = {each.code for each in clocks.pack_of(done.row).grounds}
        if not grounds or set(grounds) - known:
            raise InvalidInput(_("Choose at least one of the grounds the rules name."), field="grounds")
        if not statement.strip():
            raise InvalidInput(_("State the facts on which each ground rests."), field="statement")
        done.row.decline_grounds, done.row.decline_statement = list(grounds), said(statement)
        done.row.declination_by_id = actor.account_id
        _take_on(done.row, actor)
        done.move()
        done.say(grounds=list(grounds))
        return done.row


@repeatable
def confirm_declination(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The second signature: the case is not accepted; the consumer is told the grounds and the other routes of the law."""
    with step(case_id, Verb.CONFIRM_DECLINATION, actor=actor, at=at, version=version, same=_is(State.DECLINED)) as done:
        done.move()
        clocks.on_event(done.row, "declined", at=at)
        clocks.end_all(done.row, at=at)
        done.row.closed_at, done.row.closed_on = at, local_day(at)
        done.say(grounds=done.row.decline_grounds, public=True)
        return done.row


@repeatable
def reject_declination(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The second person disagrees: the case returns to the officer."""
    with step(
        case_id, Verb.REJECT_DECLINATION, actor=actor, at=at, version=version, same=_is(State.REGISTERED)
    ) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why, so that the officer can go on."), field="reason")
        done.move()
        done.row.decline_grounds, done.row.decline_statement, done.row.declination_by_id = [], "", None
        done.say(reason=said(reason))
        return done.row


def _take_on(case: Case, actor: Actor) -> None:
    """Whoever decides a case that nobody has goes on with it."""
    if case.officer_id is None and actor.account_id and actor.may("cases:close"):
        case.officer_id = actor.account_id


def _is(state: State) -> Callable[[Case], bool]:
    return lambda case: case.state == state
