"""Who leads a table, and whose share moved most. Ties are not cut: either all of a rank are named or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from open315.core.facts import Breakdown, Fact
from open315.core.facts.shares import percent
from open315.core.facts.wording import rounded

NOT_RANKED = frozenset({"none", "elsewhere", "other"})
"""Lines that are no category of their own in any table: nothing "leads" with "other"."""
MOST_NAMED = 5
HALF = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line that is named in a sentence."""

    code: str
    label: Any
    fact: Fact


def leaders(table: Breakdown, wanted: int = 3, leftover: frozenset[str] = frozenset()) -> list[Ranked]:
    """The lines with most: `wanted` of them, more where the last is tied (up to five), fewer where the tie is longer."""
    lines = [line for line in _ranked(table, leftover) if line.fact.value]
    lines.sort(key=lambda line: -(line.fact.value or 0))
    if len(lines) <= wanted:
        return lines
    bar = lines[wanted - 1].fact.value or 0
    tied = [line for line in lines if (line.fact.value or 0) >= bar]
    if len(tied) <= MOST_NAMED:
        return tied
    return [line for line in lines if (line.fact.value or 0) > bar]


def share_of_all(table: Breakdown, lines: Sequence[Ranked]) -> Decimal | None:
    """What part of a table these lines make together, in percent; None of nothing."""
    total = table.total.value if table.total else None
    return percent(sum(int(line.fact.value or 0) for line in lines), total)


def is_all(table: Breakdown, lines: Sequence[Ranked]) -> bool:
    """Whether nothing of a table is left but these lines: then none of them leads anything."""
    total = table.total.value if table.total else None
    return total is not None and sum(int(line.fact.value or 0) for line in lines) == total


def is_majority(table: Breakdown, lines: Sequence[Ranked]) -> bool:
    """Whether these lines make more than half of a table: only then "most" is true of them."""
    share = share_of_all(table, lines)
    return share is not None and share > HALF


def movers(changes: Breakdown, leftover: frozenset[str] = frozenset()) -> tuple[Ranked | None, Ranked | None]:
    """The line whose share rose most and the one whose share fell most; None where none did, or where two did equally.

    What is no category of its own ("other", "not stated") counts as a rival: where it moved as far, nothing is said to have moved most.
    """
    known = [
        (Ranked(code, label, fact), rounded(Decimal(fact.value), 2))
        for code, label, fact in changes.lines
        if fact.value is not None
    ]
    found = (_alone([(line, step * sign) for line, step in known if step * sign > 0]) for sign in (1, -1))
    risen, fallen = (line if line and line.code not in NOT_RANKED | leftover else None for line in found)
    return risen, fallen


def _ranked(table: Breakdown, leftover: frozenset[str]) -> list[Ranked]:
    left = NOT_RANKED | leftover
    return [Ranked(code, label, fact) for code, label, fact in table.lines if code not in left]


def _alone(steps: list[tuple[Ranked, Decimal]]) -> Ranked | None:
    """The line with the greatest step, if no other took the same."""
    if not steps:
        return None
    greatest = max(step for _line, step in steps)
    found = [line for line, step in steps if step == greatest]
    return found[0] if len(found) == 1 else None
