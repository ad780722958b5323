"""The rows behind a figure, as a page and as lines of a file: found by the address, listed as their query declares."""

from collections.abc import Iterator, Mapping
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
    open_rows,
    rows_spec,
    scope_of,
    spec_of,
)
from open315.core.facts.address import period_of
from open315.core.facts.comparison import gaps_of
from open315.core.facts.wording import period_words
from open315.figures.paging import page_of
from open315.figures.policies import may_export, may_open

Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its declaration, the label of its line, and the query whose rows are asked for."""

    spec: FactSpec
    fact: Fact
    line: Any
    query: RowsQuery
    listing: RowsSpec


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of cells (text and address), how many rows there are, and where the next page begins."""

    lines: list[list[tuple[Any, str]]]
    count: int
    following: str


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


def page(figure: Figure, after: str, actor: Actor) -> Page:
    """One page of the rows. ValueError if `after` is no place in them."""
    found = open_rows(figure.query, actor)
    rows, following = page_of(found, figure.listing.order, after)
    return Page([_cells(figure.listing, row) for row in rows], found.count(), following)


def _cells(listing: RowsSpec, row: Any) -> list[tuple[Any, str]]:
    return [(column.text(row), column.href(row) if column.href else "") for column in listing.columns]


def sheet(figure: Figure, actor: Actor) -> tuple[list[str], Iterator[list[Any]]]:
    """Head and lines of the file, with exact values. PermissionDenied for whoever may not take such rows along."""
    if not may_export(figure.listing, actor):
        raise PermissionDenied
    return [str(column.label) for column in figure.listing.columns], _lines(figure, actor)


def _lines(figure: Figure, actor: Actor) -> Iterator[list[Any]]:
    rows = open_rows(figure.query, actor).order_by(*figure.listing.order)
    for row in rows.iterator(chunk_size=2000):
        yield [column.value(row) if column.value else str(column.text(row)) for column in figure.listing.columns]


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
