"""How strongly a tile is coloured; pure."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

COLOURS = 4
"""So many steps above nothing."""


def step_of(value: Decimal | int | None, most: Decimal | int) -> int:
    """The step of a value among those up to `most`: none for nothing or an unknown value, the last one for the greatest."""
    if not value:
        return 0
    return ceil(Decimal(value) * COLOURS / Decimal(most))


def bounds(most: Decimal | int) -> Sequence[tuple[int, int, int]]:
    """The steps that whole numbers up to `most` can have, each with the least and the greatest of it."""
    highest = [int(Decimal(most) * step // COLOURS) for step in range(COLOURS + 1)]
    spans = ((step, highest[step - 1] + 1, highest[step]) for step in range(1, COLOURS + 1))
    return [(step, low, high) for step, low, high in spans if low <= high]
