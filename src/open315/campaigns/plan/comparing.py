"""What lies between two plans, and between two texts: added, removed, moved, changed; word by word, Chinese sign by sign. Pure.

Nothing is lost: from what `compared` says both plans can be had again (`side`), and from the pieces of a text both texts (`text_of`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from open315.campaigns.plan.content import FIELDS, Content, Item, numbers_of

TOKEN = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)
"""A word or number in Latin letters stands as one; every other sign, Chinese ones above all, for itself."""
SHORTEST_SAME = 2
"""So many signs between two changes are worth keeping apart; a single 的 in common only makes the difference hard to read."""


class Said(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


Pieces = tuple[tuple[Said, str], ...]


def pieces_of(old: str, new: str) -> Pieces:
    """The two texts as one: what both have, what the old one has, what the new one has."""
    blocks: list[tuple[str, str, bool]] = []
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    for what, *spans in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[spans[0] : spans[1]]), "".join(after[spans[2] : spans[3]])
        blocks.append((was, now, what == "equal"))
    return tuple(_flat(_calm(blocks)))


def _calm(blocks: Sequence[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Neighbouring changes as one, with what is too short between them."""
    found: list[tuple[str, str, bool]] = []
    for at, (was, now, same) in enumerate(blocks):
        is_kept = same and (at in (0, len(blocks) - 1) or len(was) >= SHORTEST_SAME)
        if found and not found[-1][2] and not is_kept:
            found[-1] = (found[-1][0] + was, found[-1][1] + now, False)
        else:
            found.append((was, now, is_kept))
    return found


def _flat(blocks: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[Said, str]]:
    for was, now, same in blocks:
        if same:
            yield Said.SAME, was
            continue
        if was:
            yield Said.REMOVED, was
        if now:
            yield Said.ADDED, now


def text_of(pieces: Pieces, side: Said) -> str:
    """The old text (REMOVED) or the new one (ADDED)."""
    return "".join(text for said, text in pieces if said in (Said.SAME, side))


@dataclass(frozen=True, slots=True)
class At:
    """Where a part stands in one of the plans."""

    parent: str
    place: int
    number: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one part: where it stood and stands (None where it did not), its fields in pieces, and whether it changed its place among those that stayed."""

    key: str
    kind: str
    was: At | None
    now: At | None
    fields: tuple[tuple[str, Pieces], ...]
    moved: bool = False

    @property
    def added(self) -> bool:
        """Only the new plan has it."""
        return self.was is None

    @property
    def removed(self) -> bool:
        """Only the old plan has it."""
        return self.now is None

    @property
    def changed(self) -> tuple[tuple[str, Pieces], ...]:
        """The fields whose words changed, of a part that both have."""
        if self.added or self.removed:
            return ()
        return tuple((name, pieces) for name, pieces in self.fields if any(said != Said.SAME for said, _ in pieces))

    @property
    def is_any(self) -> bool:
        """Whether there is anything to tell."""
        return self.added or self.removed or self.moved or bool(self.changed)


def compared(old: Content, new: Content) -> tuple[Difference, ...]:
    """Every part of both plans in the order of the new one; what is gone stands where it stood, after what came before it."""
    was, now = {item.key: item for item in old}, {item.key: item for item in new}
    numbers = numbers_of(old), numbers_of(new)
    went = _moved(old, new)
    return tuple(
        Difference(
            key=key,
            kind=(now.get(key) or was[key]).kind,
            was=_at(was.get(key), numbers[0]),
            now=_at(now.get(key), numbers[1]),
            fields=_fields(was.get(key), now.get(key)),
            moved=key in went,
        )
        for key in _order(old, new)
    )


def _at(item: Item | None, numbers: dict[str, str]) -> At | None:
    return At(item.parent, item.place, numbers[item.key]) if item else None


def _fields(old: Item | None, new: Item | None) -> tuple[tuple[str, Pieces], ...]:
    kind = (new or old or Item("", "head", "", 0, {})).kind
    was, now = old.fields if old else {}, new.fields if new else {}
    names = [*FIELDS[kind], *sorted({*was, *now} - {*FIELDS[kind]})]
    return tuple(
        (name, pieces_of(was.get(name, ""), now.get(name, ""))) for name in names if name in was or name in now
    )


def _order(old: Content, new: Content) -> list[str]:
    order = [item.key for item in new]
    known, before = set(order), ""
    for item in old:
        if item.key not in known:
            order.insert(order.index(before) + 1 if before else 0, item.key)
        before = item.key
    return order


def _moved(old: Content, new: Content) -> set[str]:
    """What stands in another section, or changed its place among those that stayed: as few as explain the new order."""
    was = {item.key: item for item in old}
    went = {item.key for item in new if item.key in was and was[item.key].parent != item.parent}
    for parent in {item.parent for item in new}:
        stayed = [item.key for item in new if item.parent == parent and item.key in was and item.key not in went]
        kept = _longest_rising([was[key].place for key in stayed])
        went |= {key for key in stayed if was[key].place not in kept}
    return went


def _longest_rising(places: Sequence[int]) -> set[int]:
    """The largest set of places that already stand in order."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for place in places:
        at = bisect_left(ends, place)
        chain = (*(chains[at - 1] if at else ()), place)
        ends[at : at + 1], chains[at : at + 1] = [place], [chain]
    return set(chains[-1]) if chains else set()


def side(differences: Iterable[Difference], which: Said) -> Content:
    """One of the two plans again: the old one (REMOVED) or the new one (ADDED)."""
    found = []
    for each in differences:
        at = each.was if which == Said.REMOVED else each.now
        if at is not None:
            names = {name: text_of(pieces, which) for name, pieces in each.fields}
            found.append(Item(each.key, each.kind, at.parent, at.place, names))
    return _in_order(found)


def _in_order(items: Sequence[Item]) -> Content:
    below: dict[str, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent, []).append(item)

    def walk(parent: str) -> Iterator[Item]:
        for item in sorted(below.get(parent, ()), key=lambda each: each.place):
            yield item
            yield from walk(item.key)

    return tuple(walk(""))
