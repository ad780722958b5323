"""Who sits where by rule; pure.

The front row comes first, and in a row the middle: then one to the left of it, one to the right, and so on outwards (左為上). Kinds of bodies go before one
another as the ladder of kinds has them, within a kind the higher rank, those without a leading post last, among equals who was entered first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Seat: TypeAlias = tuple[int, int]
"""Row from the front and place from the left, as one sees it who looks at the platform; both from 1 on."""
MOST_ROWS, MOST_PLACES = 60, 60


@dataclass(frozen=True, slots=True)
class Sitter:
    """A guest as the rule sees one: the places of its kind and rank on their ladders, and when it was entered."""

    key: int
    kind: int
    rank: int
    entered: int


def hall_faults(rows: int, places: int) -> Iterator[tuple[str, str]]:
    """Field and code of what is wrong with a hall; nothing for a sound one."""
    for field, number, most in (("rows", rows, MOST_ROWS), ("places", places, MOST_PLACES)):
        if not 1 <= number <= most:
            yield field, "hall_unsound"


def is_in(seat: Seat, rows: int, places: int) -> bool:
    """Whether the hall has this seat."""
    return 1 <= seat[0] <= rows and 1 <= seat[1] <= places


def outwards(places: int) -> list[int]:
    """The places of a row from the first to the last: the middle, one to the left, one to the right."""
    middle = places // 2 + 1
    found = [middle]
    for step in range(1, places):
        found += [middle - step, middle + step]
    return [place for place in found if 1 <= place <= places]


def seats_in_order(rows: int, places: int) -> Iterator[Seat]:
    """Every seat of the hall, the first one first."""
    return ((row, place) for row in range(1, rows + 1) for place in outwards(places))


def in_precedence(sitters: Iterable[Sitter]) -> list[Sitter]:
    """The guests, who goes before first."""
    return sorted(sitters, key=lambda each: (each.kind, each.rank, each.entered, each.key))


def proposed(sitters: Sequence[Sitter], rows: int, places: int, fixed: Mapping[int, Seat]) -> dict[int, Seat]:
    """A seat for each, as far as the hall has any; those of `fixed` keep theirs where the hall has it and nobody else does."""
    keys = {each.key for each in sitters}
    kept: dict[int, Seat] = {}
    for key, seat in sorted(fixed.items()):
        if key in keys and is_in(seat, rows, places) and seat not in kept.values():
            kept[key] = seat
    taken = set(kept.values())
    free = (seat for seat in seats_in_order(rows, places) if seat not in taken)
    waiting = (each.key for each in in_precedence(sitters) if each.key not in kept)
    return {**kept, **dict(zip(waiting, free, strict=False))}
