"""The scans: grouped SQL over the population, each made once a reading (`core.facts.one_reading`) and shared by many facts."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, Max, Q, Sum

from open315.cases.facts import population
from open315.cases.facts.days import YearMonth
from open315.core.access import Actor
from open315.core.facts import Period, RowsQuery, Scope, open_rows, shared
from open315.core.facts.address import parameters

ROWS = "cases"
KIND = "complaint"


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that one pass over the complaints of a period can count."""

    received: int
    accepted: int
    declined: int
    withdrawn: int
    closed: int
    solved: int
    unsolved: int
    solved_elsewhere: int
    unsolved_elsewhere: int
    open: int
    recovered_cents: int
    recovered_known: int
    amount_cents: int
    amount_known: int


def base_query(period: Period, scope: Scope, *, kind: str = KIND) -> RowsQuery:
    """The query all complaints of a period and scope are selected by."""
    return RowsQuery(ROWS, {**parameters(period, scope), "kind": kind})


def tally(period: Period, scope: Scope, actor: Actor) -> Tally:
    """Count the complaints of the period by what became of them, in one query."""
    return shared(("tally", period, scope, actor), lambda: _tally(period, scope, actor))


def _tally(period: Period, scope: Scope, actor: Actor) -> Tally:
    query = base_query(period, scope)
    until = population.until_of(query.params)
    closed = population.was_closed(until)
    sums: dict[str, Any] = {
        name: Count("pk", filter=condition(until)) for name, condition in population.OUTCOMES.items()
    }
    sums["received"] = Count("pk")
    sums["recovered_cents"] = Sum("recovered_cents", filter=closed)
    sums["recovered_known"] = Count("pk", filter=closed & Q(recovered_cents__isnull=False))
    sums["amount_cents"] = Sum("amount_cents")
    sums["amount_known"] = Count("pk", filter=Q(amount_cents__isnull=False))
    found = open_rows(query, actor).aggregate(**{f"n_{name}": value for name, value in sums.items()})
    return Tally(**{field.name: found[f"n_{field.name}"] or 0 for field in fields(Tally)})


def by_code(column: str, period: Period, scope: Scope, actor: Actor, *, kind: str = KIND) -> dict[str, int]:
    """How many cases each code of a column has; cases without a code under ""."""
    return shared(("by", column, kind, period, scope, actor), lambda: _by(F(column), period, scope, actor, kind))


def by_month(period: Period, scope: Scope, actor: Actor) -> dict[str, int]:
    """How many complaints were received in each month ("2026-03")."""
    return shared(("month", period, scope, actor), lambda: _by(YearMonth(F("received_on")), period, scope, actor, KIND))


def _by(expression: Any, period: Period, scope: Scope, actor: Actor, kind: str) -> dict[str, int]:
    rows = open_rows(base_query(period, scope, kind=kind), actor).order_by().values(line=expression)
    return {row["line"] or "": row["n"] for row in rows.annotate(n=Count("pk"))}


def by_trader(period: Period, scope: Scope, actor: Actor) -> dict[int | None, tuple[int, str]]:
    """How many complaints each trader of the register has, and its name; None for complaints without one."""
    return shared(("trader", period, scope, actor), lambda: _by_trader(period, scope, actor))


def _by_trader(period: Period, scope: Scope, actor: Actor) -> dict[int | None, tuple[int, str]]:
    rows = open_rows(base_query(period, scope), actor).order_by().values("trader_id")
    return {row["trader_id"]: (row["n"], row["name"]) for row in rows.annotate(n=Count("pk"), name=Max("trader_name"))}


def histogram(what: str, period: Period, scope: Scope, actor: Actor) -> dict[int, int]:
    """How many complaints took how many days to acceptance or closure."""
    return shared(("days", what, period, scope, actor), lambda: _histogram(what, period, scope, actor))


def _histogram(what: str, period: Period, scope: Scope, actor: Actor) -> dict[int, int]:
    rows = open_rows(base_query(period, scope).narrowed(days=what), actor).order_by()
    grouped = rows.values(days=population.days_to(what)).annotate(n=Count("pk"))
    return {row["days"]: row["n"] for row in grouped}


def counted(name: str, query: Callable[[], RowsQuery], period: Period, scope: Scope, actor: Actor) -> int:
    """The number of rows of a narrowed query, once a reading."""
    return shared((name, period, scope, actor), lambda: open_rows(query(), actor).count())
