"""Commands of the campaign room, and the words in which approvals are stored."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from open315.core.names import NO_NAME, Translated


class CommitteeKind(StrEnum):
    """What a body of a campaign is."""

    COMMITTEE = "committee"
    GROUP = "group"
    OFFICE = "office"
    COMMAND = "command"
    OTHER = "other"


class RowCame(StrEnum):
    """What came of a row of a folder (as `core.folders.Came`)."""

    MADE = "made"
    KNOWN = "known"
    REFUSED = "refused"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What a person fills in when a campaign is opened or changed. `stat_first`–`stat_last`: what its figures cover."""

    year: int
    theme: str
    first_day: date
    last_day: date
    stat_first: date
    stat_last: date
    region_code: str
    note: str = ""
    theme_in: Translated = NO_NAME
    """Translations of the theme."""
    idea: str = ""
    goals: str = ""
    budget_cents: int | None = None


class ApprovalWay(StrEnum):
    """How a committee decides."""

    MEETING = "meeting"
    CIRCULATION = "circulation"


class ApprovalState(StrEnum):
    """Where an approval stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    TAKEN_BACK = "taken_back"


class Answer(StrEnum):
    """What a member says in a circulation."""

    NONE = ""
    AGREES = "agrees"
    OBJECTS = "objects"


class CommentState(StrEnum):
    """Where a comment at a paragraph stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"
    TAKEN_UP = "taken_up"
    WITHDRAWN = "withdrawn"


class VoteBase(StrEnum):
    """Of whom the majority is taken: those who took part, or all members."""

    PRESENT = "present"
    MEMBERS = "members"


class IssueState(StrEnum):
    """Where a joint issue stands."""

    DRAFT = "draft"
    ASKED = "asked"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class PartnerSays(StrEnum):
    """What a partner body says to a joint issue."""

    NOTHING = ""
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class CommentSaid:
    """A comment as a folder tells it: at which part of the version (`key`), in which words, by whom in words, and what became of it."""

    key: str
    text: str
    said_by: str
    said_at: str
    written_at: datetime
    state: str
    answer: str
    answered_at: datetime | None
    closed_at: datetime | None
    requirement_id: int | None
