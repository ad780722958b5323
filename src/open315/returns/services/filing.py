"""A body fills in its return, a second person of it signs or sends it back; a signed one is corrected by a new filing, or opened again from above."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from open315.activities.outputs.rules import Value as Told
from open315.activities.outputs.rules import in_hundredths
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotFound
from open315.core.quantities import Quantity
from open315.core.verbs import YES, Decision, NoFace, Target, Verb, Workflow
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import step
from open315.returns import queries
from open315.returns.checking import REASON_LENGTH, checked, sheet_of
from open315.returns.models import Filing, Return, Value
from open315.returns.types import Answer, AnswerKind, State

ASKED, FILLED, SIGNED, AGAIN = State.ASKED.value, State.FILLED.value, State.SIGNED.value, State.AGAIN.value
NO_RETURN = _("There is no such return.")
NOT_YOURS = _("Only the body that is asked fills in and signs its return.")
NOT_ASKED = _("Only the council that asked opens a return again.")
NOT_BROUGHT = _("Only the council that asked brings a signed return in.")
NO_REASON = _("Say why: whoever reads the return will ask.")
PAST = _("Choose a day that is not past.")
SAME_PERSON = _("You filled this in yourself. A second person of your body signs it.")
CLOSED = _("The call is closed. Ask the council that made it to open your return again.")
OWN_PAGE = NoFace("The pages of returns have a form or a button for it.")


def _lock(actor: Actor, return_id: int) -> Return:
    """A return of one's own body, or one that it asked for."""
    rows = Return.objects.select_for_update(of=("self",)).select_related("call__campaign", "council")
    ours = Q(council_id=actor.organisation_id) | Q(call__council_id=actor.organisation_id)
    found = rows.filter(ours, pk=return_id).first()
    if found is None:
        raise NotFound(NO_RETURN)
    return found


def _noted(done: Step[Return]) -> dict[str, Any]:
    return {"call_id": done.row.call_id, "council_id": done.row.council_id, "state": done.row.state, **done.data}


def _announced(done: Step[Return]) -> dict[str, Any]:
    return {"return_id": done.row.pk, "council_id": done.row.council_id, "actor": done.actor.account_id}


RETURN: Target[Return] = Target(
    room="returns",
    name="return",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=_announced,
    workflow=Workflow(
        states=frozenset({ASKED, FILLED, SIGNED, AGAIN}), first=ASKED, open=frozenset({ASKED, FILLED, SIGNED, AGAIN})
    ),
    wrong_moment=_("This is not possible any more: the return was filled in, signed or opened again in the meantime."),
    stale=_("Somebody else changed this return in the meantime. Look at it again before you change it."),
)


def _its_people(otherwise: Any) -> Callable[[Actor, str, Return | None], Decision]:
    """Those of the body that is asked who hold the permission."""

    def who(actor: Actor, permission: str, row: Return | None) -> Decision:
        if not actor.may(permission):
            return Decision(False, otherwise)
        return YES if row is None or row.council_id == actor.organisation_id else Decision(False, NOT_YOURS)

    return who


def _askers(otherwise: Any, not_asked: Any) -> Callable[[Actor, str, Return | None], Decision]:
    """Those of the council that asked who hold the permission."""

    def who(actor: Actor, permission: str, row: Return | None) -> Decision:
        if not actor.may(permission):
            return Decision(False, otherwise)
        return YES if row is None or row.call.council_id == actor.organisation_id else Decision(False, not_asked)

    return who


FILLERS = _its_people(_("You may not fill in returns."))
SIGNERS = _its_people(_("You may not sign returns."))
FILL_IN: Verb[Return] = Verb(
    "fill_in",
    RETURN,
    event="returns.filled_in",
    permission="returns:fill",
    who=FILLERS,
    before={ASKED, FILLED, AGAIN},
    to=FILLED,
    face=OWN_PAGE,
)


@FILL_IN
def fill_in(
    return_id: int, answers: Sequence[Answer], *, actor: Actor, at: datetime, version: int | None = None
) -> Return:
    """Fill in a return, every line of it; again, as long as nobody signed. InvalidInput at the first field that does not do."""
    with step(FILL_IN, return_id, actor=actor, at=at, version=version) as done:
        _file(done, answers, reason=_why_anew(done.row))
        done.move()
        return done.row


def _while_open(_actor: Actor, row: Return) -> Decision:
    return YES if row.call.closed_at is None else Decision(False, CLOSED, by_state=True)


def _why_anew(row: Return) -> str:
    """Why it replaces what was signed. Why a colleague sent it back stays within the body: it is not the reason that those above read."""
    last = queries.latest(row)
    return last.reason if last is not None and last.signed_at is None else row.reason


CORRECT: Verb[Return] = Verb(
    "correct",
    RETURN,
    event="returns.corrected",
    permission="returns:fill",
    who=FILLERS,
    before={SIGNED},
    to=FILLED,
    also=_while_open,
    face=OWN_PAGE,
)


