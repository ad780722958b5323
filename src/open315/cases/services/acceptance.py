"""Accepting a case, and not accepting it: proposed by one person, confirmed by another."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import owner, second_person
from open315.cases.queries import choices, letters, recipients
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.services import clocks
from open315.cases.services.verb import CASE
from open315.cases.types import Kind, State
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.verbs import Face, Letter, Tell, Verb
from open315.core.verbs.questions import Asked, Several, Text, Tick
from open315.core.verbs.step import step
from open315.phrases.offering import Worded
from open315.phrases.types import Use


def _needs_telling(asked: Asked) -> bool:
    return asked.row.kind == Kind.COMPLAINT and "foreclosure" not in asked.row.consents


ACCEPT = Verb(
    "accept",
    CASE,
    event="cases.accepted",
    permission="cases:accept",
    who=owner,
    before={State.REGISTERED},
    to=State.ACCEPTED,
    label=_("Accept"),
    help=_("The council takes the case; the clock for handling begins."),
    entry=_("Accepted"),
    face=Face(
        place=10,
        main=True,
        key="a",
        tone="primary",
        questions=(
            Tick(
                name="foreclosure_told",
                label=_(
                    "The consumer was told that the market regulator refuses a dispute a council has accepted, and chose the council."
                ),
                help=_("Order 121, Article 16 (2). Tell it before the council accepts a complaint."),
                required=False,
                suits=_needs_telling,
            ),
        ),
    ),
    letter=Letter(
        _("Your case %(number)s was accepted"), "cases/mail/accepted", letters.acceptance, _("notice of acceptance")
    ),
)


@ACCEPT
def accept_case(
    case_id: int, *, foreclosure_told: bool = False, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Accept: the clock for the decision ends, the clock for handling begins.

    A complaint needs that the consumer knows: acceptance by a council closes the regulator's route (Order 121 Art 16(2)).
    """
    with step(ACCEPT, case_id, actor=actor, at=at, version=version) as done:
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


PROPOSE_DECLINATION = Verb(
    "propose_declination",
    CASE,
    event="cases.declination_proposed",
    permission="cases:decline",
    who=owner,
    before={State.REGISTERED},
    to=State.DECLINATION_PROPOSED,
    label=_("Decline"),
    help=_("You propose not to accept; a second person confirms before anybody is told."),
    entry=_("Refusal proposed, waiting for the second signature"),
    face=Face(
        place=60,
        main=True,
        key="d",
        questions=(
            Several(
                name="grounds",
                label=_("Grounds"),
                help=_("One or more; each is stated in the notice with its article."),
                choices=choices.grounds_of_refusal,
            ),
            Worded(
                name="statement",
                label=_("What the grounds rest on"),
                help=_("The facts and papers for each ground. The consumer reads this."),
                use=Use.CONSUMER,
                values=phrase_values,
            ),
        ),
    ),
    tells=Tell(_("Case %(number)s: a refusal waits for the second signature."), recipients.second_signatories, "warn"),
)


@PROPOSE_DECLINATION
def propose_declination(
    case_id: int, *, grounds: Sequence[str], statement: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Propose not to accept, on grounds of the case's pack and a statement of the facts behind them. Nobody is told yet."""
    outcome = {"decline_grounds": list(grounds)}
    with step(PROPOSE_DECLINATION, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        known = {each.code for each in clocks.pack_of(done.row).grounds if each.suits(done.row.kind)}
        if not grounds or set(grounds) - known:
            raise InvalidInput(_("Choose at least one of the grounds the rules name."), field="grounds")
        if not statement.strip():
            raise InvalidInput(_("State the facts on which each ground rests."), field="statement")
        done.row.decline_grounds, done.row.decline_statement = list(grounds), said(done.row, statement)
        done.row.declination_by_id = actor.account_id
        _take_on(done.row, actor)
        done.move()
        done.say(grounds=list(grounds))
        return done.row


CONFIRM_DECLINATION = Verb(
    "confirm_declination",
    CASE,
    event="cases.declined",
    permission="cases:confirm_declination",
    who=owner,
    also=second_person,
    before={State.DECLINATION_PROPOSED},
    to=State.DECLINED,
    remembers=True,
    label=_("Confirm the refusal"),
    help=_("The consumer is told the grounds and the other routes the law names."),
    entry=_("Not accepted"),
    face=Face(place=20, main=True, key="a", tone="primary"),
    tells=Tell(_("Case %(number)s: the refusal was confirmed."), recipients.officer_or_supervisors),
    letter=Letter(
        _("Your case %(number)s was not accepted"), "cases/mail/declined", letters.refusal, _("notice of refusal")
    ),
)


@CONFIRM_DECLINATION
def confirm_declination(case_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The second signature: the case is not accepted; the consumer is told the grounds and the other routes of the law."""
    with step(CONFIRM_DECLINATION, case_id, actor=actor, at=at, version=version) as done:
        done.move()
        clocks.on_event(done.row, "declined", at=at)
        clocks.end_all(done.row, at=at)
        done.row.closed_at, done.row.closed_on = at, local_day(at)
        done.say(grounds=done.row.decline_grounds, public=True)
        return done.row


REJECT_DECLINATION = Verb(
    "reject_declination",
    CASE,
    event="cases.declination_rejected",
    permission="cases:confirm_declination",
    who=owner,
    before={State.DECLINATION_PROPOSED},
    to=State.REGISTERED,
    label=_("Send back"),
    help=_("The case returns to the officer."),
    entry=_("Proposal to refuse sent back"),
    face=Face(place=70, main=True, key="b", questions=(Text(name="reason", label=_("Reason")),)),
    tells=Tell(_("Case %(number)s: your proposal to refuse was sent back."), recipients.officer_or_supervisors, "warn"),
)


@REJECT_DECLINATION
def reject_declination(case_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """The second person disagrees: the case returns to the officer."""
    with step(REJECT_DECLINATION, case_id, actor=actor, at=at, version=version) as done:
        if not reason.strip():
            raise InvalidInput(_("Say why, so that the officer can go on."), field="reason")
        done.move()
        done.row.decline_grounds, done.row.decline_statement, done.row.declination_by_id = [], "", None
        done.say(reason=said(done.row, reason))
        return done.row


def _take_on(case: Case, actor: Actor) -> None:
    """Whoever decides a case that nobody has goes on with it."""
    if case.officer_id is None and actor.account_id and actor.may("cases:close"):
        case.officer_id = actor.account_id
