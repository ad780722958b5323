"""When two activities may be one, and which of those decided to be one counts; pure."""

from collections.abc import Iterable, Mapping

from open315.activities.doubles.types import Seen, Why
from open315.core.text.folding import letters

ALIKE = 60
"""Of a hundred: so much of the pairs of signs two titles share at least."""


def likeness(one: str, other: str) -> int:
    """How alike two titles are, from 0 to 100: the pairs of neighbouring signs that both have, against all (Dice). In whichever script."""
    mine, others = _pairs(one), _pairs(other)
    if not mine or not others:
        return 0
    return 200 * len(mine & others) // (len(mine) + len(others))


def _pairs(title: str) -> frozenset[str]:
    signs = letters(title)
    return frozenset(signs[at : at + 2] for at in range(len(signs) - 1)) or frozenset({signs} - {""})


def are_on_one_line(one: Seen, other: Seen) -> bool:
    """Whether one council reports to the other or is it, or a body holds both."""
    return one.path.startswith(other.path) or other.path.startswith(one.path) or bool(one.bodies & other.bodies)


def why(one: Seen, other: Seen) -> tuple[Why, ...]:
    """In what they are alike, if they may be one activity; () if not: another day, another line, another place, another title."""
    if one.pk == other.pk or one.day != other.day or not are_on_one_line(one, other):
        return ()
    venue = bool(letters(one.venue)) and letters(one.venue) == letters(other.venue)
    place = one.region == other.region
    if not (venue or place) or likeness(one.title, other.title) < ALIKE:
        return ()
    found = {Why.PLACE: place, Why.VENUE: venue, Why.TITLE: True, Why.FORM: one.form == other.form}
    return tuple(each for each, holds in found.items() if holds)


def counted_as(decided: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Of pairs (counts, does not): each activity that does not count by itself, and the one that counts in its place.

    Those that hang together are one activity; of them counts the one that never lost, else the first.
    """
    pairs = list(decided)
    group: dict[int, set[int]] = {}
    for pair in pairs:
        joined = set(pair).union(*(group.get(each, set()) for each in pair))
        group.update(dict.fromkeys(joined, joined))
    lost = {loser for _winner, loser in pairs}
    heads = {pk: min(members - lost or members) for pk, members in group.items()}
    return {pk: head for pk, head in heads.items() if pk != head}
