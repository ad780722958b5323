"""Commands about the plan of a campaign."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A section as it is written: what it is called, and what stands under that before its measures."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure as it is written: what, who, from when to when, where, for how much (cents), with which output, and more in words."""

    title: str
    responsible: str = ""
    first_day: date | None = None
    last_day: date | None = None
    venue: str = ""
    budget_cents: int | None = None
    output: str = ""
    text: str = ""
    serves_id: int | None = None
    """The measure of a delivered plan above that it carries out."""


@dataclass(frozen=True, slots=True)
class RequirementDraft:
    """A requirement as it is put: what is asked, by which office or meeting, on which day, and to what: a section, a measure, or (None) the whole plan."""

    text: str
    put_by: str
    put_on: date
    section_id: int | None = None
    measure_id: int | None = None
