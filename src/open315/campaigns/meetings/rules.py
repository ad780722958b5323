"""What a meeting and its record must satisfy; pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from open315.campaigns.meetings.types import MeetingDraft, MeetingRecord

MOST_BODIES, NAME_LENGTH = 300, 120


def meeting_faults(draft: MeetingDraft) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a meeting that is called."""
    if not draft.title.strip():
        yield "title", "meeting_untitled"
    if not draft.venue.strip():
        yield "venue", "venue_missing"
    if not _fit(draft.bodies):
        yield "bodies", "bodies_unfit"


def record_faults(record: MeetingRecord, *, starts_at: datetime, now: datetime) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with what is noted of a meeting."""
    if starts_at > now:
        yield "present", "not_begun"
    if not record.present:
        yield "present", "nobody_present"
    for field, names in (("present", record.present), ("absent", record.absent)):
        if not _fit(names):
            yield field, "bodies_unfit"
    if set(record.present) & set(record.absent):
        yield "absent", "both_present_and_absent"


def names_in(lines: str) -> tuple[str, ...]:
    """The names that stand one a line, each once, in their order."""
    return tuple(dict.fromkeys(name for name in (line.strip() for line in lines.splitlines()) if name))


def _fit(names: Iterable[str]) -> bool:
    found = list(names)
    return len(found) <= MOST_BODIES and all(len(name) <= NAME_LENGTH for name in found)
