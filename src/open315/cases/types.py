"""Words and commands of the case room: enumerations, and frozen commands that a form, the API or an import turns input into."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    COMPLAINT = "complaint"
    REPORT = "report"
    ENQUIRY = "enquiry"


class Channel(StrEnum):
    WEB = "web"
    DESK = "desk"
    HOTLINE = "hotline"
    STUDIO = "studio"
    SMS = "sms"
    FORUM = "forum"
    MAIL = "mail"
    POST = "post"
    SHEET = "sheet"
    API = "api"


class State(StrEnum):
    """Where a case stands; `cases.rules.workflow` says which verb leads where."""

    REGISTERED = "registered"
    DECLINATION_PROPOSED = "declination_proposed"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    ON_RECORD = "on_record"
    """Came in as history, and what became of it is not known."""


OPEN_STATES = frozenset({State.REGISTERED, State.DECLINATION_PROPOSED, State.ACCEPTED, State.REFERRED, State.ANSWERED})
OPEN = tuple(sorted(each.value for each in OPEN_STATES))
"""The same in a fixed order: an index and the questions that are to use it must name them alike."""


HISTORY_STATES = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN, State.ON_RECORD})
"""The states in which a case can come in that was over before it came here."""


LETTER = "letter"
"""The kind of a file that is a letter as it went out."""


class NewsFrom(StrEnum):
    """Whose word nobody of the council has reacted to yet."""

    CONSUMER = "consumer"
    BODY = "body"
    """A department, or another council to which the case was sent."""
    OBJECTION = "objection"
    """The consumer, of how the case ended."""


class HandoffState(StrEnum):
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    RETURNED = "returned"
    RECALLED = "recalled"
    """The case ended before the body answered."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What identifies a consumer; goes straight into the vault. Empty strings for what was not given."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an original text, and whether its masked form hides it."""

    text: str
    was_masked: bool


@dataclass(frozen=True, slots=True)
class Original:
    """The original wording of one field of a case."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Unmasked:
    """What unmasking shows: a party's details (None when the consumer named none), the original texts, and what the files were called
    (here, and when they came)."""

    person: PersonDetails | None
    originals: tuple[Original, ...]
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConsumerFacts:
    """De-identified attributes that stay with the case when the identity is erased."""

    age_band: str = ""
    gender: str = ""
    region_code: str = ""


@dataclass(frozen=True, slots=True)
class TraderRef:
    """The trader as told: an id of the register, or a name to be found or added."""

    trader_id: int | None = None
    name: str = ""
    credit_code: str = ""
    kind: str = ""
    address: str = ""
    region_code: str = ""
    platform_name: str = ""
    platform_region: str = ""
    """Where the platform has its domicile."""

    @property
    def kept_name(self) -> str:
        """The name as case and register keep it: without blanks around it, at most 120 signs; "" where none was told."""
        return self.name.strip()[:120].rstrip()


@dataclass(frozen=True, slots=True)
class History:
    """What became of a case that was over before it came here. `state` is one of HISTORY_STATES, "" for a case that begins now."""

    state: str = ""
    accepted_on: date | None = None
    closed_on: date | None = None
    result: str = ""
    recovered_cents: int | None = None
    note: str = ""
    """How it ended, in words."""

    def __bool__(self) -> bool:
        return bool(self.state)


@dataclass(frozen=True, slots=True)
class NewCase:
    """Everything a channel knows when it registers a case. Money in cents (分) of CNY."""

    kind: Kind
    channel: Channel
    title: str
    narrative: str
    council_id: int
    received_at: datetime
    trader: TraderRef = TraderRef()
    consumer: PersonDetails = PersonDetails()
    consumer_facts: ConsumerFacts = ConsumerFacts()
    region_code: str = ""
    """Where it took place. The trader's own place is `trader.region_code`."""
    purpose: str = ""
    """What it was bought for, or what it is instead of a consumer's purchase (`law.rules.exits`); "" where nobody said."""
    occurred_on: date | None = None
    nature: str = ""
    goods: str = ""
    goods_text: str = ""
    claims: tuple[str, ...] = ()
    amount_cents: int | None = None
    upload_ids: tuple[UUID, ...] = ()
    language: str = ""
    """Language of the consumer's notices; "" for the install's own."""
    source: str = ""
    source_ref: str = ""
    source_data: dict[str, str] = field(default_factory=dict)
    consents: tuple[str, ...] = ()
    """"publish", "entrust", "foreclosure" (told of Order 121 Art 16(2)), "notify_email", "notify_sms"."""
    history: History = History()
    import_id: int | None = None
    """The import of a sheet that brings it."""


ASKED_FOR_CODE = "cases.code_asked"
"""The event of somebody who asks for a new query code."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A query code that was issued in place of one that was lost; the one before opens nothing any more."""

    number: str
    query_code: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The receipt of a registration. `query_code` is shown once and never stored in clear; "" once another was issued in its place."""

    case_id: int
    number: str
    query_code: str
    created: bool
