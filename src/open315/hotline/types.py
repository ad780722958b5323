"""Words and commands of the hotline."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Outlet(StrEnum):
    """Who announces a line, and answers it together with the council."""

    COUNCIL = "council"
    PRESS = "press"
    BROADCAST = "broadcast"
    SITE = "site"
    OTHER = "other"


class CallKind(StrEnum):
    """What a call was about. The first three are the kinds of cases."""

    COMPLAINT = "complaint"
    REPORT = "report"
    ENQUIRY = "enquiry"
    OPINION = "opinion"
    OTHER = "other"


class Result(StrEnum):
    """What became of a call; none while nobody has said."""

    ANSWERED = "answered"
    """It was settled on the telephone."""
    TOLD = "told"
    """The caller was told where to turn."""
    BROKEN = "broken"
    """It broke off, or nothing was wanted."""
    CASE = "case"
    """A case was made of it."""
    ADDED = "added"
    """It belongs to a case there was."""
    MISSED = "missed"
    """Nobody answered."""


class State(StrEnum):
    """Where a call stands: at most a moment but for the last two."""

    RINGING = "ringing"
    TALKING = "talking"
    OVER = "over"
    MISSED = "missed"


class Told(StrEnum):
    """What a telephone system tells of a call."""

    ARRIVED = "arrived"
    ANSWERED = "answered"
    ENDED = "ended"
    RECORDING = "recording"


class Outcome(StrEnum):
    """What came of ringing back."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    GIVEN_UP = "given_up"


class SwapState(StrEnum):
    """Where a swap of duties stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Recording(StrEnum):
    """Whether calls of a line are recorded, and what for consent is needed."""

    NONE = "none"
    TOLD = "told"
    """Callers are told at the beginning; who goes on agrees."""
    ASKED = "asked"
    """Callers are asked, and only who says yes is recorded."""


class Consent(StrEnum):
    """What is known of a caller's consent; "" for nothing."""

    TOLD = "told"
    GIVEN = "given"
    REFUSED = "refused"


class Text(StrEnum):
    """What a line says by itself."""

    GREETING = "greeting"
    OUT_OF_HOURS = "out_of_hours"
    RECORDING = "recording"
    QUEUE = "queue"


SAID_BY_HAND = (Result.ANSWERED, Result.TOLD, Result.BROKEN, Result.MISSED)
"""What a clerk says of a call; that it became a case is said by the case."""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What somebody wants a line to be."""

    name: str
    number: str
    kind: str
    outlet: str
    opens_on: date
    closes_on: date | None = None
    back_within_hours: int = 24
    """Within so many hours who rang in vain is rung back."""
    answer_within: int = 30
    """Within so many seconds a call is to be answered."""
    hours_from: time | None = None
    hours_until: time | None = None
    weekdays: str = "1234567"


@dataclass(frozen=True, slots=True)
class CallPlan:
    """A call as somebody wrote it down. `wait_seconds` and `length_seconds` are None where nobody knows; `result` is "" while it is open."""

    started_at: datetime
    kind: str
    result: str = ""
    phone: str = ""
    wait_seconds: int | None = None
    length_seconds: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a telephone system told at one moment, as it came. `event_id` is its own, the same when it repeats itself; `call` names the call."""

    event_id: str
    call: str
    told: str
    at: datetime
    number: str = ""
    recording: str = ""
    consent: str = ""
    """Of the caller, to being recorded: told, given, refused; "" where nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a call, for the rule that says where it stands."""

    told: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """How a call went, as far as it is known."""

    state: State
    started_at: datetime
    wait_seconds: int | None = None
    length_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class VoicePlan:
    """What somebody wants a line to say, and whether it records."""

    recording: str
    keep_days: int
    greeting: str = ""
    out_of_hours: str = ""
    recording_notice: str = ""
    queue: str = ""
