"""Cutting a text into pairs of neighbouring characters."""

from collections.abc import Callable
from operator import add

from open315.core.text.folding import letters


def bigrams(text: str) -> list[str]:
    """All pairs of neighbouring letters and digits of the folded text, across spaces and punctuation, in order.

    A text of fewer than two letters has none. The pairs of a part of a text are a run within the pairs of the text.
    """
    kept = letters(text)
    return list(map(add, kept, kept[1:]))


def similarity(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: the share of their pairs that both have (Jaccard). Two empty texts are not alike."""
    return likeness(one)(other)


def likeness(one: str) -> Callable[[str], float]:
    """`similarity` to `one`, for comparing it with many texts: its own pairs are cut once."""
    ours = set(bigrams(one))

    def alike(other: str) -> float:
        theirs = set(bigrams(other))
        shared = len(ours & theirs)
        together = len(ours) + len(theirs) - shared
        return shared / together if together else 0.0

    return alike
