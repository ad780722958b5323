"""What the bodies of a campaign and their posts must satisfy; pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from open315.campaigns.committee.types import CommitteeDraft, PostDraft
from open315.campaigns.types import CommitteeKind

MOST_COMMITTEES, MOST_POSTS = 60, 200
"""Of a campaign (a province with a leading group for each city and some offices), and of a body."""


def committee_faults(draft: CommitteeDraft) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a body."""
    if draft.kind not in set(CommitteeKind):
        yield "kind", "kind_unknown"
    if not draft.name.strip():
        yield "name", "committee_unnamed"
    if draft.ended_on and draft.ended_on < draft.set_up_on:
        yield "ended_on", "days_reversed"


def post_faults(draft: PostDraft, *, set_up_on: date) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a post of a body that was set up on that day."""
    for field, written, code in (
        ("title", draft.title, "post_untitled"),
        ("body", draft.body, "body_missing"),
        ("office", draft.office, "office_missing"),
    ):
        if not written.strip():
            yield field, code
    if draft.first_day < set_up_on:
        yield "first_day", "before_set_up"
    if draft.last_day and draft.last_day < draft.first_day:
        yield "last_day", "days_reversed"


def is_below(one: int, other: int | None, part_of: Mapping[int, int | None]) -> bool:
    """Whether `other` is `one` or belongs to it, by way of whatever bodies."""
    seen: set[int] = set()
    while other is not None and other not in seen:
        if other == one:
            return True
        seen.add(other)
        other = part_of.get(other)
    return False


def overlap(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two spans share a day; both ends count, an open end never comes."""
    return (last is None or other_first <= last) and (other_last is None or first <= other_last)


def is_held(first: date, last: date | None, day: date) -> bool:
    """Whether a span has this day; both ends count."""
    return overlap(first, last, day, day)
