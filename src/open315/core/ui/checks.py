"""System checks of what rooms hang up: each entry of the navigation and each panel asks for a permission that exists, and leads somewhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from open315.core.access import known_permissions
from open315.core.access.checks import DECLARATIONS
from open315.core.ui import dashboard, nav


@register(DECLARATIONS)
def check_shell(**_: Any) -> list[CheckMessage]:
    """E221: an unknown permission; E222: an address that does not exist."""
    return [
        *_unknown("the entry", ((entry.key, entry.permission) for entry in nav.entries())),
        *_unknown("the panel", ((panel.key, panel.permission) for panel in dashboard.panels())),
        *_lost((entry.key, entry.url_name) for entry in nav.entries()),
        *_lost((entry.key, entry.url_name) for entry in nav.all_portal_entries()),
    ]


def _unknown(what: str, asked: Iterable[tuple[str, str]]) -> Iterator[Error]:
    for key, permission in asked:
        if permission not in known_permissions():
            yield Error(f"{what} {key}: permission {permission} unknown", id="open315.E221")


def _lost(named: Iterable[tuple[str, str]]) -> Iterator[Error]:
    for key, name in named:
        try:
            reverse(name)
        except NoReverseMatch:
            yield Error(f"the entry {key}: no address is called {name}", id="open315.E222")
