"""Cutting a text into pairs of neighbouring characters."""

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
    ours, theirs = set(bigrams(one)), set(bigrams(other))
    together = len(ours | theirs)
    return len(ours & theirs) / together if together else 0.0
