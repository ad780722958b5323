"""Words and commands of the seminars."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Reply(StrEnum):
    """What a guest answered."""

    YES = "yes"
    NO = "no"


class Way(StrEnum):
    """How somebody was invited."""

    MAIL = "mail"
    LETTER = "letter"


class News(StrEnum):
    """What happened to a seminar that its guests have to hear."""

    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    TAKEN_UP = "taken_up"
    """It takes place after all."""


class Standing(StrEnum):
    """Where a guest stands: the last that can be said of one."""

    LISTED = "listed"
    """On the list; nothing was sent yet."""
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ARRIVED = "arrived"
    ABSENT = "absent"
    """Did not come."""


@dataclass(frozen=True, slots=True)
class GuestPerson:
    """What is sealed of a guest."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class GuestDraft:
    """Somebody to be invited: from where, in which office; name and address are sealed. `is_guest` from outside of the region."""

    body: str
    body_kind: str
    office: str
    name: str = ""
    email: str = ""
    rank: str = ""
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guest says: comes, does not, or `office` comes instead."""

    reply: str
    office: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class InvitationDraft:
    """What the council writes in its invitation, and until when it asks for an answer."""

    words: str = ""
    reply_by: date | None = None
    remind_days: int = 0
    """So many days before it begins guests are reminded; 0 for never."""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A point of the agenda: who speaks is a guest, or somebody in words; `paper_id` is a file that was received."""

    title: str
    place: int = 1
    speaker_id: int | None = None
    speaker_words: str = ""
    paper_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ConsensusDraft:
    """A point on which all agreed, and the guests who supported it."""

    text: str
    place: int = 1
    supporter_ids: tuple[int, ...] = ()
