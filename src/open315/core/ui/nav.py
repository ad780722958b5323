"""Navigation: rooms hang their entries here. In the console each reader sees those they may open; the portal shows all of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor

GROUPS = {
    "work": pgettext_lazy("navigation", "Work"),
    "campaign": pgettext_lazy("navigation", "Campaign"),
    "admin": _("Administration"),
}
"""Groups in the order they are shown."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of the navigation. `key` is what a page passes as `section`; `icon` is a file of ui/icons.

    `letter` opens it from every page of the console, so no page may use it for anything else.
    """

    key: str
    label: Any
    url_name: str
    permission: str
    order: int
    group: str
    icon: str
    letter: str = ""

    @property
    def href(self) -> str:
        """The address the entry leads to."""
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A heading and its entries."""

    key: str
    label: Any
    entries: tuple[NavEntry, ...]


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PortalEntry:
    """One entry of the public header."""

    key: str
    label: Any
    url_name: str
    order: int
    belongs: Callable[[], bool] = _always


_ENTRIES: dict[str, NavEntry] = {}
_PORTAL: dict[str, PortalEntry] = {}


def add_portal_nav(
    *, key: str, label: Any, url_name: str, order: int = 100, belongs: Callable[[], bool] = _always
) -> None:
    """Hang an entry into the public header; `key` is what a public page passes as `section`. ValueError for a key that is taken.

    `belongs` says whether there is anything behind it yet.
    """
    if key in _PORTAL:
        raise ValueError(f"the public header has an entry {key!r} already")
    _PORTAL[key] = PortalEntry(key, label, url_name, order, belongs)


def all_portal_entries() -> list[PortalEntry]:
    """Every entry of the public header, whether there is anything behind it or not."""
    return list(_PORTAL.values())


def portal_entries() -> list[PortalEntry]:
    """The entries of the public header that have something behind them, in order."""
    return sorted((entry for entry in _PORTAL.values() if entry.belongs()), key=lambda entry: entry.order)


def add_nav(
    *,
    key: str,
    label: Any,
    url_name: str,
    permission: str,
    order: int = 100,
    group: str = "work",
    icon: str = "dot",
    letter: str = "",
) -> None:
    """Hang an entry into the navigation. ValueError for an unknown group, or a key that is taken."""
    if group not in GROUPS:
        raise ValueError(f"unknown navigation group {group!r}")
    if key in _ENTRIES:
        raise ValueError(f"the navigation has an entry {key!r} already")
    _ENTRIES[key] = NavEntry(key, label, url_name, permission, order, group, icon, letter)


def entries() -> list[NavEntry]:
    """Every entry of the console's navigation, by the order of its hanging."""
    return list(_ENTRIES.values())


def groups_for(actor: Actor) -> tuple[NavGroup, ...]:
    """The groups with what `actor` may open, in order; a group without entries is left out."""
    allowed = [entry for entry in entries() if actor.may(entry.permission)]
    return tuple(NavGroup(key, label, shown) for key, label in GROUPS.items() if (shown := _sorted(allowed, key)))


def _sorted(entries: Iterable[NavEntry], group: str) -> tuple[NavEntry, ...]:
    return tuple(
        sorted((entry for entry in entries if entry.group == group), key=lambda entry: (entry.order, entry.key))
    )
