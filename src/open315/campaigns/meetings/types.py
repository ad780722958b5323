"""Commands about deployment meetings."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting as it is called: what it is, when, where, its agenda (one point a line), and the bodies that are asked to come."""

    title: str
    starts_at: datetime
    venue: str
    agenda: str = ""
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """What came of a meeting: who was there, who of those asked was not, what was decided (one decision a line)."""

    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    decisions: str = ""
