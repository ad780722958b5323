"""What every page shell needs: languages, theme, demo flag, the acting person's navigation, and what rooms plug in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from open315.core.access import ANONYMOUS, Actor
from open315.core.ui.nav import groups_for, portal_entries

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
LARGE_COOKIE = "large"
"""Kept by the public pages for who asked for large type (ADR 0156)."""

ShellValue = Callable[[Actor], Any]
_PLUGGED: dict[str, ShellValue] = {}


def add_to_shell(key: str, value: ShellValue) -> None:
    """Plug a value of a room into the console shell, computed from the actor only when the shell shows it.

    Keys the shell knows: "notices" — an object with `.count` (words such as "3" or "99+", empty for none) and `.href` for the bell.
    """
    _PLUGGED[key] = value


def theme_of(request: HttpRequest) -> str:
    """The reader's colour theme from the cookie that theme.js keeps: auto, light or dark."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def is_large(request: HttpRequest) -> bool:
    """Whether the reader asked for large type on the public pages."""
    return request.COOKIES.get(LARGE_COOKIE) == "on"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context for the shells. Everything that costs a query is lazy: pages that do not show it do not pay."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return {
        "actor": actor,
        "demo": settings.DEMO,
        "source_url": settings.SOURCE_URL,
        "languages": settings.INTERFACE_LANGUAGES,
        "theme": theme_of(request),
        "is_large": is_large(request),
        "nav_groups": lambda: groups_for(actor),
        "portal_entries": SimpleLazyObject(portal_entries),
        **{key: SimpleLazyObject(partial(value, actor)) for key, value in _PLUGGED.items()},
    }