@CORRECT
def correct(
    return_id: int,
    answers: Sequence[Answer],
    *,
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Return:
    """Fill in a signed return anew, with the reason. Until somebody signs the new filing, the signed one counts. Conflict once the call is closed."""
    with step(CORRECT, return_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        _file(done, answers, reason=done.row.reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


def _second(actor: Actor, row: Return) -> Decision:
    """Four eyes: whoever filled it in does not sign it, nor send it back."""
    filing = queries.latest(row)
    if filing is not None and filing.filled_by_id == actor.account_id:
        return Decision(False, SAME_PERSON)
    return YES


def _signing(name: str, event: str, to: str) -> Verb[Return]:
    return Verb(
        name, RETURN, event=event, permission="returns:sign", who=SIGNERS, before={FILLED}, to=to, also=_second, face=OWN_PAGE
    )  # fmt: skip


SIGN = _signing("sign", "returns.signed", SIGNED)


@SIGN
def sign(return_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Return:
    """Sign what a colleague filled in: it counts from now on and is never changed. NotAllowed for whoever filled it in."""
    with step(SIGN, return_id, actor=actor, at=at, version=version) as done:
        filing = queries.latest(done.row)
        assert filing is not None, "a return that is filled in has a filing"
        filing.signed_at, filing.signed_by_id = at, actor.account_id
        filing.save(update_fields=["signed_at", "signed_by_id"])
        done.row.reason = ""
        done.move()
        done.say(number=filing.number)
        return done.row


SEND_BACK = _signing("send_back", "returns.sent_back", AGAIN)


@SEND_BACK
def send_back(return_id: int, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Return:
    """Send what a colleague filled in back to be filled in again, with the reason."""
    with step(SEND_BACK, return_id, actor=actor, at=at, version=version) as done:
        done.row.reason = _reason(reason)
        done.move()
        done.say(reason=done.row.reason)
        return done.row


REOPEN: Verb[Return] = Verb(
    "reopen",
    RETURN,
    event="returns.reopened",
    permission="returns:ask",
    who=_askers(_("You may not open returns again."), NOT_ASKED),
    before={SIGNED},
    to=AGAIN,
    face=OWN_PAGE,
)


@REOPEN
def reopen(
    return_id: int, *, reason: str, due_on: date, actor: Actor, at: datetime, version: int | None = None
) -> Return:
    """Have a signed return filled in again until a day, with the reason. Until the new one is signed, the signed one counts."""
    with step(REOPEN, return_id, actor=actor, at=at, version=version) as done:
        if due_on < local_day(at):
            raise InvalidInput(PAST, field="due_on")
        done.row.reason, done.row.due_on = _reason(reason), due_on
        done.move()
        done.say(reason=done.row.reason, due_on=due_on.isoformat())
        return done.row


BRING = Verb(
    "bring_signed",
    RETURN,
    event="returns.brought_in",
    permission="returns:ask",
    who=_askers(_("You may not bring returns in."), NOT_BROUGHT),
    before={ASKED},
    to=SIGNED,
    face=NoFace("The folder of a campaign has a sheet for it."),
)


@BRING
def bring_signed(return_id: int, answers: Sequence[Answer], *, actor: Actor, at: datetime) -> Return:
    """Enter a return that was filled in and signed outside of this system, as its sheet tells. It names nobody who filled it in or signed it.

    InvalidInput at the first field that does not do. NotAllowed for others than the council that asked.
    """
    with step(BRING, return_id, actor=actor, at=at) as done:
        filing = _file(done, answers, reason="")
        filing.signed_at, filing.filled_by_id = at, None
        filing.save(update_fields=["signed_at", "filled_by_id"])
        done.move()
        return done.row


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidInput(NO_REASON, field="reason")
    return text.strip()[:REASON_LENGTH]


def _file(done: Step[Return], answers: Sequence[Answer], *, reason: str) -> Filing:
    """The next filing of the return."""
    row = done.row
    found = checked(sheet_of(row), answers)
    for field, words in found.faults:
        raise InvalidInput(words, field=field)
    last = row.filings.aggregate(last=Max("number"))["last"] or 0
    filing = Filing.objects.create(
        of=row, number=last + 1, filled_at=done.at, filled_by_id=done.actor.account_id, reason=reason
    )
    given = {each.indicator: each for each in answers}
    Value.objects.bulk_create(
        _row(filing, given[code], value, is_doubted=code in found.reasons_for) for code, value in found.values.items()
    )
    done.say(number=filing.number)
    return filing


def _row(filing: Filing, answer: Answer, value: Told | None, *, is_doubted: bool) -> Value:
    """What is stored of a line: of "nothing" and "not known" neither words nor number; the reason where one was wanted."""
    is_told = answer.kind == AnswerKind.VALUE
    return Value(
        filing=filing,
        indicator=answer.indicator,
        kind=answer.kind,
        said=answer.said.strip() if is_told else "",
        hundredths=in_hundredths(value) if is_told and value is not None else None,
        bound=value.bound if is_told and isinstance(value, Quantity) else "",
        reason=answer.reason.strip()[:REASON_LENGTH] if is_doubted else "",
    )
