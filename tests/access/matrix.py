"""Reads the access matrix and asks the site, role by role."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.core.access.checks import each_view
from tests.access.objects import OBJECTS

MATRIX = Path(__file__).with_name("matrix.toml")
ACCOUNTS = {
    "nobody": "nobody",
    "clerk": "clerk",
    "officer": "officer",
    "supervisor": "supervisor",
    "liaison": "market_liaison",
    "secretariat": "secretariat",
    "analyst": "analyst",
    "administrator": "administrator",
}
"""Which account of the cast stands for a role."""
ROLES = ["anonymous", *ACCOUNTS]
_OPTIONS = {"for", "method", "data", "hidden", "refused", "status"}


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


@cache
def lines() -> dict[str, Line]:
    """Every line by its route."""
    table = tomllib.loads(MATRIX.read_text(encoding="utf-8"))
    groups = table["groups"]
    return {route: _line(route, said, groups) for route, said in table["routes"].items()}


def _line(route: str, said: str | dict[str, Any], groups: dict[str, str]) -> Line:
    options = {"for": said} if isinstance(said, str) else said
    return Line(
        route,
        admitted=_roles(options["for"], groups),
        hidden=_roles(options.get("hidden", ""), groups),
        method=options.get("method", "get"),
        data=options.get("data", {}),
        refused=options.get("refused"),
        status=options.get("status"),
        parameters={key: name for key, name in options.items() if key not in _OPTIONS},
    )


def _roles(words: str, groups: dict[str, str]) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        if word in groups:
            found |= _roles(groups[word], groups)
        elif word in ROLES:
            found.add(word)
        else:
            raise LookupError(f"{word!r} is neither a role nor a group")
    return frozenset(found)


def routes_of_the_site() -> set[str]:
    """Every address pattern there is."""
    return {route for route, _entry in each_view()}


def address(line: Line, values: dict[str, Any]) -> str:
    """The line's address with its parameters filled in."""
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), line.route)
    return "/" + path.replace("\\Z", "").lstrip("^")


def ask(line: Line, role: str, cast: Cast, path: str) -> str:
    """What the site does with the role: "in", "refused", "hidden", or the wrong status in words."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(cast.accounts[ACCOUNTS[role]], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = getattr(client, line.method)(path, line.data)
    if answer.streaming:
        b"".join(answer)
    return _outcome(line, answer)


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


def expected(line: Line, role: str) -> str:
    """What the matrix says."""
    if role in line.hidden:
        return "hidden"
    return "in" if role in line.admitted else "refused"


def own_values(line: Line, cast: Cast) -> dict[str, Any]:
    """The parameters, each from its named object; objects are made once a line."""
    return {name: OBJECTS[thing].own(cast) for name, thing in line.parameters.items()}


def has_twin(line: Line) -> bool:
    """Whether an object of the address has a foreign twin."""
    return any(OBJECTS[thing].foreign for thing in line.parameters.values() if thing in OBJECTS)


def foreign_values(line: Line, cast: Cast) -> dict[str, Any]:
    """The parameters, foreign twins where there are any."""
    things = {name: OBJECTS[thing] for name, thing in line.parameters.items()}
    return {name: (thing.foreign or thing.own)(cast) for name, thing in things.items()}
