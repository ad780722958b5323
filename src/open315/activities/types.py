"""Commands of the activities room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from open315.core.names import NO_NAME, Translated


class Kind(StrEnum):
    """The forms an activity has in plans and summaries (domain.md §4.1)."""

    SEMINAR = "seminar"
    CONSULTATION = "consultation"
    STALL = "stall"
    PRESS = "press"
    LECTURE = "lecture"
    EXHIBITION = "exhibition"
    VISIT = "visit"
    DESTRUCTION = "destruction"
    CONTEST = "contest"
    BROADCAST = "broadcast"
    SHOW = "show"
    SURVEY = "survey"
    MEETING = "meeting"
    OTHER = "other"


class State(StrEnum):
    """Where an activity stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PairDecision(StrEnum):
    """What somebody said of two activities that look alike; nothing yet is ""."""

    SAME = "same"
    DIFFERENT = "different"


class PartnerKind(StrEnum):
    """What kind of body does something for an activity (product.md S04)."""

    DEPARTMENT = "department"
    ASSOCIATION = "association"
    SOCIAL = "social"
    LAWYERS = "lawyers"
    EXPERTS = "experts"
    VOLUNTEERS = "volunteers"
    ENTERPRISE = "enterprise"
    MEDIA = "media"
    OTHER = "other"


class PartnerState(StrEnum):
    """Where a partner stands."""

    INVITED = "invited"
    PROMISED = "promised"
    DECLINED = "declined"
    DELIVERED = "delivered"
    MISSING = "missing"
    """It had promised, and did not come."""
    TAKEN_OUT = "taken_out"
    """Entered by mistake: shown and counted nowhere."""


class Role(StrEnum):
    """As what somebody takes part in an activity."""

    ATTENDED = "attended"
    SPOKE = "spoke"
    PRESENTED = "presented"
    """Presented prizes."""
    COMMANDED = "commanded"
    SIGNED = "signed"
    """Signed an article for it: not present by that alone."""


class BodyKind(StrEnum):
    """From what kind of body somebody comes. The first four are those whose leaders a summary counts (四大家)."""

    PARTY = "party"
    CONGRESS = "congress"
    GOVERNMENT = "government"
    CPPCC = "cppcc"
    DEPARTMENT = "department"
    COUNCIL = "council"
    SOCIAL = "social"
    ENTERPRISE = "enterprise"
    MEDIA = "media"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """What a person fills in when an activity is planned or changed. `hosts` are the names of those who hold it, the first of all first.

    `region_code` is the place of the venue; which council's figures it belongs to is another question, and answered by who planned it.
    """

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    region_code: str
    venue: str
    hosts: tuple[str, ...] = ()
    note: str = ""
    title_in: Translated = NO_NAME
    measure_id: int | None = None
    """The measure of a plan that it carries out."""
    requirement_ids: tuple[int, ...] = ()
    """The requirements it meets by itself."""
