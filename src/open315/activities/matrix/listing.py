"""The matrix as a list: a line for each measure, a column for each council directly below; and as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.activities.matrix import queries
from open315.activities.matrix.drawing import KEYS, MARKS, WORDS, mark
from open315.activities.matrix.queries import Line, Matrix
from open315.activities.matrix.types import Standing
from open315.campaigns.plan import queries as plans
from open315.campaigns.plan.queries import Draft
from open315.core.access import Actor
from open315.core.pages.cells import link, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice
from open315.core.text import whole_number
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.org.queries import Body


class MatrixFilters(FilterForm):
    """One council; one section of the plan; the measures with which somebody is in a state."""

    unit = choice(gettext_lazy("Council"))
    part = choice(gettext_lazy("Section"))
    state = choice(pgettext_lazy("matrix", "Somebody is"))

    def prepare(self) -> None:
        """States in words; councils and sections are those of the plan, which the page fills in."""
        self.choose("state", [(each.value, WORDS[each]) for each in Standing])
        self.choose(
            "unit", [(str(each.id), named(each)) for each in queries.units_below(self.actor.organisation_id or 0)]
        )
        self.choose("part", [(str(number), number) for number in range(1, 41)])


MATRIX: ListPage[Line] = ListPage(
    name="activities.matrix",
    url_name="activities:matrix",
    section="campaigns",
    permission="activities:read",
    title=gettext_lazy("Measures and councils"),
    read=lambda _actor, _wanted: [],
    order=("place",),
    filters=MatrixFilters,
    columns=(),
    empty=Empty(
        gettext_lazy("Nothing to show"),
        gettext_lazy("No measure fits the filters, the plan has none yet, or no council reports to yours."),
        art="inbox",
    ),
    size=200,
    is_dense=True,
    template="activities/matrix/list.html",
    below=lambda actor, query, args: page_of(*_about(actor, plans.get_draft(actor, int(args[0])), query)),
)


@dataclass(frozen=True, slots=True)
class Legend:
    """A state, its sign, and how many cells are in it."""

    key: str
    sign: str
    words: Any
    number: int


def _about(actor: Actor, draft: Draft, query: QueryDict) -> tuple[Matrix, int | None]:
    return queries.matrix_of(actor, draft), whole_number(query.get("unit", ""))


def matrix_page(actor: Actor, draft: Draft, query: QueryDict) -> tuple[ListPage[Line], list[Legend]]:
    """The page of one plan's matrix as its address asks for it, and its legend."""
    matrix, unit = _about(actor, draft, query)
    said = [Legend(KEYS[each], MARKS[each], WORDS[each], matrix.number_of(each)) for each in Standing]
    return page_of(matrix, unit), said


def page_of(matrix: Matrix, unit: int | None) -> ListPage[Line]:
    """The matrix with the columns of one council, or of all."""
    campaign = matrix.draft.campaign
    units = [each for each in matrix.units if each.id == unit] or list(matrix.units)
    return MATRIX.about(
        campaign.pk,
        title=_("Measures and councils %(year)s") % {"year": campaign.year},
        lead=_("Where each council stands with each measure: by what it filed, what was held and what proves it."),
        read=lambda _actor, wanted: _fitting(matrix.lines if matrix.units else (), units, wanted),
        columns=tuple(_columns(campaign.pk, units)),
        export=Export(
            url_name="activities:matrix_export",
            file="matrix",
            event="activities.matrix_exported",
            header=lambda: _header(units),
            rows=lambda rows: _file_rows(units, rows),
        ),
    )


def _fitting(lines: Sequence[Line], units: Sequence[Body], wanted: Mapping[str, Any]) -> list[Line]:
    found = list(lines)
    if "part" in wanted:
        found = [line for line in found if line.number.split(".")[0] == wanted["part"]]
    if "state" in wanted:
        found = [line for line in found if any(line.standings[each.id] == wanted["state"] for each in units)]
    return found


def _columns(campaign_id: int, units: Sequence[Body]) -> Iterable[Column[Line]]:
    yield Column(
        "measure",
        gettext_lazy("Measure"),
        lambda line: link(
            reverse("campaigns:measure", args=[line.measure.pk]), f"{line.number} {text(line.measure.title)}"
        ),
    )
    said = {each: escape(words) for each, words in WORDS.items()}
    start = reverse("activities:matrix_cell", args=[campaign_id, 0, 0]).removesuffix("0/0/")
    for unit in units:
        yield _column(start, unit, said)


def _column(start: str, unit: Body, said: Mapping[Standing, str]) -> Column[Line]:
    name = str(org.region_name(unit.region_code))
    escaped = escape(name)

    def draw(line: Line) -> Any:
        state, signs = line.standings[unit.id], line.signs[unit.id]
        href = f"{start}{line.measure.pk}/{unit.id}/"
        return mark(state, signs, href, f"{escaped} {line.number} {said[state]}")

    return Column(f"unit{unit.id}", name, draw)


def _header(units: Sequence[Body]) -> list[Any]:
    return [_("Number"), _("Measure"), *(named(each) for each in units)]


def _file_rows(units: Sequence[Body], rows: Iterable[Line]) -> Iterable[list[Any]]:
    for line in rows:
        states = [str(WORDS[line.standings[each.id]]) for each in units]
        yield [line.number, text(line.measure.title), *states]
