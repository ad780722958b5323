"""The case room's part of the console's first page: what waits for me, what is late, what needs a second signature."""

from collections.abc import Mapping
from typing import Any

from open315.cases import queries
from open315.cases.queries import InboxFilters
from open315.core.access import Actor
from open315.core.ui.dashboard import add_panel

SHOWN = 8


def mine(actor: Actor) -> Mapping[str, Any]:
    """My open cases, the earliest due first."""
    page = queries.inbox(actor, InboxFilters(view="mine", sort="due"))
    return {"rows": page.rows[:SHOWN]}


def late(actor: Actor) -> Mapping[str, Any]:
    """Open cases that are past their due date, the longest first."""
    page = queries.inbox(actor, InboxFilters(view="overdue", sort="due"))
    return {"rows": page.rows[:SHOWN]}


def waiting(actor: Actor) -> Mapping[str, Any]:
    """New cases to be decided, the earliest due first."""
    page = queries.inbox(actor, InboxFilters(view="waiting", sort="due"))
    return {"rows": page.rows[:SHOWN]}


def second(actor: Actor) -> Mapping[str, Any]:
    """Refusals that wait for a second signature."""
    page = queries.inbox(actor, InboxFilters(view="second", sort="due"))
    return {"rows": page.rows[:SHOWN]}


def hang_panels() -> None:
    """Hang the panels; each person sees those of her work."""
    folder = "cases/console/panels/"
    add_panel("cases.mine", "cases:close", folder + "mine.html", mine, order=10, size="half")
    add_panel("cases.waiting", "cases:accept", folder + "waiting.html", waiting, order=20, size="half")
    add_panel("cases.second", "cases:confirm_declination", folder + "second.html", second, order=15, size="half")
    add_panel("cases.late", "cases:read", folder + "late.html", late, order=30, size="half")
