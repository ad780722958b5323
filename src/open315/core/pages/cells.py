"""Cells and rows of a table as markup. Fifty rows stand on a page, so they are put together here: a template takes ten times as long.

Everything that is not written here passes `format_html`, which escapes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from open315.core.clock import SHANGHAI
from open315.core.pages.declared import Column
from open315.core.pages.steps import Draw, as_it_is
from open315.core.ui.templatetags.ui import zh

BREAK = mark_safe("<br>")
NONE = ""


def text(value: Any) -> str:
    """Stored Traditional Chinese in the reader's script."""
    return zh(value)


def link(href: str, words: Any) -> SafeString:
    """Words that lead somewhere."""
    return format_html('<a href="{}">{}</a>', href, words)


def badge(words: Any, tone: str = "neutral") -> SafeString:
    """A state, as the component `badge` draws it."""
    return format_html('<span class="badge badge--{}">{}</span>', tone, words)


def code(value: Any) -> SafeString:
    """A name of the machine's."""
    return format_html("<code>{}</code>", value)


def day(value: date | None) -> str:
    """A day of the calendar."""
    return value.isoformat() if value else NONE


def moment(value: datetime | None, *, seconds: bool = False) -> str:
    """A moment in China's time."""
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M") if value else NONE


def days(first: date | None, last: date | None) -> str:
    """From one day to another; an end that is open is said in words."""
    if first and last:
        return f"{day(first)} – {day(last)}"
    if first:
        return _("from %(day)s on") % {"day": day(first)}
    return _("until %(day)s") % {"day": day(last)} if last else NONE


def lines(items: Iterable[Any]) -> SafeString:
    """One below the other."""
    return SafeString(BREAK.join(conditional_escape(each) for each in items))


def drawn_rows(columns: Sequence[Column[Any]], rows: Iterable[Any], draw: Draw = as_it_is) -> SafeString:
    """The rows of a table's body. The first cell names the row; on a phone every other cell says what it is.

    `draw` makes steps in cells into buttons of the reader (`core.pages.steps`).
    """
    labels = [(column, str(column.label)) for column in columns]
    return mark_safe("".join(_row(labels, row, draw) for row in rows))  # noqa: S308  (each cell is escaped below)


def drawn_total(columns: Sequence[Column[Any]], totals: Mapping[str, Any], words: Any) -> SafeString:
    """The last row: the totals below their columns."""
    cells = [format_html('<th scope="row">{}</th>', words)]
    for column in columns[1:]:
        value = totals.get(column.total, "") if column.total else ""
        cells.append(format_html('<td data-label="{}"{}>{}</td>', column.label, _class(column, value), value))
    return format_html("<tr>{}</tr>", mark_safe("".join(cells)))  # noqa: S308  (escaped above)


def _row(columns: Sequence[tuple[Column[Any], str]], row: Any, draw: Draw) -> SafeString:
    cells = (_cell(place, column, label, draw(column.draw(row))) for place, (column, label) in enumerate(columns))
    return format_html("<tr>{}</tr>\n", format_html_join("", "{}", ((each,) for each in cells)))


def _cell(place: int, column: Column[Any], label: str, value: Any) -> SafeString:
    shown = NONE if value is None else value
    if place == 0:
        return format_html('<th scope="row"{}>{}</th>', _class(column, " "), shown)
    if column.quiet:
        return format_html("<td{}>{}</td>", _class(column, shown), shown)
    return format_html('<td data-label="{}"{}>{}</td>', label, _class(column, shown), shown)


def _class(column: Column[Any], value: Any) -> SafeString | str:
    """Its kind; an empty cell is left out on a phone."""
    names = column.kind if _is_there(value) else f"{column.kind} blank".strip()
    return format_html(' class="{}"', names) if names else ""


def _is_there(value: Any) -> bool:
    return isinstance(value, Promise) or value == 0 or bool(value)
