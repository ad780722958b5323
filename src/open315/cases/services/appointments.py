"""Appointments on a case: made, moved, cancelled by its officer, and the consumer's word that another time suits her better (ADR 0166).

Who does this: the officer on the telephone with the consumer or the trader, the calendar open beside her. She says what it is, when and where,
who comes and what to bring; the consumer has it at once by her channel and on the page of her case. Two at one time are said, not refused:
a mediation may be held by one and joined by another.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.models import Appointment, Case
from open315.cases.policies import consumer, owner
from open315.cases.queries import choices, letters
from open315.cases.queries.appointments import comers_of, coming
from open315.cases.queries.recipients import officer_of_appointment
from open315.cases.rules.appointments import CONSUMER, FURTHEST, LENGTHS, TRADER, comers, meetings_of
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES
from open315.cases.vault import said
from open315.cases.wording import COMERS, MEETINGS
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import Face, Letter, NoFace, Tell, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.questions import Asked, Choice, Line, Moment, Several, Text
from open315.core.verbs.step import step

AS_SAID = "%Y-%m-%d %H:%M"
NOTICE = _("notice of an appointment")
LATEST = 500


def _meetings(asked: Asked) -> list[tuple[str, Any]]:
    return [(each.value, MEETINGS[each]) for each in meetings_of(asked.row.kind)]


def _comers(asked: Asked) -> list[tuple[str, Any]]:
    return [(each, COMERS[each]) for each in comers(asked.row.kind)]


def _lengths(_asked: Asked) -> list[tuple[int, Any]]:
    return [(each, _("%(n)s minutes") % {"n": each}) for each in LENGTHS]


def _to_come(asked: Asked) -> list[tuple[int, Any]]:
    return [(each.pk, f"{_when(each)} {MEETINGS[each.kind]}") for each in coming(asked.row, clock.now())]


def _next(name: str) -> Any:
    def start(asked: Asked) -> Any:
        row = coming(asked.row, clock.now()).first()
        return getattr(row, name) if row else None

    return start


def _has_coming(page: Any) -> bool:
    return any(not each.is_over for each in page.appointments)


def _when(row: Appointment) -> str:
    return row.starts_at.astimezone(SHANGHAI).strftime(AS_SAID)


WHICH = Choice(name="appointment_id", label=_("Which appointment"), choices=_to_come, coerce=int, hides_single=True)
STARTS = Moment(name="starts_at", label=_("Day and time"), help=_("In China's time."))

MAKE_APPOINTMENT = Verb(
    "make_appointment",
    CASE,
    event="cases.appointment_made",
    permission="cases:close",
    who=owner,
    before=OPEN_STATES,
    label=_("Make an appointment"),
    help=_("The consumer is told, and sees it on the page of her case with what to bring."),
    entry=_("Appointment: %(meeting_words)s, %(when)s"),
    tells=Tell(_("Case %(number)s: you have an appointment."), to=officer_of_appointment),
    letter=Letter(
        _("An appointment in your case %(number)s: %(when)s"), "cases/mail/appointment", letters.appointment, NOTICE
    ),
    face=Face(
        place=122,
        questions=(
            Choice(name="meeting", label=pgettext_lazy("appointment", "What"), choices=_meetings, look="buttons"),
            STARTS,
            Choice(name="minutes", label=_("How long"), choices=_lengths, coerce=int, start=lambda _asked: 30),
            Line(
                name="place",
                label=pgettext_lazy("appointment", "Where"),
                required=False,
                longest=200,
                start=choices.place_of_council,
            ),
            Several(
                name="comes",
                label=_("Who comes besides the officer"),
                required=False,
                choices=_comers,
                start=lambda _asked: [CONSUMER],
            ),
            Choice(
                name="account_id",
                label=_("Officer"),
                choices=lambda asked: choices.officers(asked.actor),
                coerce=int,
                start=lambda asked: asked.row.officer_id or asked.actor.account_id,
            ),
            Text(name="brings", label=_("What to bring"), required=False),
        ),
    ),
)
MOVE_APPOINTMENT = Verb(
    "move_appointment",
    CASE,
    event="cases.appointment_moved",
    permission="cases:close",
    who=owner,
    before=OPEN_STATES,
    label=_("Move the appointment"),
    help=_("The consumer is told the new time."),
    entry=_("Appointment moved: %(meeting_words)s, %(earlier)s → %(when)s"),
    offered=_has_coming,
    tells=Tell(_("Case %(number)s: your appointment was moved."), to=officer_of_appointment),
    letter=Letter(
        _("Your appointment in case %(number)s is now: %(when)s"), "cases/mail/appointment", letters.appointment, NOTICE
    ),
    face=Face(
        place=123,
        questions=(
            WHICH,
            Moment(name="starts_at", label=_("New day and time"), help=_("In China's time."), start=_next("starts_at")),
            Line(
                name="place",
                label=pgettext_lazy("appointment", "Where"),
                required=False,
                longest=200,
                start=_next("place"),
            ),
            Text(
                name="reason",
                label=pgettext_lazy("appointment", "Why"),
                help=_("The consumer reads it."),
                required=False,
            ),
        ),
    ),
)
CANCEL_APPOINTMENT = Verb(
    "cancel_appointment",
    CASE,
    event="cases.appointment_cancelled",
    permission="cases:close",
    who=owner,
    before=OPEN_STATES,
    label=_("Cancel the appointment"),
    help=_("The consumer is told."),
    entry=_("Appointment cancelled: %(meeting_words)s, %(when)s"),
    offered=_has_coming,
    tells=Tell(_("Case %(number)s: your appointment was cancelled."), to=officer_of_appointment),
    letter=Letter(
        _("Your appointment in case %(number)s is cancelled"), "cases/mail/appointment", letters.appointment, NOTICE
    ),
    face=Face(
        place=124,
        questions=(
            WHICH,
            Text(
                name="reason",
                label=pgettext_lazy("appointment", "Why"),
                help=_("The consumer reads it."),
                required=False,
            ),
        ),
    ),
)
ASK_OTHER_TIME = Verb(
    "ask_other_time",
    CASE,
    event="cases.other_time_asked",
    permission="cases:close",
    who=consumer,
    before=OPEN_STATES,
    label=_("Ask for another time"),
    help=_("The consumer asks for another time."),
    entry=_("Asks for another time than %(when)s"),
    tells=Tell(_("Case %(number)s: the consumer asks for another time."), to=officer_of_appointment),
    face=NoFace("The page of the consumer's case has a form for it."),
)


@MAKE_APPOINTMENT
def make_appointment(
    case_id: int,
    *,
    meeting: str,
    starts_at: datetime,
    minutes: int,
    comes: Sequence[str] = (CONSUMER,),
    place: str = "",
    brings: str = "",
    account_id: int | None = None,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Appoint a time, for the officer of the case or another one of the body. InvalidInput: what, when, how long, who, `account_id`."""
    with step(MAKE_APPOINTMENT, case_id, actor=actor, at=at) as done:
        case = done.row
        _check(case, meeting, minutes, comes)
        _check_time(starts_at, at)
        row = Appointment.objects.create(
            case=case,
            kind=meeting,
            starts_at=starts_at,
            minutes=minutes,
            place=said(case, place)[:200],
            brings=said(case, brings),
            with_consumer=CONSUMER in comes,
            with_trader=TRADER in comes,
            officer_id=_officer(case, account_id, actor),
        )
        _say(done, row, text="\n".join(filter(None, (row.place, row.brings))))
        return case


