"""Declaring and computing facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from open315.core.access import Actor
from open315.core.facts.rows import rows_spec
from open315.core.facts.types import Breakdown, Fact, Period, Scope

Computation = Callable[[Period, Scope, Actor], Fact | Breakdown]
Ticks = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class FactSpec:
    """What a key means: label and definition in words (translatable), unit, and how it is computed.

    `rows` names the query its rows come from, and so who may open it and what it can be narrowed to. `basis` cites the
    article or standard the definition follows, if one does; `part` and `whole` name numerator and denominator of a share.
    `is_breakdown` tells a table of lines from a single figure; `ticks` makes it a series in time, drawn as columns: it
    gives the words under them for the codes of the lines. `variant_of` names the fact of which this is a share or a change.
    """

    key: str
    label: Any
    definition: Any
    unit: str
    rows: str
    compute: Computation
    basis: Any = ""
    part: Any = ""
    whole: Any = ""
    is_breakdown: bool = False
    ticks: Ticks | None = None
    variant_of: str = ""

    @property
    def room(self) -> str:
        """The room that declared it: the first part of the key."""
        return self.key.partition(".")[0]


_SPECS: dict[str, FactSpec] = {}


def fact(
    key: str,
    *,
    label: Any,
    definition: Any,
    unit: str,
    rows: str,
    basis: Any = "",
    part: Any = "",
    whole: Any = "",
    is_breakdown: bool = False,
    ticks: Ticks | None = None,
    variant_of: str = "",
) -> Callable[[Computation], Computation]:
    """Declare the decorated function as the way to compute `key` ("room.name")."""

    def add(function: Computation) -> Computation:
        _SPECS[key] = FactSpec(
            key, label, definition, unit, rows, function, basis, part, whole, is_breakdown, ticks, variant_of
        )
        return function

    return add


def spec_of(key: str) -> FactSpec:
    """The declaration of `key`; KeyError if nobody declared it."""
    return _SPECS[key]


def specs() -> list[FactSpec]:
    """Every declared fact, by key."""
    return [_SPECS[key] for key in sorted(_SPECS)]


def is_declared(key: str) -> bool:
    """Whether there is such a fact."""
    return key in _SPECS


def may_open(key: str, actor: Actor) -> bool:
    """Whether `actor` may open the rows of `key`."""
    return actor.may(rows_spec(_SPECS[key].rows).permission)


def narrows_to(key: str) -> frozenset[str]:
    """The dimensions that `key` can be narrowed to."""
    return rows_spec(_SPECS[key].rows).dimensions


def compute(key: str, period: Period, scope: Scope, actor: Actor) -> Fact | Breakdown:
    """Compute `key` for the period and scope, over the rows `actor` may see.

    KeyError where `key` cannot be narrowed to what the scope says: a figure never ignores a part of its scope.
    """
    spec = _SPECS[key]
    unknown = scope.dimensions - rows_spec(spec.rows).dimensions
    if unknown:
        raise KeyError(f"{key} cannot be narrowed to {', '.join(sorted(unknown))}")
    return spec.compute(period, scope, actor)


def figure(key: str, period: Period, scope: Scope, actor: Actor, line: str = "") -> Fact:
    """One single fact: `key` itself, or one line of the breakdown `key`. KeyError if there is no such figure."""
    found = compute(key, period, scope, actor)
    if isinstance(found, Breakdown):
        return found.line(line)
    if line:
        raise KeyError(line)
    return found


def table(key: str, period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """One breakdown; TypeError if `key` is a single figure."""
    found = compute(key, period, scope, actor)
    if isinstance(found, Fact):
        raise TypeError(f"{key} is no breakdown")
    return found
