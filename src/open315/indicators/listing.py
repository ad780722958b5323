"""The dictionary as a list: what holds today or on another day, or every version there ever was."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core import clock
from open315.core.access import Actor
from open315.core.names import Names, enumerated
from open315.core.pages.cells import badge, day, lines
from open315.core.pages.declared import Column, Empty, Export, ListPage, Tab
from open315.core.pages.filters import FilterForm, choice, words
from open315.core.pages.filters import day as day_filter
from open315.core.text import fold
from open315.indicators import queries
from open315.indicators.types import Indicator, Source
from open315.indicators.wording import SOURCES, SUMS, accuracy_words, levels_words

EVERYTHING = "all"
WHOLE = 500
"""Rows of a page: the dictionary is read, searched and printed as a whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """A version of an indicator, and its place in the dictionary."""

    indicator: Indicator
    place: int


class IndicatorFilters(FilterForm):
    """By words and by group; on another day, or in every version."""

    WITHOUT_CHIP = frozenset({"versions"})

    q = words(gettext_lazy("Name, code or definition"))
    group = choice(gettext_lazy("Group"))
    source = choice(gettext_lazy("Source"))
    on = day_filter(gettext_lazy("In force on"))
    versions = choice(gettext_lazy("Versions"))

    def prepare(self) -> None:
        """Groups and sources in words; whether all versions are meant stands in the tabs."""
        self.choose("group", list(queries.groups().items()))
        self.choose("source", [(source.value, label) for source, label in SOURCES.items()])
        self.choose("versions", [(EVERYTHING, gettext_lazy("Every version"))])
        self.fields["versions"].widget = self.fields["versions"].hidden_widget()


def _tabs(form: Any) -> list[Tab]:
    everything = form.wanted().get("versions") == EVERYTHING
    return [
        Tab(gettext_lazy("In force"), form.address(versions=""), current=not everything),
        Tab(gettext_lazy("Every version"), form.address(versions=EVERYTHING), current=everything),
    ]


def _lines(_actor: Actor, wanted: Mapping[str, Any]) -> list[Line]:
    on = wanted.get("on", clock.today())
    return [
        Line(each, place)
        for place, each in enumerate(queries.dictionary().all())
        if (wanted.get("versions") == EVERYTHING or each.holds_on(on))
        and wanted.get("group", each.group) == each.group
        and wanted.get("source", each.source) == each.source
        and _contains(wanted.get("q", ""), each)
    ]


def _contains(wanted: str, each: Indicator) -> bool:
    texts = [each.code, *each.names.as_data().values(), *each.definition.as_data().values()]
    return any(fold(wanted) in fold(text) for text in texts)


def _name(line: Line) -> Any:
    each = line.indicator
    others = format_html_join("", '<br><small class="soft" lang="{}">{}</small>', _others(each.names))
    return format_html("<strong>{}</strong>{}<br><small><code>{}</code></small>", each.names, others, each.code)


def _others(names: Names) -> list[tuple[str, str]]:
    """The name in the languages that are not the one it is shown in."""
    known = {names.in_language(language): language for language in ("en", "zh-hans", "zh-hant")}
    return [(language, text) for text, language in reversed(known.items()) if text != str(names)]


def _definition(line: Line) -> Any:
    each = line.indicator
    if not each.kinds:
        return str(each.definition)
    kinds = _("By kind: %(kinds)s.") % {"kinds": enumerated(name for _code, name in each.kinds)}
    return format_html('{}<br><small class="soft">{}</small>', each.definition, kinds)


def _counting(line: Line) -> Any:
    each = line.indicator
    said = [SUMS[each.sums], accuracy_words(each)]
    if each.part_of:
        said.append(_("part of “%(whole)s”") % {"whole": queries.latest(each.part_of).names})
    return lines(said)


def _source(line: Line) -> Any:
    each = line.indicator
    return badge(SOURCES[each.source], "info" if each.source == Source.ROWS else "neutral")


def _in_force(line: Line) -> Any:
    each = line.indicator
    return format_html("{} –<br>{}", day(each.valid_from), day(each.valid_until) or "")


def _file_rows(found: Iterable[Line]) -> Iterator[list[Any]]:
    for line in found:
        each = line.indicator
        yield [
            each.code,
            each.names.in_language("zh-hant"),
            each.names.in_language("zh-hans"),
            each.names.en,
            each.unit.names,
            queries.groups()[each.group],
            each.definition,
            levels_words(each),
            SUMS[each.sums],
            accuracy_words(each),
            SOURCES[each.source],
            queries.latest(each.part_of).names if each.part_of else "",
            enumerated(name for _code, name in each.kinds),
            each.valid_from,
            each.valid_until,
        ]


INDICATORS: ListPage[Line] = ListPage(
    name="indicators",
    url_name="indicators:list",
    section="indicators",
    permission="indicators:read",
    title=gettext_lazy("Dictionary of indicators"),
    lead=gettext_lazy("What a campaign puts out, and how every council counts it. A code never changes its meaning; where a definition changes, a new version begins."),
    filters=IndicatorFilters,
    tabs=_tabs,
    read=_lines,
    order=("place",),
    columns=(
        Column("name", gettext_lazy("Indicator"), _name, order=("indicator__code", "place")),
        Column("unit", gettext_lazy("Unit"), lambda line: line.indicator.unit.names, kind="nowrap"),
        Column("definition", gettext_lazy("Definition"), _definition),
        Column("levels", gettext_lazy("Reported by"), lambda line: levels_words(line.indicator)),
        Column("counting", gettext_lazy("Summed"), _counting),
        Column("source", gettext_lazy("Source"), _source),
        Column("in_force", gettext_lazy("In force"), _in_force, kind="nowrap", order=("indicator__valid_from", "place")),
    ),
    empty=Empty(gettext_lazy("No indicator fits"), gettext_lazy("Look for less.")),
    export=Export(
        url_name="indicators:export",
        file="indicators",
        event="indicators.listed",
        header=lambda: [
            _("Code"), _("Name, Traditional Chinese"), _("Name, Simplified Chinese"), _("Name, English"), _("Unit"), _("Group"), _("Definition"),
            _("Reported by"), _("Summed"), _("Accuracy"), _("Source"), _("Part of"), _("Kinds"), _("From"), _("Last day"),
        ],
        rows=_file_rows,
    ),
    size=WHOLE,
)  # fmt: skip
