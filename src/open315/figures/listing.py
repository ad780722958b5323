"""A figure as its address names it, and what is said of it on the page of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from open315.core.access import Actor
from open315.core.facts import (
    Breakdown,
    Fact,
    FactSpec,
    RowsQuery,
    RowsSpec,
    Unit,
    compute,
    rows_spec,
    scope_of,
    spec_of,
)
from open315.core.facts.address import period_of
from open315.core.facts.comparison import gaps_of
from open315.core.facts.wording import period_words
from open315.figures.policies import may_open

Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its declaration, the label of its line, and the query whose rows are asked for."""

    spec: FactSpec
    fact: Fact
    line: Any
    query: RowsQuery
    listing: RowsSpec


def figure_of(key: str, params: Params, actor: Actor) -> Figure:
    """The figure of an address. KeyError or ValueError if there is no such figure, PermissionDenied for rows of others."""
    spec = spec_of(key)
    if not may_open(rows_spec(spec.rows), actor):
        raise PermissionDenied
    found = compute(key, period_of(params), scope_of(params), actor)
    label, fact = _line(found, params.get("line", ""))
    query = fact.base if params.get("side") == "base" and fact.base else fact.rows
    return Figure(spec, fact, label, query, rows_spec(query.name))


def _line(found: Fact | Breakdown, line: str) -> tuple[Any, Fact]:
    if isinstance(found, Breakdown):
        return found.find(line)
    if line:
        raise KeyError(line)
    return "", found


def sides(figure: Figure) -> tuple[Any, Any] | None:
    """What the two sets of rows of a share or of a change are called; None where there is one."""
    if figure.fact.base is None:
        return None
    if figure.fact.unit == Unit.PERCENT:
        return figure.spec.part, figure.spec.whole
    return period_words(figure.fact.period), period_words(figure.fact.period.year_before())


def gaps(figure: Figure, actor: Actor) -> str:
    """What the records do not cover of the days that are counted; "" where they cover them."""
    return gaps_of(figure.spec.key, figure.fact.period, figure.fact.scope, actor)
