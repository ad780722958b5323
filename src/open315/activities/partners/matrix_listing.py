"""The matrix of partners as a list, as a file, and the list of what was promised and not delivered."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.activities.models import Partner
from open315.activities.partners.drawing import COLUMNS
from open315.activities.partners.listing import PARTNERS, PartnerFilters, campaign_choices, unit_choices
from open315.activities.partners.matrix import Line, lines_of
from open315.activities.partners.queries import listed
from open315.activities.partners.rules import Standing
from open315.activities.units import Unit, units_of
from open315.core import clock
from open315.core.access import Actor
from open315.core.names import enumerated
from open315.core.pages.cells import moment, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, day
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org

WORDS: dict[Standing, Any] = {
    Standing.CAME: pgettext_lazy("matrix of partners", "Came"),
    Standing.MISSING: pgettext_lazy("matrix of partners", "Promised, not delivered"),
    Standing.PROMISED: pgettext_lazy("matrix of partners", "Promised"),
    Standing.INVITED: pgettext_lazy("matrix of partners", "Invited, no answer yet"),
    Standing.DECLINED: pgettext_lazy("matrix of partners", "Declined"),
}
"""What a cell tells; of a cancelled activity nothing is expected any more."""
SIGNS = {
    Standing.CAME: ("✓", "good"),
    Standing.MISSING: ("!", "bad"),
    Standing.PROMISED: ("○", "info"),
    Standing.INVITED: ("?", "neutral"),
    Standing.DECLINED: ("–", "neutral"),
}
KEPT = ("campaign", "first", "last")
"""What the rows behind a cell are narrowed by besides."""


class MatrixFilters(FilterForm):
    """The days: of a campaign, or from–to; one kind of body; one column."""

    campaign = forms.TypedChoiceField(
        label=gettext_lazy("Days of the campaign"), required=False, coerce=int, empty_value=None
    )
    kind = choice(gettext_lazy("Kind of body"), Partner.Kind)
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Council with those below it"), required=False, coerce=int, empty_value=None
    )
    first = day(gettext_lazy("From"))
    last = day(gettext_lazy("To"))

    def prepare(self) -> None:
        self.choose("campaign", campaign_choices(self.actor))
        self.choose("unit", unit_choices(self.actor))


MATRIX: ListPage[Line] = ListPage(
    name="partners_matrix",
    url_name="activities:partners_matrix",
    section="activities",
    permission="activities:read",
    title=gettext_lazy("Departments and partners × councils"),
    lead=gettext_lazy(
        "Who was invited, promised and came where, activity by activity. Offices of many cities are one line; a number opens what it was counted from."
    ),
    filters=MatrixFilters,
    read=lambda _actor, _wanted: [],
    order=("place",),
    columns=(),
    empty=Empty(
        gettext_lazy("No partner"),
        gettext_lazy("Open an activity and enter whom you invited, or change the filters."),
        art="inbox",
    ),
    size=200,
    is_dense=True,
    template="activities/partners_matrix.html",
    below=lambda actor, query, _args: matrix_page(actor, query),
)


def matrix_page(actor: Actor, query: QueryDict) -> ListPage[Line]:
    """The matrix with the columns that this reader has, as its address asks for it."""
    wanted = MatrixFilters(query, actor=actor).wanted()
    units = [unit for unit in units_of(actor) if wanted.get("unit", unit.council.id) == unit.council.id]
    kept = {name: str(query[name]) for name in KEPT if query.get(name)}
    return MATRIX.about(
        read=lambda actor, wanted: lines_of(actor, wanted, units, clock.now()),
        columns=tuple(_columns(units, kept)),
        export=Export(
            url_name="activities:partners_matrix_export",
            file="partners-matrix",
            event="activities.partners_matrix_exported",
            header=lambda: _header(units),
            rows=lambda rows: _file_rows(units, rows),
        ),
    )


def legend() -> list[tuple[str, str, Any]]:
    """Signs, their tones, and what they mean."""
    return [(sign, tone, WORDS[each]) for each, (sign, tone) in SIGNS.items()]


def _kind(line: Line) -> Any:
    return Partner.Kind(line.kind).label


def _columns(units: Sequence[Unit], kept: dict[str, str]) -> Iterable[Column[Line]]:
    yield Column("office", gettext_lazy("Department or partner"), lambda line: text(line.office))
    yield Column("kind", gettext_lazy("Kind of body"), _kind, kind="nowrap")
    for unit in units:
        yield _column(unit, kept)
    yield Column("all", gettext_lazy("Came, in all"), lambda line: line.number(Standing.CAME), kind="number")


def _column(unit: Unit, kept: dict[str, str]) -> Column[Line]:
    name = str(org.region_name(unit.council.region_code))
    start = reverse("activities:partners")

    def draw(line: Line) -> SafeString | str:
        said = _said(line, unit)
        if not said:
            return ""
        asked = urlencode({**kept, "kind": line.kind, "unit": unit.council.id, "office": line.office})
        signs = format_html_join(
            "", '<span class="badge badge--{}">{} {}</span>', ((SIGNS[e][1], SIGNS[e][0], n) for e, n in said)
        )
        words = enumerated(f"{WORDS[each]} {number}" for each, number in said)
        return format_html(
            '<a class="partners-cell" href="{}?{}" title="{}"><span class="visually-hidden">{} {}</span><span aria-hidden="true">{}</span></a>',
            start, asked, words, name, words, signs,
        )  # fmt: skip

    return Column(f"unit{unit.council.id}", name, draw)


def _said(line: Line, unit: Unit) -> list[tuple[Standing, int]]:
    counts = line.cells.get(unit.council.id, {})
    return [(each, counts[each]) for each in SIGNS if counts.get(each)]


def _header(units: Sequence[Unit]) -> list[Any]:
    heads = [f"{named(unit.council)}: {WORDS[each]}" for unit in units for each in SIGNS]
    return [_("Department or partner"), _("Kind of body"), *heads]


def _file_rows(units: Sequence[Unit], rows: Iterable[Line]) -> Iterable[list[Any]]:
    for line in rows:
        numbers = [line.cells.get(unit.council.id, {}).get(each, 0) for unit in units for each in SIGNS]
        yield [text(line.office), _kind(line), *numbers]


class UndeliveredFilters(PartnerFilters):
    """As the list of partners; what is open is the page's own matter."""

    only = None  # type: ignore[assignment]  # a field that is None is taken away
    state = None  # type: ignore[assignment]

    def prepare(self) -> None:
        self.choose(
            "council", [(each.id, each.names) for each in org.councils() if each.id in self.actor.organisation_ids]
        )
        self.choose("unit", unit_choices(self.actor))
        self.choose("campaign", campaign_choices(self.actor))


