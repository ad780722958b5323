"""Commands about the bodies of a campaign and their posts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CommitteeDraft:
    """A body as it is set up: its kind and name, the body it belongs to, from which day to which, by which paper or meeting, and for what."""

    kind: str
    name: str
    set_up_on: date
    ended_on: date | None = None
    """Its last day."""
    part_of_id: int | None = None
    basis: str = ""
    duties: str = ""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post as it is given: what it is called, and the office of which body holds it from which day to which (that day is the last)."""

    title: str
    body: str
    office: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """Who takes a post over, and from which day on."""

    body: str
    office: str
    first_day: date
