"""Whatever somebody puts into an address, a query or a form is answered, and never by an internal error (ADR 0107).

Generated over the table of addresses: each is asked by a stranger and by somebody who gets in, with hostile values for each parameter of the
address, for every name any page reads from the query, and for each field of the forms that the page shows.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode
from zlib import crc32

import pytest
from django.db import connections
from django.test import Client

from open315.org.roles import all_roles
from tests.access import matrix
from tests.access.house import House
from tests.plumbing import ROOT

HOSTILE: tuple[bytes, ...] = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "²", "abc", "-1", "0", "1" + "0" * 30, "a\x00b", "\x00", "\ud800", "0001-01-01", "9999-12-31", "2026-02-30", "x" * 10_000, "٣", "1e400",
        "NaN", "[]", '{"a":1}', "%00", "../../etc/passwd", "null", "9223372036854775808", "2147483648", "", " ", "<script>", "' OR 1=1--",
    )
)  # fmt: skip
STRICT = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "a\x00b", "\ud800", "2147483648", "9223372036854775808", "1" + "0" * 30, "0001-01-01", "1e400", "NaN", "x" * 10_000,
    )
)  # fmt: skip
"""What PostgreSQL refuses and SQLite takes: signs no text may hold, numbers beyond a column, days beyond the calendar. There each place gets these."""
THOROUGH = "OPEN315_THOROUGH" in os.environ
"""All values everywhere, some minutes; otherwise each address gets a few by turns."""
A_FEW = 2
ON_POSTGRESQL = connections["default"].vendor == "postgresql"
"""Each field of a form is asked by itself on one of the two databases, by turns; addresses, queries and whole forms on both."""
ROUTES = sorted(matrix.routes_of_the_site() & set(matrix.lines()))
_READ = re.compile(r"""GET(?:\.get(?:list)?\(|\[)["'](\w+)["']""")
_FIELD = re.compile(r"""<(?:input|select|textarea)[^>]*\sname="([^"]+)\"""", re.DOTALL)
FURTHER = ("version", "page", "after", "before", "sort", "q", "from", "to", "on", "next", "language")


@cache
def names_read() -> tuple[str, ...]:
    """Every name that a page reads from the query."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src" / "open315").rglob("*.py"))
    return tuple(sorted({name for source in sources for name in _READ.findall(source)} | set(FURTHER)))


def values(key: str) -> tuple[bytes, ...]:
    """The values for one address and place, by turns."""
    if THOROUGH:
        return HOSTILE
    choice, count = (HOSTILE, A_FEW) if connections["default"].vendor == "sqlite" else (STRICT, A_FEW + 1)
    first = crc32(key.encode()) % len(choice)
    return tuple(choice[(first + 7 * step) % len(choice)] for step in range(count))


def paths(line: matrix.Line, house: House) -> Iterator[str]:
    """The address with each of its parameters hostile."""
    for parameter, thing in line.parameters.items():
        for value in values(line.route + parameter):
            own = {**house.own, thing: quote(value, safe="")}
            yield line.address(own)


def asked(line: matrix.Line, house: House, client: Client, *, gets_in: bool) -> Iterator[tuple[str, str, int]]:
    """Method, address and status of everything that is tried with one browser; who is turned away sees no form."""
    for path in paths(line, house):
        yield "get", path, _read(client.get(path))[0]
        yield "post", path, _read(client.post(path))[0]
    own = line.address(house.own)
    shown = _read(client.get(own))[1].decode("utf-8", "replace")
    fields = sorted({*_FIELD.findall(shown), *line.data, *FURTHER[:1]})
    for value in values(line.route):
        query = urlencode([(name, value) for name in names_read() for _ in range(2)])
        yield "get", f"{own}?{query[:300]}", _read(client.get(f"{own}?{query}"))[0]
        yield _post(client, own, dict.fromkeys(fields, value))
    for at, name in enumerate(fields if gets_in else ()):
        if not THOROUGH and (at + crc32(line.route.encode())) % 2 == ON_POSTGRESQL:
            continue
        for value in HOSTILE if THOROUGH else values(f"{line.route}{at}")[:1]:
            yield _post(client, own, {**line.data, name: value})


def _read(answer: Any) -> tuple[int, bytes]:
    """Status and content, read to the end."""
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, content


def _post(client: Client, path: str, fields: dict[str, bytes]) -> tuple[str, str, int]:
    body = urlencode(fields)
    answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
    return "post", f"{path} {body[:300]}", _read(answer)[0]


@pytest.mark.parametrize("route", ROUTES)
def test_no_value_that_somebody_made_up_is_an_internal_error(route: str, house: House, settings: Any) -> None:
    settings.POSTS_PER_MINUTE = settings.FILINGS_PER_HOUR = 1_000_000
    line = matrix.lines()[route]
    strong = sorted(line.admitted & set(all_roles())) or ["nobody"]
    failed = [
        (who, *each)
        for who in ("anonymous", strong[crc32(route.encode()) % len(strong)])
        for each in asked(line, house, house.browser(who), gets_in=who in line.admitted)
        if each[2] >= 500
    ]
    assert failed == []
