"""The rows of the inbox as markup. Fifty stand on a page, so they are put together here: a template takes ten times as long.

Everything that is not written here passes `format_html`, which escapes it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from open315.cases.queries import Due, InboxRow
from open315.cases.queries.found import Found
from open315.core.clock import SHANGHAI, today
from open315.core.ui.templatetags.ui import zh

ROW = """<li class="inbox__row{}">
  {}
  <a class="inbox__link" href="{}" data-full="{}" hx-get="{}?pane=1" hx-target="#detail" hx-push-url="{}">
    <span class="inbox__title">{}</span>
    {}
    <span class="number">{}</span>
    {}
    <span class="inbox__line muted">{}</span>
  </a>
</li>
"""
FOUND = '<span class="inbox__found">{}</span> {}<mark>{}</mark>{}'
TICK = '<input type="checkbox" name="case_id" value="{}" aria-label="{}">'
BADGE = '<span class="badge badge--{}">{}</span>'
DAY = '<time datetime="{0}">{0}</time>'
DUE = '<span class="due due--{}">{}<span class="due__words">{}</span></span>'
STAND_IN = "0"
"""Stands for the number in the address of a case, which is asked for once a page."""


def drawn_rows(rows: Iterable[InboxRow], *, query: str, current: str = "", with_ticks: bool = False) -> SafeString:
    """The rows as list items; `query` is the address's without the opened case, `current` the number of that case.

    Badges and due dates look as the components `badge` and `due` draw them; what many rows share is drawn once.
    """
    before, after = reverse("cases:case", args=[STAND_IN]).rsplit(STAND_IN, 1)
    link = f"?{query}&case=" if query else "?case="
    badge, due = cache(_badge), cache(_due)
    parts = []
    for row in rows:
        number = quote(row.number)
        own, here = f"{before}{number}{after}", f"{link}{number}"
        parts.append(
            format_html(
                ROW,
                " inbox__row--current" if row.number == current else "",
                format_html(TICK, row.id, row.number) if with_ticks else "",
                *(here, own, own, here),
                zh(row.title),
                due(row.due),
                row.number,
                badge(row.state_tone, row.state_words),
                _found(row.found) if row.found else _line(row),
            )
        )
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped above)


def _badge(tone: str, words: Any) -> SafeString:
    return format_html(BADGE, tone, words)


def _due(due: Due) -> SafeString | str:
    if not (due.on or due.words):
        return ""
    return format_html(DUE, due.tone, format_html(DAY, due.on.isoformat()) if due.on else "", due.words)


def _found(found: Found) -> SafeString:
    """Where the search words stand, with a piece of the text, as it was typed."""
    return format_html(FOUND, found.where, found.before, found.hit, found.after)


def _line(row: InboxRow) -> str:
    """Trader, channel, moment and officer."""
    received = row.received_at.astimezone(SHANGHAI)
    moment = received.strftime("%m-%d %H:%M" if received.year == today().year else "%Y-%m-%d")
    said = f"● {row.news_words} · " if row.news_from else ""
    if row.aside_until:
        said = f"{_('aside until %(day)s') % {'day': row.aside_until.isoformat()}} · {said}"
    line = f"{said}{zh(row.trader_name)} · {row.channel_words} · {moment}"
    return f"{line} · {zh(row.officer_name)}" if row.officer_name else line
