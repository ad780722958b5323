"""Taking in what a telephone system tells: once, whatever it repeats, in whichever order it comes."""

from datetime import datetime, timedelta

from django.db import transaction

from open315.core import streams
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.text import cleaned
from open315.core.verbs import Verb
from open315.core.verbs.step import making
from open315.hotline import vault
from open315.hotline.models import Call, Event, Line
from open315.hotline.rules import consent_of, course_of, heard_faults
from open315.hotline.services.missed import caller_of, settle
from open315.hotline.services.verb import CALL, NO_LINE, OWN_PAGE, refuse, telephones
from open315.hotline.types import Course, Happening, Heard, Result, State

HEAR = Verb(
    "hear",
    CALL,
    event="hotline.heard",
    emits=None,
    permission="hotline:handle",
    who=telephones,
    face=OWN_PAGE,
    makes=True,
)


@HEAR
def hear(line_id: int, heard: Heard, *, actor: Actor, at: datetime) -> Call:
    """Take in one event of a call of this line. InvalidInput, at its field, for what is none; NotFound for a line that is not there.

    Where a call stands follows from the set of all that was told of it. The same id again changes nothing. All of one line is taken one by one.
    """
    heard = cleaned(heard)
    refuse(heard_faults(heard, at))
    with transaction.atomic():
        line = Line.objects.select_for_update(of=("self",)).filter(pk=line_id).first()
        if line is None:
            raise NotFound(NO_LINE)
        event_id = vault.id_as_kept(heard.event_id, vault.EVENT_ID)
        if known := Event.objects.filter(line=line, event_id=event_id).select_related("call").first():
            return known.call
        with making(HEAR, actor=actor, at=at) as done:
            call = done.row = _call_of(line, heard, at)
            Event.objects.create(
                line=line,
                call=call,
                event_id=event_id,
                told=heard.told,
                at=heard.at,
                **vault.recording_columns(heard.recording),
                consent=heard.consent,
                received_at=at,
            )
            follow(call)
            done.say(state=call.state)
        announce(line.council_id, at)
        return call


def _call_of(line: Line, heard: Heard, at: datetime) -> Call:
    """The call that this is told of, new or known; its caller from whichever event first tells a number."""
    provider_id = vault.id_as_kept(heard.call, vault.CALL_ID)
    call = Call.objects.filter(line=line, provider_id=provider_id).select_related("caller").first()
    digits = vault.plain(heard.number)
    if call is None:
        call = Call.objects.create(line=line, provider_id=provider_id, started_at=heard.at, state=State.RINGING.value)
    if digits and call.caller_id is None:
        call.caller = caller_of(line, digits, at)
        call.save(update_fields=["caller"])
    return call


def follow(call: Call) -> None:
    """Let a call stand where what was told of it says; who rings in vain is to be rung back. What a clerk wrote stays."""
    course = course_of({Happening(told, at) for told, at in call.events.values_list("told", "at")})
    put(call, course)
    call.consent = consent_of(call.events.exclude(consent="").values_list("consent", flat=True)) or call.consent
    call.save(
        update_fields=[
            "consent",
            "state",
            "started_at",
            "wait_seconds",
            "length_seconds",
            "due_at",
            "settled_at",
            "result",
        ]
    )
    if call.caller is not None:
        settle(call.caller)
        call.refresh_from_db(fields=["settled_at"])


def put(call: Call, course: Course) -> None:
    """Write the course of a call into its row."""
    call.state, call.started_at = course.state.value, course.started_at
    call.wait_seconds, call.length_seconds = course.wait_seconds, course.length_seconds
    is_missed = course.state == State.MISSED
    if is_missed and not call.result:
        call.result = Result.MISSED.value
    if not is_missed and call.result == Result.MISSED:
        call.result = ""
    owed = is_missed and call.caller_id is not None
    call.due_at = course.started_at + timedelta(hours=call.line.back_within_hours) if owed else None
    call.settled_at = None


def announce(council_id: int, at: datetime) -> None:
    """Let the screens of a council look again."""
    streams.publish(topic_of(council_id), {"at": at.isoformat()})


def topic_of(council_id: int) -> str:
    """What the screens of a council listen to."""
    return f"hotline.{council_id}"
