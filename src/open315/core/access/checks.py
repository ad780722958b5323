"""System checks: every address of ours declares who may open it, with permissions that exist."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from open315.core.access.declare import PUBLIC
from open315.core.access.permissions import known_permissions


def each_view(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern of the site, with its whole route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from each_view(entry, route)
        else:
            yield route, entry


@register()
def check_declared(**_: Any) -> list[CheckMessage]:
    """E001: a view of open315 without a declaration; E002: a permission nobody declared."""
    messages: list[CheckMessage] = []
    for route, entry in each_view():
        module = getattr(entry.callback, "__module__", "")
        if not module.startswith("open315."):
            continue
        declared = getattr(entry.callback, "open315_permission", None)
        if declared is None:
            messages.append(Error(f"{route} ({module}) declares no permission", id="open315.E001"))
        elif declared != PUBLIC:
            unknown = [name for name in declared if name not in known_permissions()]
            messages.extend(Error(f"{route}: permission {name} unknown", id="open315.E002") for name in unknown)
    return messages
