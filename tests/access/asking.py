"""Whom to ask about an address: everybody where something else than its declaration decides, else one of each group by turns.

What `@requires` says of an address and what the matrix says of it are compared for everybody, without a request. Where they agree, it is
enough to see that the declaration is kept: nobody signed in, an account without a role, and of the roles (and of the other visitors) one that
gets in and one that does not. The turn goes by the address, so that over the site every role opens pages and is turned away. Where the
address names an object, all who get in ask, since who sees it is another question. Where declaration and matrix do not agree (a view that looks
closer, a page that is not ours, a mistake), everybody asks; on PostgreSQL everybody asks everywhere.
"""

from collections import defaultdict
from functools import cache
from zlib import crc32

from django.db import connection

from open315.core.access import Access, access_of
from open315.core.access.checks import each_view
from open315.org.roles import all_roles, permissions_of
from tests.access.matrix import Line, everyone


@cache
def _declared() -> dict[str, Access | None]:
    return {route: access_of(entry.callback) for route, entry in each_view()}


def whom_to_ask(line: Line) -> list[str]:
    """Everybody, or representatives of those who are alike."""
    declared = _declared()[line.route]
    if declared is None or connection.vendor == "postgresql":
        return list(everyone())
    if any(_by_declaration(declared, who) != line.expected(who) for who in everyone()):
        return list(everyone())
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for who in everyone():
        alike[_sort(who), line.expected(who)].append(who)
    return [who for (_, answer), group in alike.items() for who in _of(group, line, all_of_them=answer == "in")]


def _of(group: list[str], line: Line, *, all_of_them: bool) -> list[str]:
    if all_of_them and line.parameters:
        return group
    return [group[crc32(line.route.encode()) % len(group)]]


def _sort(who: str) -> str:
    return "role" if who in all_roles() else who if who in {"anonymous", "nobody"} else "visitor"


def _by_declaration(declared: Access, who: str) -> str:
    """What the declaration alone would answer."""
    if not declared.kinds:
        return "in"
    kind = all_roles()[who].kind if who in all_roles() else "staff" if who == "nobody" else who
    if kind not in declared.kinds:
        return "hidden" if who in all_roles() else "refused"
    held = permissions_of(who) if who in all_roles() else frozenset()
    return "in" if not declared.permissions or held.intersection(declared.permissions) else "refused"
