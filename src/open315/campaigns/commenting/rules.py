"""What a comment must satisfy, and what became of the paragraph it is at; pure."""

from collections.abc import Iterator
from enum import StrEnum

from open315.campaigns.plan.content import Content, Item

MOST_LETTERS = 1000
"""Of a comment, and of its answer."""


class Since(StrEnum):
    """What became of a paragraph between two versions. A paragraph that only stands elsewhere is the same."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


def faults(field: str, typed: str) -> Iterator[tuple[str, str]]:
    """Field and code of what is wrong with words that were typed."""
    if not typed.strip():
        yield field, "nothing_said"
    elif len(typed.strip()) > MOST_LETTERS:
        yield field, "too_long"


def item_of(content: Content, key: str) -> Item | None:
    """One part of a version; None where it has no such part."""
    return next((item for item in content if item.key == key), None)


def since(key: str, then: Content, now: Content) -> Since:
    """What became of a part of one version in another."""
    was, is_now = item_of(then, key), item_of(now, key)
    if was is None or is_now is None:
        return Since.GONE
    return Since.SAME if was.fields == is_now.fields else Since.CHANGED