UNDELIVERED: ListPage[Partner] = ListPage(
    name="undelivered",
    url_name="activities:undelivered",
    section="activities",
    permission="activities:read",
    title=gettext_lazy("Promised, not delivered"),
    lead=gettext_lazy(
        "Departments and partners that did not come, and those of whom nobody has said it though the activity has begun. The longest open comes first; note on a partner's page what came."
    ),
    filters=UndeliveredFilters,
    read=lambda actor, wanted: listed(actor, {**wanted, "only": "undelivered"}),
    order=("activity__starts_at", "pk"),
    columns=(
        *COLUMNS[:1],
        Column("promised", gettext_lazy("Promised"), COLUMNS[3].draw),
        PARTNERS.columns[2],
        Column(
            "starts_at", gettext_lazy("Begins"), lambda each: moment(each.activity.starts_at), kind="nowrap", order=("activity__starts_at", "pk")
        ),
        Column("council", gettext_lazy("Council"), lambda each: named(each.activity.council)),
        COLUMNS[2],
        Column("reason", gettext_lazy("Reason"), lambda each: text(each.reason)),
    ),
    empty=Empty(
        gettext_lazy("No promise is open"),
        gettext_lazy("Every promise for an activity that has begun was kept, or nothing was promised in these days."),
        art="done",
    ),
    export=Export(
        url_name="activities:undelivered_export",
        file="promised-not-delivered",
        event="activities.undelivered_exported",
        header=PARTNERS.export.header if PARTNERS.export else list,
        rows=PARTNERS.export.rows if PARTNERS.export else lambda _rows: [],
    ),
)  # fmt: skip
