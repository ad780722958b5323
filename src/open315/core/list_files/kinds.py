"""What can be taken along: every declared list with an export, and what a room declares besides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.exports.sheets import Sheet
from open315.core.pages.declared import Asks, ListPage
from open315.core.pages.files import list_called, sheet_of, told_of


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A list that can be taken along: what it is called, who may, how its sheet is made for an actor and an address.

    `told` is what the audit log is told besides `event`; "" tells nothing. `page` is the address of the list, for going back.
    `section` is the entry of the navigation it belongs to.
    """

    name: str
    label: Any
    permission: str
    section: str
    sheet: Callable[[Actor, QueryDict, Sequence[str]], Sheet]
    page: Callable[[Sequence[str]], str]
    event: str
    told: Callable[[Actor, QueryDict, Sequence[str]], dict[str, Any]]
    asks: Asks | None = None


_SHEETS: dict[str, SheetKind] = {}


def declare_sheet(kind: SheetKind) -> SheetKind:
    """Add what is no declared list; returns it. The same name again takes its place (a module read twice)."""
    _SHEETS[kind.name] = kind
    return kind


def kind_called(name: str, args: Sequence[str], actor: Actor, query: QueryDict) -> SheetKind:
    """What is called so. NotFound if there is no such list (any more), or nobody may take it along."""
    if name in _SHEETS:
        return _SHEETS[name]
    page = list_called(name, args, actor, query)
    if page is None or page.export is None:
        raise NotFound("")
    return kind_of(page)


def kind_of(page: ListPage[Any]) -> SheetKind:
    """A declared list, with the thing below which it stands."""
    export = page.export
    if export is None:
        raise LookupError(f"the list {page.name} has no export")
    return SheetKind(
        name=page.name,
        label=page.title,
        permission=page.permission,
        section=page.section,
        sheet=lambda actor, query, _args: sheet_of(page, actor, query),
        page=partial(_address, page.url_name),
        event=export.event,
        told=lambda actor, query, _args: told_of(page, actor, query),
        asks=export.asks,
    )


def _address(url_name: str, args: Sequence[str]) -> str:
    return reverse(url_name, args=args)
