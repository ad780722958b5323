"""The table of places, its tiles and its file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.activities.listing import ONLY
from open315.activities.models import Activity
from open315.activities.places.queries import COUNTED, Line, lines_of
from open315.activities.places.rules import bounds, step_of
from open315.core import clock
from open315.core.access import Actor
from open315.core.facts.wording import bounded, number
from open315.core.names import enumerated
from open315.core.pages.cells import link, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, day
from open315.indicators import queries as indicators
from open315.indicators.types import Sums
from open315.org import queries as org

KEPT = ("kind", "first", "last")
"""What the rows behind a number are narrowed by besides."""
SHOWN = {**{name: ONLY[name] for name in COUNTED}, "sum": gettext_lazy("The indicator")}
ALL = gettext_lazy("All together")


class PlacesFilters(FilterForm):
    """Days, a form, what the tiles show, and an indicator that is summed."""

    first = day(gettext_lazy("From"))
    last = day(gettext_lazy("To"))
    kind = choice(gettext_lazy("Form"), Activity.Kind)
    indicator = choice(gettext_lazy("Sum of"))
    shows = choice(gettext_lazy("Tiles show"))

    def prepare(self) -> None:
        added = [each for each in indicators.ever_reported() if each.sums != Sums.NOTHING]
        self.choose("indicator", [(each.code, each.names) for each in added])
        self.choose("shows", SHOWN.items())


PLACES: ListPage[Line] = ListPage(
    name="places",
    url_name="activities:places",
    section="activities",
    permission="activities:read",
    title=gettext_lazy("Activities by place"),
    lead=gettext_lazy(
        "Each council that reports to yours, with all below it; by the line they report by, wherever the venue was. A number opens what it was counted from."
    ),
    filters=PlacesFilters,
    read=lambda _actor, _wanted: [],
    order=("place",),
    columns=(),
    empty=Empty(gettext_lazy("Nothing to show"), gettext_lazy("Change the filters."), art="search"),
    size=200,
    is_dense=True,
    template="activities/places.html",
    below=lambda actor, query, _args: page_of(actor, query)[0],
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A place: its number in words, how strongly it is coloured, and where its rows are."""

    name: str
    words: str
    step: int
    href: str


@dataclass(frozen=True, slots=True)
class Map:
    """The tiles of what is shown, and what their colours mean: step, least, greatest."""

    shows: Any
    tiles: Sequence[Tile]
    legend: Sequence[tuple[int, str]]


def page_of(actor: Actor, query: QueryDict) -> tuple[ListPage[Line], Map]:
    """The page as its address asks for it, and its tiles."""
    wanted = PlacesFilters(query, actor=actor).wanted()
    shows = str(wanted.pop("shows", "held"))
    lines = lines_of(actor, wanted, clock.now())
    kept = {name: str(query[name]) for name in KEPT if query.get(name)}
    code = str(wanted.get("indicator", ""))
    page = PLACES.about(
        read=lambda _actor, _wanted: lines,
        columns=tuple(_columns(kept, code)),
        export=Export(
            url_name="activities:places_export",
            file="activities-by-place",
            event="activities.places_exported",
            header=lambda: [_("Region code"), _("Place"), *(str(ONLY[name]) for name in COUNTED), *_name(code)],
            rows=lambda rows: (_file_row(line, code) for line in rows),
        ),
    )
    return page, _map_of(lines, "held" if shows == "sum" and not code else shows, kept, code)


def _name(code: str) -> list[str]:
    return [str(indicators.latest(code).names)] if code else []


def place_words(line: Line) -> Any:
    """The place of a line."""
    if line.unit is None:
        return ALL
    name = org.region_name(line.unit.council.region_code)
    return _("%(place)s itself") % {"place": name} if line.is_own else str(name)


def _href(line: Line, kept: Mapping[str, str], **asked: str) -> str:
    unit = {"unit": str(line.unit.council.id)} if line.unit else {}
    return f"{reverse('activities:list')}?{urlencode({**kept, **unit, **asked})}"


def _columns(kept: Mapping[str, str], code: str) -> Iterable[Column[Line]]:
    yield Column("place", gettext_lazy("Place"), place_words)
    for name in COUNTED:
        yield _column(name, kept)
    if code:
        yield Column("sum", _name(code)[0], lambda line: _sum(line, kept, code), kind="number")


def _column(name: str, kept: Mapping[str, str]) -> Column[Line]:
    def draw(line: Line) -> Any:
        return link(_href(line, kept, only=name), number(line.numbers[name]))

    return Column(name, ONLY[name], draw, kind="number")


def _sum(line: Line, kept: Mapping[str, str], code: str) -> Any:
    words = sum_words(line)
    return link(_href(line, kept, only="told", indicator=code), words) if words else ""


def sum_words(line: Line) -> str:
    """What the indicator comes to, with what it claims, and what was told in words beside it; "" where nothing was told."""
    found = line.sum
    said = [] if found.sum is None else [bounded(_printed(found.sum.value), found.sum.bound)]
    words = Counter(text(each) for each in found.words)
    return enumerated([*said, *(f"{each} × {times}" if times > 1 else each for each, times in words.items())])


def _printed(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() else 2)


def _file_row(line: Line, code: str) -> list[Any]:
    region = line.unit.council.region_code if line.unit else ""
    return [
        region,
        str(place_words(line)),
        *(line.numbers[name] for name in COUNTED),
        *([sum_words(line)] if code else []),
    ]


def _value(line: Line, shows: str) -> Decimal | int | None:
    if shows == "sum":
        return line.sum.sum.value if line.sum.sum else None
    return line.numbers[shows]


def _map_of(lines: Sequence[Line], shows: str, kept: Mapping[str, str], code: str) -> Map:
    placed = [line for line in lines if line.unit is not None]
    most = max((_value(line, shows) or 0 for line in placed), default=0)
    asked = {"only": "told", "indicator": code} if shows == "sum" else {"only": shows}
    tiles = [
        Tile(
            str(place_words(line)),
            (sum_words(line) or "–") if shows == "sum" else number(line.numbers[shows]),
            step_of(_value(line, shows), most),
            _href(line, kept, **asked),
        )
        for line in placed
    ]
    legend = [
        (0, "0"),
        *((step, number(low) if low == high else f"{number(low)}–{number(high)}") for step, low, high in bounds(most)),
    ]
    return Map(_name(code)[0] if shows == "sum" else ONLY[shows], tiles, legend)
