"""System checks of declared pages: words, permission, what an empty one says, addresses; they stop the start (see `core.access.checks`)."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.access import access_of, known_permissions
from open315.core.access.checks import DECLARATIONS, view_called
from open315.core.pages.boards import BOARDS, Board
from open315.core.pages.declared import LISTS, Action, Empty, ListPage
from open315.core.pages.details import DETAILS, DetailPage, Part, Steps, Table
from open315.core.ui import nav

Page = ListPage[Any] | Board[Any] | DetailPage[Any]


@register(DECLARATIONS)
def check_pages(**_: Any) -> list[CheckMessage]:
    """E401: words are missing; E402: an address that does not exist; E403: the page and its view ask for different permissions;
    E404: a section that no entry of the navigation has; E405: an order that does not name the rows apart, or two columns of one key.
    """
    return [
        *(message for page in LISTS for message in _problems(page)),
        *(message for board in BOARDS for message in _problems_of_board(board)),
        *(message for page in DETAILS for message in _problems_of_detail(page)),
    ]


def _problems(page: ListPage[Any]) -> Iterator[Error]:
    for what, said in _words(page):
        if not said:
            yield _error(page, f"{what} is missing", 401)
    for name, permission in _addresses(page):
        yield from _address(page, name, permission)
    yield from _section(page)
    keys = [column.key for column in page.columns]
    if len(set(keys)) < len(keys) or not page.order:
        yield _error(page, "each column has a key of its own, and the list an order", 405)


def _problems_of_board(board: Board[Any]) -> Iterator[Error]:
    words = (("the title", board.title), *_words_of_empty(board.empty))
    yield from (_error(board, f"{what} is missing", 401) for what, said in words if not said)
    yield from _address(board, board.url_name, board.permission)
    yield from _section(board)


def _problems_of_detail(page: DetailPage[Any]) -> Iterator[Error]:
    for place, each in enumerate((*page.above, *page.main, *page.aside, *page.below), 1):
        if not each.title and not isinstance(each, Steps) and not (isinstance(each, Part) and each.bare):
            yield _error(page, f"the title of its section {place} is missing", 401)
        if isinstance(each, Table) and not each.empty and each.belongs is None:
            yield _error(page, f"what its section {place} says when it is empty is missing", 401)
    if page.permission not in known_permissions():
        yield _error(page, f"permission {page.permission or 'of nobody'} unknown", 403)
    yield from _section(page)


def _section(page: Page) -> Iterator[Error]:
    if page.section and page.section not in {entry.key for entry in nav.entries()}:
        yield _error(page, f"no entry of the navigation is called {page.section}", 404)


def _words_of_empty(empty: Empty) -> Iterator[tuple[str, Any]]:
    yield "the title of the empty page", empty.title
    yield "what to do when the page is empty", empty.text


def _words(page: ListPage[Any]) -> Iterator[tuple[str, Any]]:
    yield "the title", page.title
    yield from _words_of_empty(page.empty)
    for column in page.columns:
        yield f"the heading of the column {column.key}", column.label
    for name, field in page.filters.base_fields.items():
        yield f"the label of the filter {name}", field.label


def _addresses(page: ListPage[Any]) -> Iterator[tuple[str, str | None]]:
    """Names of addresses, with the permission that their view must ask for; None where another may be asked for."""
    yield page.url_name, page.permission
    if page.export:
        yield page.export.url_name, None
    actions: tuple[Action, ...] = (*page.actions, *((page.empty.action,) if page.empty.action else ()))
    yield from ((each.url_name, None) for each in actions)


def _address(page: Page, name: str, permission: str | None) -> Iterator[Error]:
    view = view_called(name)
    if view is None:
        yield _error(page, f"no address is called {name}", 402)
        return
    asked = access_of(view)
    if permission is not None and not (permission in known_permissions() and asked and permission in asked.permissions):
        yield _error(page, f"its view does not ask for {permission or 'any permission'}", 403)


def _error(page: Page, problem: str, number: int) -> Error:
    return Error(f"the page {page.name}: {problem}", id=f"open315.E{number}")
