"""Words and commands of the inbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

SMS, MAIL = "sms", "mail"
"""The ways by which messages come, in the words of a case's channels."""
LEAVES_BY = {MAIL: "email"}
"""The channel of `notify` by which an answer goes, where that has another name."""


class State(StrEnum):
    """Where a message stands."""

    NEW = "new"
    TAKEN = "taken"
    """Somebody is at it."""
    MADE = "made"
    """A case was made of it."""
    ADDED = "added"
    """It was added to a case there is."""
    ANSWERED = "answered"
    """It was answered, and that was all it needed."""
    ASIDE = "aside"


class Why(StrEnum):
    """Why a message is set aside."""

    JUNK = "junk"
    """By hand."""
    LOOKS_LIKE_JUNK = "looks_like_junk"
    """By the rules of `junk`."""
    STOPPED = "stopped"
    """It asked for no more messages."""
    RESUMED = "resumed"
    """It asked for messages again."""
    AUTOMATIC = "automatic"
    """A machine answered one of our mails, or told of one."""


class Sent(StrEnum):
    """What goes out."""

    RECEIPT = "receipt"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Beside:
    """What some channels know beside the words."""

    conversation_id: int | None = None
    """The conversation that a signed address leads to: the channel has looked at the signature."""
    other: str = ""
    """From where it came, masked, if not from the conversation's own sender."""
    is_by_machine: bool = False
    """Nobody would read a receipt, and a machine might answer it."""
    is_reply_by_machine: bool = False
    thread: str = ""
    """What an answer refers to."""
    upload_ids: tuple[UUID, ...] = ()
    files_digest: str = ""
    """Tells files apart: the same words with other files are another message."""
    left_out: int = 0
    """Files that could not be taken."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """What a provider brought, as it came: nothing of it is ever changed.

    A message of several parts comes as several of these with one `reference`; `sent_at` is the provider's moment, if it tells one.
    """

    gateway: str
    provider_id: str
    address: str
    text: str
    channel: str = "sms"
    sent_at: datetime | None = None
    reference: str = ""
    part: int = 1
    parts: int = 1
    beside: Beside = Beside()


@dataclass(frozen=True, slots=True)
class Received:
    """What became of it: the message it is or is a part of (None while parts are missing), and whether it was new."""

    message_id: int | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a text may say: which field of the desk's form it fills, the value there, and where it stands in the text."""

    field: str
    value: str
    start: int
    end: int
