"""A text as weighted groups of one to three signs.

Groups of signs and not words: Chinese is written without blanks, and what a citizen writes knows no dictionary. Both scripts are one text here.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from open315.core.text import fold

LONGEST = 3
MOST_SIGNS = 4000
"""Signs of a text that are read: longer ones say nothing new, and cost time."""

Vector = dict[int, float]


def groups(text: str) -> Counter[str]:
    """How often each group of signs stands in a text."""
    signs = " ".join(fold(text[:MOST_SIGNS]).split())
    return Counter(
        signs[start : start + size] for size in range(1, LONGEST + 1) for start in range(len(signs) - size + 1)
    )


def vector(text: str, places: Mapping[str, int], rarity: list[float]) -> Vector:
    """The weights of the groups that are known, by place: (1 + ln count) · rarity, the whole of length one; empty where none is known.

    Rarity after Spärck Jones 1972; the count's logarithm and the cosine norm after Salton and Buckley 1988.
    """
    found = {
        place: (1.0 + math.log(count)) * rarity[place]
        for group, count in groups(text).items()
        if (place := places.get(group)) is not None
    }
    length = math.sqrt(sum(value * value for value in found.values()))
    return {place: value / length for place, value in found.items()}


def known_groups(texts: Iterable[str], *, least: int, most: int) -> tuple[dict[str, int], list[float]]:
    """The groups that stand in at least `least` texts, the `most` commonest of them, each with its place; and the rarity of each place."""
    texts_with: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        texts_with.update(groups(text).keys())
    kept = [(group, number) for group, number in texts_with.items() if number >= least]
    kept.sort(key=lambda pair: (-pair[1], pair[0]))
    kept = kept[:most]
    places = {group: place for place, (group, _number) in enumerate(kept)}
    return places, [math.log((1 + count) / (1 + number)) + 1.0 for _group, number in kept]
