"""System checks: every address of ours declares who may open it, with kinds and permissions that exist.

They stop a management command and, through `refuse_unsound`, the server: a site with a typing mistake in its rights does not start.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from open315.core.access.actor import ActorKind
from open315.core.access.declare import Access, access_of
from open315.core.access.kinds import known_kinds
from open315.core.access.permissions import known_permissions

DECLARATIONS = "declarations"
"""Tag of the checks that compare what rooms declare; each costs no query."""


def each_view(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern of the site, with its whole route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from each_view(entry, route)
        else:
            yield route, entry


def view_called(name: str, resolver: URLResolver | None = None) -> Callable[..., Any] | None:
    """The view of the address that is called `name` ("room:page"), whatever stands in the address; None if there is none."""
    space, _colon, rest = name.rpartition(":")
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inside = name if entry.namespace is None else rest if entry.namespace == space else None
            found = None if inside is None else view_called(inside, entry)
            if found is not None:
                return found
        elif entry.name == name:
            return entry.callback
    return None


@register(DECLARATIONS)
def check_declared(**_: Any) -> list[CheckMessage]:
    """Each view of ours declares who may open it, and each name in the declaration is known."""
    messages: list[CheckMessage] = []
    for route, entry in each_view():
        module = getattr(entry.callback, "__module__", "")
        if not module.startswith("open315."):
            continue
        declared = access_of(entry.callback)
        if declared is None:
            messages.append(Error(f"{route} ({module}) declares no permission", id="open315.E001"))
        else:
            messages.extend(_problems(route, declared))
    return messages


def _problems(route: str, declared: Access) -> Iterator[Error]:
    kinds = known_kinds()
    for name in declared.permissions:
        if name not in known_permissions():
            yield Error(f"{route}: permission {name} unknown", id="open315.E002")
    for name in declared.kinds:
        if name not in kinds:
            yield Error(f"{route}: kind of actor {name} unknown", id="open315.E003")
        elif kinds[name].door is None:
            yield Error(f"{route}: actors of kind {name} open no pages", id="open315.E004")
    if ActorKind.STAFF in declared.kinds and not declared.permissions:
        yield Error(f"{route}: a page for staff names a permission", id="open315.E005")


def refuse_unsound() -> None:
    """ImproperlyConfigured with every mistake in what rooms declare; silence if there is none."""
    found = run_checks(tags=[DECLARATIONS])
    if found:
        raise ImproperlyConfigured("\n".join(f"{each.id} {each.msg}" for each in found))
