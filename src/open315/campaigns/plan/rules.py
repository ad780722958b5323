"""What the drafts of a plan must satisfy; pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft

MOST_SECTIONS, MOST_MEASURES = 40, 200
"""Of a plan, and of a section."""


def section_faults(draft: SectionDraft) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a section."""
    if not draft.title.strip():
        yield "title", "section_untitled"


def measure_faults(draft: MeasureDraft) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a measure."""
    if not draft.title.strip():
        yield "title", "measure_untitled"
    if draft.first_day and draft.last_day and draft.last_day < draft.first_day:
        yield "last_day", "days_reversed"
    if draft.budget_cents is not None and draft.budget_cents < 0:
        yield "budget_cents", "budget_negative"


def requirement_faults(draft: RequirementDraft, *, today: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a requirement."""
    if not draft.text.strip():
        yield "text", "requirement_empty"
    if not draft.put_by.strip():
        yield "put_by", "put_by_nobody"
    if draft.put_on > today:
        yield "put_on", "put_in_future"


def moved(order: Sequence[int], one: int, by: int) -> list[int]:
    """The order with `one` moved by so many places; at an end it stays there."""
    rest = [each for each in order if each != one]
    at = max(0, min(len(rest), order.index(one) + by))
    return [*rest[:at], one, *rest[at:]]
