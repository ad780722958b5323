"""The numbers of the four levels of a text: 一、（一）1.（1）. Each begins anew under a higher one; a level may be left out."""

from collections.abc import Iterable

from open315.core.documents.numerals import chinese
from open315.core.documents.official.types import LEVELS


def numbers(levels: Iterable[int]) -> list[str]:
    """The printed number of each item, by its level from 1 to 4."""
    counts = [0] * LEVELS
    written = []
    for level in levels:
        counts[level - 1] += 1
        counts[level:] = [0] * (LEVELS - level)
        written.append(_written(level, counts[level - 1]))
    return written


def _written(level: int, count: int) -> str:
    if level == 1:
        return f"{chinese(count)}、"
    if level == 2:
        return f"（{chinese(count)}）"
    return f"{count}." if level == 3 else f"（{count}）"