@MOVE_APPOINTMENT
def move_appointment(
    case_id: int,
    *,
    appointment_id: int,
    starts_at: datetime,
    place: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Give an appointment that is to come another time, perhaps another place. Conflict when it is over or was cancelled."""
    with step(MOVE_APPOINTMENT, case_id, actor=actor, at=at) as done:
        row = _coming(done.row, appointment_id, at)
        _check_time(starts_at, at)
        earlier, row.starts_at, row.version = _when(row), starts_at, row.version + 1
        row.place = said(done.row, place)[:200]
        row.save()
        _say(done, row, earlier=earlier, text=row.place, reason=said(done.row, reason))
        return done.row


@CANCEL_APPOINTMENT
def cancel_appointment(
    case_id: int, *, appointment_id: int, reason: str = "", actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Call an appointment off that is to come. Conflict when it is over or was cancelled."""
    with step(CANCEL_APPOINTMENT, case_id, actor=actor, at=at) as done:
        row = _coming(done.row, appointment_id, at)
        row.is_off, row.version = True, row.version + 1
        row.save()
        _say(done, row, reason=said(done.row, reason))
        return done.row


@ASK_OTHER_TIME
def ask_other_time(
    case_id: int, *, appointment_id: int, text: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Say that another time suits the consumer better, and which. The appointment stands until the officer moves it."""
    with step(ASK_OTHER_TIME, case_id, actor=actor, at=at) as done:
        row = _coming(done.row, appointment_id, at)
        if not row.with_consumer:
            raise Conflict(GONE)
        if not text.strip():
            raise InvalidInput(_("Say which day and time would suit you."), field="other_time")
        _say(done, row, text=said(done.row, text[:LATEST]))
        return done.row


GONE = _("There is no such appointment to come in this case.")


def _coming(case: Case, appointment_id: int, at: datetime) -> Appointment:
    row = coming(case, at).filter(pk=appointment_id).first()
    if row is None:
        raise Conflict(GONE)
    return row


def _check(case: Case, meeting: str, minutes: int, comes: Sequence[str]) -> None:
    if meeting not in meetings_of(case.kind):
        raise InvalidInput(_("Choose what it is."), field="meeting")
    if minutes not in LENGTHS:
        raise InvalidInput(_("Choose how long it takes."), field="minutes")
    if set(comes) - set(comers(case.kind)):
        raise InvalidInput(_("Whom somebody reported does not meet who did."), field="comes")


def _check_time(starts_at: datetime, at: datetime) -> None:
    if starts_at <= at:
        raise InvalidInput(_("This time has passed."), field="starts_at")
    if starts_at > at + FURTHEST:
        raise InvalidInput(_("This is more than a year away."), field="starts_at")


def _officer(case: Case, account_id: int | None, actor: Actor) -> int:
    wanted = account_id or case.officer_id or actor.account_id
    if wanted is None or wanted not in dict(choices.officers(actor)):
        raise InvalidInput(_("Choose somebody of your own council."), field="account_id")
    return wanted


def _say(done: Step[Case], row: Appointment, **more: str) -> None:
    who = comers_of(row)
    said_of: Mapping[str, Any] = {
        "appointment": row.pk,
        "meeting": row.kind,
        "when": _when(row),
        "with": who,
        "officer": row.officer_id,
    }
    done.say(public=CONSUMER in who, **said_of, **more)
