"""Declaring and computing facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from open315.core.access import Actor
from open315.core.facts.types import Breakdown, Fact, Period, Scope

Computation = Callable[[Period, Scope, Actor], Fact | Breakdown]


@dataclass(frozen=True, slots=True)
class FactSpec:
    """What a key means: label and definition in words (translatable), unit, and how it is computed.

    `basis` cites the article or standard the definition follows, if one does; `part` and `whole` name numerator and
    denominator of a share. `is_breakdown` tells a table of lines from a single figure.
    """

    key: str
    label: Any
    definition: Any
    unit: str
    compute: Computation
    basis: Any = ""
    part: Any = ""
    whole: Any = ""
    is_breakdown: bool = False


_SPECS: dict[str, FactSpec] = {}


def fact(
    key: str,
    *,
    label: Any,
    definition: Any,
    unit: str,
    basis: Any = "",
    part: Any = "",
    whole: Any = "",
    is_breakdown: bool = False,
) -> Callable[[Computation], Computation]:
    """Declare the decorated function as the way to compute `key` ("room.name")."""

    def add(function: Computation) -> Computation:
        _SPECS[key] = FactSpec(key, label, definition, unit, function, basis, part, whole, is_breakdown)
        return function

    return add


def spec_of(key: str) -> FactSpec:
    """The declaration of `key`; KeyError if nobody declared it."""
    return _SPECS[key]


def specs() -> Iterable[FactSpec]:
    """Every declared fact, by key."""
    return [_SPECS[key] for key in sorted(_SPECS)]


def compute(key: str, period: Period, scope: Scope, actor: Actor) -> Fact | Breakdown:
    """Compute `key` for the period and scope, over the rows `actor` may see."""
    return _SPECS[key].compute(period, scope, actor)


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
