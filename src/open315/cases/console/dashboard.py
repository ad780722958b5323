"""The case room's part of the console's first page: what waits for me, what is late, what needs a second signature."""

from collections.abc import Mapping
from typing import Any

from open315.cases import queries
from open315.cases.queries import InboxFilters, InboxRow
from open315.cases.types import State
from open315.core.access import Actor
from open315.core.ui.dashboard import add_panel

SHOWN = 8


def mine(actor: Actor) -> Mapping[str, Any]:
    """My open cases, the earliest due first, those without a date behind them."""
    page = queries.inbox(actor, InboxFilters(view="mine", sort="due"))
    undated = (
        queries.inbox(actor, InboxFilters(view="mine", due="none", sort="oldest")) if len(page.rows) < SHOWN else None
    )
    return {"rows": [*page.rows, *(undated.rows if undated else ())][:SHOWN]}


def late(actor: Actor) -> Mapping[str, Any]:
    """Open cases that are past their due date, the longest first; of the first page of them none that another panel of the reader shows."""
    page = queries.inbox(actor, InboxFilters(view="overdue", sort="due"))
    return {"rows": [row for row in page.rows if not _stands_elsewhere(row, actor)][:SHOWN]}


def _stands_elsewhere(row: InboxRow, actor: Actor) -> bool:
    is_own = row.officer_id == actor.account_id and actor.may("cases:close")
    is_new = row.state == State.REGISTERED and actor.may("cases:accept")
    return is_own or is_new or (row.state == State.DECLINATION_PROPOSED and actor.may("cases:confirm_declination"))


def waiting(actor: Actor) -> Mapping[str, Any]:
    """New cases to be decided, the earliest due first; the reader's own stand among hers."""
    others = queries.visible_to(actor)
    if actor.may("cases:close"):
        others = others.exclude(officer_id=actor.account_id)
    page = queries.inbox(actor, InboxFilters(view="waiting", sort="due"), within=others)
    return {"rows": page.rows[:SHOWN]}


def second(actor: Actor) -> Mapping[str, Any]:
    """Refusals that wait for a second signature."""
    page = queries.inbox(actor, InboxFilters(view="second", sort="due"))
    return {"rows": page.rows[:SHOWN]}


def referred(actor: Actor) -> Mapping[str, Any]:
    """What was sent to the reader's department and waits for its receipt or its answer, the longest first."""
    pages = (queries.inbox(actor, InboxFilters(view=view, sort="oldest")) for view in ("to_acknowledge", "to_answer"))
    return {"rows": [row for page in pages for row in page.rows][:SHOWN]}


def hang_panels() -> None:
    """Hang the panels; each person sees those of her work."""
    folder = "cases/console/panels/"
    add_panel("cases.mine", "cases:close", folder + "mine.html", mine, order=10, size="half")
    add_panel("cases.waiting", "cases:accept", folder + "waiting.html", waiting, order=20, size="half")
    add_panel("cases.second", "cases:confirm_declination", folder + "second.html", second, order=15, size="half")
    add_panel("cases.referred", "cases:answer_referral", folder + "referred.html", referred, order=10, size="half")
    add_panel("cases.late", "cases:read", folder + "late.html", late, order=30, size="half")
