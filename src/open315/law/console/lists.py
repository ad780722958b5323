"""The list of rule packs and the table of competence. Their rows are values in memory; there are a few hundred at most."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core import clock
from open315.core.access import Actor
from open315.core.pages.cells import badge, day, link
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.text import fold
from open315.law.console.filters import EVERYTHING, LineFilters, PackFilters, tabs_of_lines
from open315.law.console.pages import LineRow, PackRow, line_rows, pack_rows
from open315.law.queries import competence
from open315.law.rules import packs
from open315.law.services import PERMISSION

READ = "packs:read"
WHOLE = 500
"""Rows of a page: both tables are read, searched and printed as a whole."""


def _packs(_actor: Actor, wanted: Mapping[str, Any]) -> list[PackRow]:
    """The packs that fit."""
    return [
        row
        for row in pack_rows(packs.all_packs().values(), clock.today())
        if _contains(wanted.get("q", ""), row.pack.title, row.pack.code)
        and wanted.get("body", row.pack.body_kind) == row.pack.body_kind
        and wanted.get("status", row.pack.status.value) == row.pack.status.value
    ]


def _lines(_actor: Actor, wanted: Mapping[str, Any]) -> list[LineRow]:
    """The lines that fit; those in force, unless all are asked for."""
    return [
        row
        for row in line_rows(competence.lines(), clock.today())
        if (row.in_force or wanted.get("lines") == EVERYTHING)
        and _contains(wanted.get("q", ""), row.matter, row.line.article, row.line.code)
        and wanted.get("sector", row.line.sector) == row.line.sector
    ]


def _contains(words: str, *texts: Any) -> bool:
    return any(fold(words) in fold(str(each)) for each in texts)


def _state(row: PackRow) -> Any:
    marks = [badge(row.status, row.tone)]
    if not row.in_force:
        marks.append(badge(gettext_lazy("no longer in force")))
    if not row.pack.automatic:
        marks.append(badge(gettext_lazy("only by choice")))
    return format_html('<span class="cluster">{}</span>', format_html("{}" * len(marks), *marks))


def _exported_packs(rows: Iterable[PackRow]) -> Iterator[list[Any]]:
    for row in rows:
        pack = row.pack
        yield [
            pack.code,
            pack.title,
            row.body,
            row.place,
            pack.valid_from,
            pack.valid_until,
            row.status,
            row.in_force,
            pack.automatic,
        ]


PACKS: ListPage[PackRow] = ListPage(
    name="law.packs",
    url_name="law:packs",
    section="packs",
    permission=READ,
    title=gettext_lazy("Rule packs"),
    lead=gettext_lazy(
        "The law as dated data: clocks, grounds and other routes, each with its article. The day of receipt chooses the pack."
    ),
    filters=PackFilters,
    read=_packs,
    order=("rank", "pack__code"),
    columns=(
        Column(
            "text", gettext_lazy("Text"), lambda row: link(reverse("law:pack", args=[row.pack.code]), row.pack.title)
        ),
        Column("body", gettext_lazy("For"), lambda row: row.body, kind="nowrap"),
        Column("place", gettext_lazy("Place"), lambda row: row.place, kind="nowrap"),
        Column("from", gettext_lazy("Received from"), lambda row: day(row.pack.valid_from), kind="nowrap", order=("pack__valid_from", "pack__code")),
        Column("until", gettext_lazy("until"), lambda row: day(row.pack.valid_until) or "–", kind="nowrap"),
        Column("state", gettext_lazy("State"), _state),
    ),
    empty=Empty(gettext_lazy("No pack fits"), gettext_lazy("Look for less.")),
    export=Export(
        url_name="law:packs_export",
        file="rule-packs",
        event="packs.listed",
        header=lambda: [
            _("Short name"), _("Text"), _("For"), _("Place"), _("Received from"), _("until"), _("State"), _("In force"),
            _("chosen by itself"),
        ],
        rows=_exported_packs,
    ),
    size=WHOLE,
)  # fmt: skip


def _sector(row: LineRow) -> Any:
    return format_html('<span>{} <small class="soft nowrap">{}</small></span>', row.sector, row.level)


def _basis(row: LineRow) -> Any:
    template = '<span>{}<br><small class="faint"><code>{}</code> · {}</small></span>'
    return format_html(template, row.line.article, row.line.code, row.line.priority)


def _in_force(row: LineRow) -> Any:
    if not row.line.valid_until:
        return f"{day(row.line.valid_from)} –"
    return format_html("{} –<br>{}", day(row.line.valid_from), day(row.line.valid_until))


def _ending(row: LineRow) -> Any:
    if row.line.valid_until:
        return ""
    address = reverse("law:line_end", args=[row.line.id])
    return format_html('<a class="button button--quiet button--small" href="{}">{}</a>', address, _("End"))


def _exported_lines(rows: Iterable[LineRow]) -> Iterator[list[Any]]:
    for row in rows:
        line = row.line
        yield [
            line.code, row.matter, row.kind, row.sector, row.level, row.place, line.article, line.priority, line.valid_from, line.valid_until,
        ]  # fmt: skip


LINES: ListPage[LineRow] = ListPage(
    name="law.competence",
    url_name="law:competence",
    section="competence",
    permission=READ,
    title=gettext_lazy("Competence"),
    lead=gettext_lazy(
        "Which body is competent: by matter, kind of trader and place, with the article, from day to day. An officer may decide otherwise in a case and says why."
    ),
    filters=LineFilters,
    tabs=tabs_of_lines,
    read=_lines,
    order=("place_in_table",),
    columns=(
        Column("matter", gettext_lazy("Matter"), lambda row: row.matter or _("any")),
        Column("kind", gettext_lazy("Kind of trader"), lambda row: row.kind),
        Column("sector", gettext_lazy("Competent sector"), _sector),
        Column("place", gettext_lazy("Whose place counts"), lambda row: row.place),
        Column("basis", gettext_lazy("Basis"), _basis),
        Column(
            "in_force", gettext_lazy("In force"), _in_force, kind="nowrap", order=("line__valid_from", "place_in_table")
        ),
        Column("steps", gettext_lazy("Steps"), _ending, kind="actions", quiet=True, permission=PERMISSION),
    ),
    actions=(
        Action(gettext_lazy("Add a line"), "law:line_new", icon="plus", kind="primary", permission=PERMISSION),
    ),
    empty=Empty(gettext_lazy("No line fits"), gettext_lazy("Look for less.")),
    export=Export(
        url_name="law:competence_export",
        file="competence",
        event="competence.listed",
        header=lambda: [
            _("Short name"), _("Matter"), _("Kind of trader"), _("Competent sector"), _("Level"), _("Whose place counts"), _("Basis"),
            _("Priority"), _("From"), _("Last day"),
        ],
        rows=_exported_lines,
    ),
    size=WHOLE,
    template="law/competence.html",
)  # fmt: skip
