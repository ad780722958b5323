"""A declared list as a page; `core.list_files` makes a file of it.

What is chosen stands in the address: filters, order, place. The order last chosen is remembered by the browser, a list a cookie, so that
a list opens again as one left it; the address goes before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from open315.core.access import Actor, StaffRequest
from open315.core.pages.cells import drawn_rows, drawn_total
from open315.core.pages.declared import Action, Column, Go, ListPage
from open315.core.pages.filters import changed
from open315.core.pages.keyset import Slice
from open315.core.pages.rows import Rows, number_of, page_of
from open315.core.pages.steps import Press, drawing

ORDER_KEPT = 400 * 24 * 3600
"""Seconds for which a browser remembers the order of a list."""


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; `href` orders by it."""

    label: Any
    kind: str
    quiet: bool
    href: str
    sorted: str


def list_page(request: StaffRequest, page: ListPage[Any], more: Mapping[str, Any] | None = None) -> HttpResponse:
    """The page of a list; `more` is what a template of the room's own needs besides."""
    actor = request.actor
    form = page.filters(request.GET, actor=actor)
    rows = page.read(actor, form.wanted())
    asked = asked_order(request, page)
    order = page.ordered_by(asked)
    edges = {name: request.GET.get(name, "") for name in ("after", "before")}
    shown = page_of(rows, order, size=page.size, **edges)
    columns = page.columns_for(actor)
    context = {
        "section": page.section,
        "title": page.title,
        "lead": page.lead,
        "page": page,
        "form": form,
        "order": request.GET.get("sort", ""),
        "listed": shown.rows,
        "asks": bool(shown.rows or form.chips() or form.errors),
        "chips": form.chips(),
        "clear_url": form.clear_address(),
        "tabs": page.tabs(form) if page.tabs else (),
        "heads": [_head(request, column, asked) for column in columns],
        "body": drawn_rows(columns, shown.rows, drawing(request)) if shown.rows else "",
        "foot": drawn_total(columns, page.totals(rows), _("Total")) if page.totals and shown.rows else "",
        "buttons": [*_files(request, page), *buttons(actor, page.actions)],
        "presses": _presses(request, page) if shown.rows else [],
        "empty_button": next(iter(buttons(actor, [page.empty.action] if page.empty.action else [])), None),
        **_neighbours(request, page, rows, shown),
        **(more or {}),
    }
    answer = render(request, page.template, context)
    if "sort" in request.GET:
        answer.set_cookie(
            _cookie(page), asked, max_age=ORDER_KEPT, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    return answer


def buttons(actor: Actor, actions: Iterable[Action]) -> list[Go]:
    """The actions that the actor may take, ready to be drawn."""
    return [
        Go(each.label, reverse(each.url_name), each.icon, each.kind, each.key)
        for each in actions
        if not each.acts and (not each.permission or actor.may(each.permission))
    ]


def _presses(request: StaffRequest, page: ListPage[Any]) -> list[Any]:
    """The buttons that act at once, drawn for this reader."""
    actions = [
        each for each in page.actions if each.acts and (not each.permission or request.actor.may(each.permission))
    ]
    draw = drawing(request)
    return [draw(Press(each.label, reverse(each.url_name), each.kind)) for each in actions]


def _files(request: HttpRequest, page: ListPage[Any]) -> list[Go]:
    export = page.export
    if export is None:
        return []
    address = reverse(export.url_name, args=page.args)
    return [
        Go(kind.upper(), f"{address}{changed(request.GET, format='' if kind == 'csv' else kind)}", "export", "quiet")
        for kind in export.kinds
    ]


def _head(request: HttpRequest, column: Column[Any], asked: str) -> Head:
    key = column.key
    if not column.order:
        return Head(column.label, column.kind, column.quiet, "", "")
    now = {key: "ascending", f"-{key}": "descending"}.get(asked, "")
    other = f"-{key}" if now == "ascending" else key
    return Head(column.label, column.kind, column.quiet, changed(request.GET, sort=other), now)


def asked_order(request: HttpRequest, page: ListPage[Any]) -> str:
    """The order of the address, else the one that the browser remembers; "" for the page's own."""
    asked = request.GET.get("sort", request.COOKIES.get(_cookie(page), ""))
    return asked if asked.removeprefix("-") in {each.key for each in page.columns if each.order} else ""


def _cookie(page: ListPage[Any]) -> str:
    return f"order-{page.name}"


def _neighbours(request: HttpRequest, page: ListPage[Any], rows: Rows, shown: Slice[Any]) -> dict[str, Any]:
    return {
        "page_words": _place(page, rows, shown),
        "previous_url": changed(request.GET, before=shown.before) if shown.before else "",
        "next_url": changed(request.GET, after=shown.after) if shown.after else "",
        "first_url": changed(request.GET) if shown.before else "",
    }


def _place(page: ListPage[Any], rows: Rows, shown: Slice[Any]) -> str:
    if not shown.rows:
        return ""
    place = {"first": shown.first, "last": shown.first + len(shown.rows) - 1}
    if not page.is_counted:
        return _("%(first)d–%(last)d") % place
    number, is_more = number_of(rows)
    total = f"{number:,}+" if is_more else str(number)
    return _("%(first)d–%(last)d of %(total)s") % {**place, "total": total}
