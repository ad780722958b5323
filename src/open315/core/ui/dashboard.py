"""The console's first page is made of panels that rooms hang here; each reader sees those they have the permission for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from open315.core.access import Actor

PanelContext = Callable[[Actor], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the first page. `size` is "wide" (whole row), "half" or "aside"."""

    key: str
    permission: str
    template: str
    context: PanelContext
    order: int
    size: str


_PANELS: dict[str, Panel] = {}


def add_panel(
    key: str, permission: str, template: str, context: PanelContext, *, order: int = 100, size: str = "half"
) -> None:
    """Hang a panel. `template` is rendered with what `context(actor)` returns, plus `actor`; the same key replaces."""
    _PANELS[key] = Panel(key, permission, template, context, order, size)


def panels() -> list[Panel]:
    """Every panel, in order."""
    return sorted(_PANELS.values(), key=lambda panel: panel.order)


def panels_for(actor: Actor) -> list[dict[str, Any]]:
    """The panels `actor` may see, in order, each with its key, size, template and context."""
    return [
        {
            "key": panel.key,
            "size": panel.size,
            "template": panel.template,
            "context": {**panel.context(actor), "actor": actor},
        }
        for panel in panels()
        if actor.may(panel.permission)
    ]
