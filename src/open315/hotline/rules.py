"""What a line and a call may be. Pure: what is wrong is a field and a code."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from open315.core.text import telephones
from open315.hotline.types import (
    SAID_BY_HAND,
    CallKind,
    CallPlan,
    Consent,
    Course,
    Happening,
    Heard,
    LinePlan,
    Outcome,
    Outlet,
    Recording,
    Result,
    State,
    Told,
    VoicePlan,
)

NAME_LENGTH, NUMBER_LENGTH, NOTE_LENGTH = 40, 30, 1000
MOST_HOURS = 168
"""A week: who rang in vain is rung back within that at the latest."""
MOST_SECONDS = 600
WEEKDAYS = frozenset("1234567")
ID_LENGTH, RECORDING_LENGTH = 120, 200
LIVE_FOR = timedelta(hours=3)
"""So long a call is shown as one that rings or is talked on: a telephone system that fell silent does not fill the screen for ever."""
BEHIND = timedelta(days=30)
"""So old may be what a telephone system tells: it sends what it kept while we were away."""
MOST_WAIT = timedelta(hours=3)
MOST_LENGTH = timedelta(hours=12)
TEXT_LENGTH = 300
"""Signs of what is read out: half a minute."""
MOST_DAYS = 1095
"""Three years at most: a recording that was not needed by then is needed by nobody."""
STRONGEST = (Consent.REFUSED, Consent.GIVEN, Consent.TOLD)
"""Of several things that were told, the first here holds: whoever refused once is not recorded."""
ENOUGH = {
    Recording.NONE: frozenset[str](),
    Recording.TOLD: frozenset({Consent.TOLD.value, Consent.GIVEN.value}),
    Recording.ASKED: frozenset({Consent.GIVEN.value}),
}
AHEAD = timedelta(minutes=5)
"""So far a watch may be fast."""


def line_faults(plan: LinePlan) -> Iterator[tuple[str, str]]:
    """What is wrong with a line."""
    if not plan.name.strip() or len(plan.name.strip()) > NAME_LENGTH:
        yield "name", "name"
    if not any(map(str.isdecimal, plan.number)) or len(plan.number.strip()) > NUMBER_LENGTH:
        yield "number", "number"
    if plan.kind not in set(Outlet):
        yield "kind", "outlet_kind"
    if len(plan.outlet.strip()) > NAME_LENGTH:
        yield "outlet", "name"
    if plan.kind != Outlet.COUNCIL and not plan.outlet.strip():
        yield "outlet", "outlet_missing"
    yield from _times_of_line(plan)
    if plan.closes_on and plan.closes_on < plan.opens_on:
        yield "closes_on", "closes_before"


def _times_of_line(plan: LinePlan) -> Iterator[tuple[str, str]]:
    if not 1 <= plan.back_within_hours <= MOST_HOURS:
        yield "back_within_hours", "hours"
    if not 1 <= plan.answer_within <= MOST_SECONDS:
        yield "answer_within", "answer_within"
    if (plan.hours_from is None) != (plan.hours_until is None):
        yield "hours_until", "both_hours"
    if not plan.weekdays or not set(plan.weekdays) <= WEEKDAYS:
        yield "weekdays", "weekdays"


def is_open(opens_on: date, closes_on: date | None, day: date) -> bool:
    """Whether a line is there on this day; both its ends are."""
    return opens_on <= day and (closes_on is None or day <= closes_on)


def call_faults(plan: CallPlan, at: datetime) -> Iterator[tuple[str, str]]:
    """What is wrong with a call that somebody writes down at the moment `at`."""
    if plan.started_at > at + AHEAD:
        yield "started_at", "ahead"
    if plan.kind not in set(CallKind) and plan.result != Result.MISSED:
        yield "kind", "kind"
    if plan.result and plan.result not in SAID_BY_HAND:
        yield "result", "result"
    if plan.phone.strip() and len(telephones.numbers(plan.phone)) != 1:
        yield "phone", "phone"
    yield from _bounds(plan)
    if len(plan.note.strip()) > NOTE_LENGTH:
        yield "note", "note"


def _bounds(plan: CallPlan) -> Iterator[tuple[str, str]]:
    if not 0 <= (plan.wait_seconds or 0) <= MOST_WAIT.total_seconds():
        yield "wait", "wait"
    if not 0 <= (plan.length_seconds or 0) <= MOST_LENGTH.total_seconds():
        yield "length", "length"


def heard_faults(heard: Heard, at: datetime) -> Iterator[tuple[str, str]]:
    """What is wrong with what a telephone system tells at the moment `at`."""
    if not 0 < len(heard.event_id) <= ID_LENGTH:
        yield "id", "event_id"
    if not 0 < len(heard.call) <= ID_LENGTH:
        yield "call", "call_id"
    if heard.told not in set(Told):
        yield "event", "told"
    if not at - BEHIND <= heard.at <= at + AHEAD:
        yield "at", "moment"
    if len(heard.recording) > RECORDING_LENGTH:
        yield "recording", "recording"
    if heard.consent and heard.consent not in set(Consent):
        yield "consent", "consent"


def course_of(happened: Collection[Happening]) -> Course:
    """How a call went, of what is known: the order in which it became known does not matter, nor what was told twice.

    Of several moments of one kind the first counts, of ends the last. ValueError for nothing.
    """
    moments: dict[str, list[datetime]] = {}
    for each in happened:
        moments.setdefault(each.told, []).append(each.at)
    started = min(moments.get(Told.ARRIVED) or [each.at for each in happened])
    answered, ended = min(moments.get(Told.ANSWERED, []), default=None), max(moments.get(Told.ENDED, []), default=None)
    if answered is None:
        return Course(State.MISSED if ended else State.RINGING, started, _span(started, ended))
    state = State.OVER if ended else State.TALKING
    return Course(state, started, _span(started, answered), _span(answered, ended))


def _span(first: datetime, last: datetime | None) -> int | None:
    """Whole seconds between two moments, none where clocks disagree; None while the last is not known."""
    return None if last is None else max(0, int((last - first).total_seconds()))


def settled_at(missed_at: datetime, reached: Iterable[datetime]) -> datetime | None:
    """When somebody who rang in vain was reached after that; None while she waits."""
    return min((each for each in reached if each >= missed_at), default=None)


def try_faults(outcome: str, note: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a try to ring back: who is given up is given up for a reason."""
    if outcome not in set(Outcome):
        yield "outcome", "outcome"
    if len(note.strip()) > NOTE_LENGTH:
        yield "note", "note"
    if outcome == Outcome.GIVEN_UP and not note.strip():
        yield "note", "why_given_up"


def may_keep(recording: str, consent: str) -> bool:
    """Whether a recording of such a call may be kept on such a line."""
    return consent in ENOUGH[Recording(recording)]


def consent_of(told: Iterable[str]) -> str:
    """What is known of a caller's consent, of all that was told in whatever order."""
    known = set(told)
    return next((each.value for each in STRONGEST if each in known), "")


def keep_until(at: datetime, days: int) -> datetime:
    """Until when a recording of a call that began at this moment is kept."""
    return at + timedelta(days=days)


def voice_faults(plan: VoicePlan) -> Iterator[tuple[str, str]]:
    """What is wrong with what a line is to say: who records tells so."""
    if plan.recording not in set(Recording):
        yield "recording", "recording_mode"
    elif plan.recording != Recording.NONE and not plan.recording_notice.strip():
        yield "recording_notice", "notice_missing"
    if not 1 <= plan.keep_days <= MOST_DAYS:
        yield "keep_days", "keep_days"
    for name in ("greeting", "out_of_hours", "recording_notice", "queue"):
        if len(getattr(plan, name).strip()) > TEXT_LENGTH:
            yield name, "voice_length"
