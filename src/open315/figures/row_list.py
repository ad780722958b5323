"""The rows behind a figure as a list of the kit: columns, order and words are those their query declares."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.facts import RowsSpec, open_rows
from open315.core.facts.rows import NOTHING
from open315.core.facts.rows import Column as Said
from open315.core.pages.cells import link, text
from open315.core.pages.declared import Column, Empty, Export, ListPage, Tab
from open315.core.pages.filters import FilterForm
from open315.figures import listing
from open315.figures.policies import may_export


class RowsAddress(FilterForm):
    """What the address says of a figure: the period and the scope it was counted in. They make the figure, so none is taken away here."""

    def wanted(self) -> dict[str, Any]:
        """Everything it says."""
        return {name: value for name, value in self.query.items() if value and name not in self.LEFT_BEHIND}

    def chips(self) -> list[Any]:
        """None: the words of the figure stand beside it."""
        return []


def _below(actor: Actor, query: QueryDict, args: Sequence[str]) -> ListPage[Any]:
    given = {name: value for name, value in query.items() if isinstance(value, str) and value}
    return rows_of(listing.figure_of(args[0], given, actor), actor)


ROWS: ListPage[Any] = ListPage(
    name="figures.rows",
    url_name="facts:rows",
    section="facts",
    permission="facts:rows",
    title=_("Figures"),
    filters=RowsAddress,
    read=lambda _actor, _wanted: (),
    order=("pk",),
    columns=(),
    empty=Empty(*NOTHING),
    is_counted=False,
    is_dense=True,
    below=_below,
    template="figures/rows.html",
)


def rows_of(figure: listing.Figure, actor: Actor) -> ListPage[Any]:
    """The list of the rows of a figure; with a file for those who may take such rows along."""
    said = figure.listing
    return ROWS.about(
        figure.spec.key,
        title=f"{figure.spec.label}: {figure.line}" if figure.line else figure.spec.label,
        read=lambda actor, _wanted: open_rows(figure.query, actor),
        order=said.order,
        columns=[_column(place, each) for place, each in enumerate(said.columns)],
        empty=Empty(*said.nothing),
        tabs=lambda form: _tabs(form, figure),
        export=_export(figure) if may_export(said, actor) else None,
    )


def _column(place: int, said: Said) -> Column[Any]:
    return Column(f"column_{place}", said.label, lambda row: _cell(place, said, row), kind="" if place else "nowrap")


def _cell(place: int, said: Said, row: Any) -> Any:
    words = text(said.text(row)) if place else said.text(row)
    href = said.href(row) if said.href and not place else ""
    return link(href, words) if href else words


def _tabs(form: FilterForm, figure: listing.Figure) -> list[Tab]:
    """The two sets of rows of a share or of a change."""
    words = listing.sides(figure)
    if words is None:
        return []
    base = form.query.get("side") == "base"
    return [Tab(words[0], form.address(side=""), not base), Tab(words[1], form.address(side="base"), base)]


def _export(figure: listing.Figure) -> Export[Any]:
    """With exact values, so that a column adds up to the figure."""
    said = figure.listing
    return Export(
        url_name="facts:rows_csv",
        file=figure.spec.key,
        event="facts.rows_exported",
        header=lambda: [str(each.label) for each in said.columns],
        rows=lambda rows: _lines(said, rows),
    )


def _lines(said: RowsSpec, rows: Any) -> Iterator[list[Any]]:
    found: Iterable[Any] = rows.iterator(chunk_size=2000)
    for row in found:
        yield [each.value(row) if each.value else str(each.text(row)) for each in said.columns]
