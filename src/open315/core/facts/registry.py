"""Declaring and computing facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.access import Actor
from open315.core.facts.address import parameters
from open315.core.facts.coverage import Covered, Extent
from open315.core.facts.reading import shared
from open315.core.facts.rows import covered, open_rows, rows_spec
from open315.core.facts.types import Breakdown, Fact, Period, RowsQuery, Scope
from open315.core.facts.units import is_count

Computation = Callable[[Period, Scope, Actor], Fact | Breakdown]
Ticks = Callable[[Sequence[str]], list[str]]
Apart = Callable[[Period, Period], str]


@dataclass(frozen=True, slots=True)
class FactSpec:
    """What a key means: label and definition in words (translatable), unit, and how it is computed.

    `rows` names the query its rows come from, and so who may open it and what it can be narrowed to. `basis` cites the
    article or standard the definition follows, if one does; `part` and `whole` name numerator and denominator of a share.
    `is_breakdown` tells a table of lines from a single figure; `ticks` makes it a series in time, drawn as columns: it
    gives the words under them for the codes of the lines. `variant_of` names the fact of which this is a share or a change.
    `apart` says why values of two spans (the earlier one first) are not compared although records of both are complete: they do
    not mean the same.
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
    apart: Apart | None = None

    @property
    def room(self) -> str:
        """The room that declared it: the first part of the key."""
        return self.key.partition(".")[0]


NO_RECORDS = _("There are no records of these days in the system.")
NOT_VOUCHED = _("Nobody has stated that the records of these days are complete, so that there was none is not known.")
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
    apart: Apart | None = None,
) -> Callable[[Computation], Computation]:
    """Declare the decorated function as the way to compute `key` ("room.name")."""

    def add(function: Computation) -> Computation:
        _SPECS[key] = FactSpec(
            key, label, definition, unit, rows, function, basis, part, whole, is_breakdown, ticks, variant_of, apart
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
    """Compute `key` for what of the period is not to come, and the scope, over the rows `actor` may see.

    A zero that counts nothing is not known over days of which nobody keeps records; one that is made of something, a median of
    nought days or nought of five, is known there too. KeyError where `key` cannot be narrowed to what the scope says: a figure
    never ignores a part of its scope.
    """
    spec = _SPECS[key]
    unknown = scope.dimensions - rows_spec(spec.rows).dimensions
    if unknown:
        raise KeyError(f"{key} cannot be narrowed to {', '.join(sorted(unknown))}")
    known = as_known(period)
    found = spec.compute(known, scope, actor)
    if spec.variant_of or not _says_zero(found) or coverage_of(key, scope, actor).extent(known) != Extent.NONE:
        return found
    why = NOT_VOUCHED if is_recorded(key, known, scope, actor) else NO_RECORDS
    if isinstance(found, Fact):
        return _not_zero(found, why, actor)
    return found.each(lambda fact: _not_zero(fact, why, actor))


def has_records(key: str, period: Period, scope: Scope, actor: Actor) -> bool:
    """Whether anything is known of these days: somebody keeps records of them, or some are there although nobody vouches for them."""
    return coverage_of(key, scope, actor).extent(period) != Extent.NONE or is_recorded(key, period, scope, actor)


def is_recorded(key: str, period: Period, scope: Scope, actor: Actor) -> bool:
    """Whether there is any row of these days among those `key` is counted from, whatever became of it."""
    query = RowsQuery(_SPECS[key].rows, parameters(period, scope))
    return shared(("recorded", query.name, period, scope, actor), lambda: open_rows(query, actor).exists())


def as_known(period: Period) -> Period:
    """What of a period can be known today; the same day for a whole reading."""
    return period.through(shared("today", clock.today))


def coverage_of(key: str, scope: Scope, actor: Actor) -> Covered:
    """Whose records `key` is counted from in a scope, and over which days they are complete."""
    return covered(_SPECS[key].rows, scope, actor)


def _says_zero(found: Fact | Breakdown) -> bool:
    if isinstance(found, Fact):
        return found.value == 0
    return not found.lines or any(fact.value == 0 for _code, _label, fact in found.lines)


def _not_zero(fact: Fact, why: Any, actor: Actor) -> Fact:
    """The fact, unless it is a zero that counts nothing: nobody kept records then."""
    return fact.unknown(why) if counts_nothing(fact, actor) else fact


def counts_nothing(fact: Fact, actor: Actor) -> bool:
    """Whether it is a zero with no row behind it. What is worked out from rows (a median, a share, a sum) may be zero by them.

    The base is asked first: where a share is zero, its whole has rows at once, and of the part every row would be looked at in vain.
    """
    if fact.value is None or fact.value:
        return False
    return is_count(fact.unit) or not any(_has_rows(each, actor) for each in (fact.base, fact.rows) if each)


def _has_rows(query: RowsQuery, actor: Actor) -> bool:
    """Whether the query has any row; asked once a reading, for several figures stand on the same rows."""
    key = ("any", query.name, tuple(sorted(query.params.items())), actor)
    return shared(key, lambda: open_rows(query, actor).exists())


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
