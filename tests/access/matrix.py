"""Reads the rooms' access files into one matrix, and asks the site."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from open315.core.access.checks import each_view
from open315.org.roles import all_roles
from tests.access.thing import Thing, Visitor
from tests.plumbing import ROOT

ROOMS = ROOT / "src" / "open315"
_OPTIONS = {"for", "method", "data", "hidden", "refused", "status"}
FOR_EVERYBODY = frozenset({"", "about/", "contact/", "rights/"})
"""Addresses that show everybody the same, and may be kept."""


@dataclass(frozen=True)
class Line:
    """One line of the matrix."""

    route: str
    admitted: frozenset[str]
    hidden: frozenset[str] = frozenset()
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    refused: int | None = None
    status: int | None = None
    parameters: dict[str, str] = field(default_factory=dict)

    def expected(self, who: str) -> str:
        """What the matrix says of a role or another visitor."""
        if who in self.admitted:
            return "in"
        return "hidden" if who in self.hidden else "refused"

    def address(self, values: dict[str, Any]) -> str:
        """The line's address; `values` holds the value of each object by its name."""
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[self.parameters[match[1]]]), self.route)
        return "/" + path.replace("\\Z", "").lstrip("^")


def files() -> list[Path]:
    """The access file of each room that has one."""
    return sorted(ROOMS.glob("*/tests/access.toml"))


@cache
def _tables() -> dict[Path, dict[str, Any]]:
    return {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in files()}


def _brought(section: str) -> Iterator[tuple[Path, str, Any]]:
    for file, table in _tables().items():
        for key, value in table.get(section, {}).items():
            yield file, key, value


def _added(section: str) -> dict[str, str]:
    """A section in which rooms may add words under the same key."""
    found: dict[str, str] = {}
    for _file, key, words in _brought(section):
        found[key] = f"{found.get(key, '')} {words}"
    return found


@cache
def lines() -> dict[str, Line]:
    """Every line by its route."""
    found: dict[str, Line] = {}
    for file, route, said in _brought("routes"):
        if route in found:
            raise LookupError(f"{file}: {route!r} has a line in the file of another room")
        found[route] = _line(route, said)
    return found


def permissions() -> dict[str, frozenset[str]]:
    """By hand: which roles hold which permission."""
    return {name: who(words) for name, words in _added("permissions").items()}


def _line(route: str, said: str | dict[str, Any]) -> Line:
    options = {"for": said} if isinstance(said, str) else said
    return Line(
        route,
        admitted=who(options["for"]),
        hidden=who(options.get("hidden", "")),
        method=options.get("method", "get"),
        data=options.get("data", {}),
        refused=options.get("refused"),
        status=options.get("status"),
        parameters={key: name for key, name in options.items() if key not in _OPTIONS},
    )


def who(words: str) -> frozenset[str]:
    """The roles and visitors that these words name. LookupError for a word that is neither one nor a group."""
    return frozenset(_who(words, frozenset()))


def _who(words: str, inside: frozenset[str]) -> Iterator[str]:
    for word in words.split():
        if word in _added("groups") and word not in inside:
            yield from _who(_added("groups")[word], inside | {word})
        elif word in everyone():
            yield word
        else:
            raise LookupError(f"{word!r} is no role, no visitor and no group")


@cache
def everyone() -> tuple[str, ...]:
    """Everybody who is asked about: without an account, with one and no role, in each role, and what rooms add."""
    return ("anonymous", "nobody", *all_roles(), *visitors())


def _objects_of_rooms() -> Iterator[Any]:
    for file in sorted(ROOMS.glob("*/tests/access_objects.py")):
        yield import_module(f"open315.{file.parts[-3]}.tests.access_objects")


@cache
def objects() -> dict[str, Thing]:
    """Every object by its name."""
    return _merged("OBJECTS")


@cache
def visitors() -> dict[str, Visitor]:
    """Visitors without an account, by name."""
    return _merged("VISITORS")


def _merged(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in _objects_of_rooms():
        brought = getattr(module, name, {})
        if twice := found.keys() & brought.keys():
            raise LookupError(f"{module.__name__}: {', '.join(sorted(twice))} made by another room already")
        found.update(brought)
    return found


def routes_of_the_site() -> set[str]:
    """Every address pattern there is."""
    return {route for route, _entry in each_view()}


def missing(names: Iterable[str]) -> str:
    """Names as a sentence's end."""
    return ", ".join(map(repr, sorted(names)))


def ask(line: Line, client: Client, path: str) -> str:
    """What the site does with this browser: "in", "refused", "hidden", or the wrong status in words.

    Whatever the answer is, no browser and no proxy may keep it (ADR 0107), but for the few pages that show everybody the same.
    """
    answer = getattr(client, line.method)(path, line.data)
    if answer.streaming:
        b"".join(answer)
    outcome = _outcome(line, answer)
    return outcome if line.route in FOR_EVERYBODY or is_private(answer) else f"{outcome}, and may be kept"


def is_private(answer: HttpResponseBase) -> bool:
    """Whether the answer tells browsers and proxies to keep nothing of it."""
    said = str(answer.get("Cache-Control", ""))
    return "private" in said and "no-store" in said


def _outcome(line: Line, answer: HttpResponseBase) -> str:
    status = answer.status_code
    if line.refused is not None and status == line.refused:
        return "refused"
    if status in (401, 403) or (status == 302 and _leads_to_sign_in(answer, line)):
        return "refused"
    if line.status is not None:
        return "in" if status == line.status else f"status {status}"
    if status == 404:
        return "hidden"
    return "in" if status < 500 else f"status {status}: {_why(answer)}"


def _why(answer: HttpResponseBase) -> str:
    """The error behind an error page."""
    info = getattr(answer, "exc_info", None)
    return f"{info[0].__name__}: {info[1]}" if info else "no exception"


def _leads_to_sign_in(answer: HttpResponseBase, line: Line) -> bool:
    target = answer.headers["Location"].partition("?")[0]
    return target == reverse("account_login") and target != "/" + line.route
