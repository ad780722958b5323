"""What a sentence says of parts and their total: together more than the whole, not what the total says, the same thing twice. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from open315.core.quantities import Bound, Quantity, certainly_more, total
from open315.summaries.text.said import Said

PARTS = re.compile(
    r"其中|包括|包含|分別為|分别为|分別是|分别是|among (?:them|these|whom|which)|of (?:them|these|whom|which)|including|namely|made up of",
    re.IGNORECASE,
)
ALL_PARTS = re.compile(r"分別|分别|namely|made up of", re.IGNORECASE)
TOTAL_BEFORE = re.compile(
    r"(?:共計|共计|合計|合计|總計|总计|總共|总共|一共|累計|累计|共|in all|in total|altogether|a total of|together)\s*(?:有|為|为|是|達|达|[:：])?\s*$",
    re.IGNORECASE,
)
TOTAL_AFTER = re.compile(r"^\s{0,4}[a-z]{0,30}\s{0,4}(?:in all|in total|altogether)", re.IGNORECASE)
ENDS = re.compile(r"[；;]|另|此外|同時|同时|besides|in addition|another", re.IGNORECASE)
OVERLAP = re.compile(r"交叉|重疊|重叠|可多選|可多选|兼|overlap|at the same time", re.IGNORECASE)
MORE, OTHER, TWICE = "more", "other", "twice"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: MORE, OTHER or TWICE; with the parts, their sum and the total."""

    code: str
    parts: tuple[Said, ...]
    made: Quantity | None
    whole: Said


Identity = Callable[[Said], frozenset[str]]
"""What a number counts, as a set of things: two that share one count it twice; empty where nobody knows."""


def faults_of(sentence: Sequence[Said], identity: Identity) -> Iterator[Fault]:
    """What does not hold in a sentence."""
    for whole, parts, is_all in _sums(sentence):
        if any(OVERLAP.search(each.before + each.after) for each in parts):
            continue
        yield from _twice(whole, parts, identity)
        made = total(each.quantity for each in parts).sum
        if certainly_more(made, whole.quantity):
            yield Fault(OTHER if is_all else MORE, parts, made, whole)
        elif is_all and certainly_more(whole.quantity, made):
            yield Fault(OTHER, parts, made, whole)


def _sums(sentence: Sequence[Said]) -> Iterator[tuple[Said, tuple[Said, ...], bool]]:
    """Each total with its parts, and whether these are said to be all of it."""
    for place, said in enumerate(sentence):
        if parts := _below(sentence, place):
            yield said, parts, bool(ALL_PARTS.search(parts[0].before))
        if parts := _above(sentence, place):
            yield said, parts, True


def _below(sentence: Sequence[Said], place: int) -> tuple[Said, ...]:
    """The parts that follow a total: “共九家，其中甲三家、乙五家”."""
    rest = sentence[place + 1 :]
    if not rest or not PARTS.search(rest[0].before):
        return ()
    found: list[Said] = []
    for each in rest:
        if found and (ENDS.search(each.before) or PARTS.search(each.before)):
            break
        if each.measure != sentence[place].measure and found:
            break
        if each.measure == sentence[place].measure:
            found.append(each)
    return tuple(found)


def _above(sentence: Sequence[Said], place: int) -> tuple[Said, ...]:
    """The parts that stand before a total: “甲三家、乙五家，共九家”."""
    whole = sentence[place]
    if not (TOTAL_BEFORE.search(whole.before) or TOTAL_AFTER.search(whole.after)):
        return ()
    found: list[Said] = []
    for each in reversed(sentence[:place]):
        if each.measure != whole.measure or PARTS.search(each.before) or TOTAL_BEFORE.search(each.before):
            return ()
        found.insert(0, each)
        if ENDS.search(each.before):
            break
    return tuple(found) if len(found) > 1 else ()


def _twice(whole: Said, parts: tuple[Said, ...], identity: Identity) -> Iterator[Fault]:
    """The same thing in two parts, or a part that is the whole itself."""
    seen: set[str] = set()
    for each in parts:
        things = identity(each)
        if things & seen or (things and things == identity(whole) and len(parts) > 1):
            yield Fault(TWICE, (each,), None, whole)
        seen |= things


def plainly(quantity: Quantity) -> str:
    """A sum as it is said."""
    sign = {Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤", Bound.ABOUT: "≈"}.get(quantity.bound, "")
    return f"{sign}{quantity.value:,}"
