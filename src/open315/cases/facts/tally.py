"""The scans: grouped SQL over the population, each made once a reading (`core.facts.one_reading`) and shared by many facts."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.cases.facts import conditions
from open315.cases.facts.days import YearMonth
from open315.cases.models import Clock
from open315.core.access import Actor
from open315.core.facts import Period, RowsQuery, Scope, declare_unit, grouping, open_rows, shared
from open315.core.facts.address import parameters
from open315.core.facts.grouping import counts_by, only_counts
from open315.core.facts.reading import reads_many
from open315.org.facts import REGION

ROWS = "cases"
"""The named query of every figure of the room."""
KIND = "complaint"
CLOCKS = ("acceptance", "mediation")
"""The clocks of the rule packs that figures speak of."""
CASES = declare_unit(
    "cases",
    name=ngettext_lazy("case", "cases", "n"),
    column=_("Number of cases"),
    of_line=_("cases of the line"),
    of_all_lines=_("cases of all lines"),
)
OUTCOME = "outcome"
BITS = {name: 1 << position for position, name in enumerate(conditions.OUTCOMES)}
SUMS = {"recovered": F("recovered_cents"), "amount": F("amount_cents")}


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that one pass over the complaints of a period can count."""

    received: int
    accepted: int
    accepted_known: int
    """Of those accepted, all but history of which no end is known."""
    declined: int
    withdrawn: int
    closed: int
    solved: int
    unsolved: int
    solved_elsewhere: int
    unsolved_elsewhere: int
    closed_unaccepted: int
    """History that was closed, and of which it is not known whether it was accepted here."""
    open: int
    unknown: int
    """History of which no end is known."""
    history: int
    recovered_cents: int
    recovered_known: int
    amount_cents: int
    amount_known: int


def base_query(period: Period, scope: Scope, *, kind: str = KIND) -> RowsQuery:
    """The query all complaints of a period and scope are selected by."""
    return RowsQuery(ROWS, {**parameters(period, scope), "kind": kind})


def tally(period: Period, scope: Scope, actor: Actor) -> Tally:
    """The complaints of the period by what became of them."""
    return shared(("tally", period, scope, actor), lambda: _tally(period, scope, actor))


def _tally(period: Period, scope: Scope, actor: Actor) -> Tally:
    """From the counts by outcome; a complaint's outcome holds a bit for each condition it meets."""
    outcomes = _grouped(OUTCOME, period, scope, actor)
    found: dict[str, int] = dict.fromkeys((field.name for field in fields(Tally)), 0)
    for outcome, (count, recovered_known, recovered, amount_known, amount) in outcomes.items():
        met = [name for name, bit in BITS.items() if outcome & bit]
        for name in met:
            found[name] += count
        if "closed" in met:
            found["recovered_cents"] += recovered
            found["recovered_known"] += recovered_known
        found["received"] += count
        found["amount_cents"] += amount
        found["amount_known"] += amount_known
    return Tally(**found)


def by_code(column: str, period: Period, scope: Scope, actor: Actor, *, kind: str = KIND) -> dict[str, int]:
    """How many cases each code of a column has; cases without a code under ""."""
    if kind != KIND:
        rows = base_query(period, scope, kind=kind)
        counts = shared(
            ("by", column, kind, period, scope, actor), lambda: counts_by(open_rows(rows, actor), {column: F(column)})
        )
        return counts[column]
    return only_counts(_grouped(column, period, scope, actor))


def by_month(period: Period, scope: Scope, actor: Actor) -> dict[str, int]:
    """How many complaints were received in each month ("2026-03")."""
    return only_counts(_grouped("month", period, scope, actor))


def histogram(what: str, period: Period, scope: Scope, actor: Actor) -> dict[int, int]:
    """How many complaints took how many days to acceptance or closure."""
    counts = only_counts(_grouped(what, period, scope, actor))
    return {days: n for days, n in counts.items() if days is not None}


def _columns(until: date, *, counties: bool) -> dict[str, Any]:
    """What the complaints are grouped by. Days are known only of what had happened by the reckoning day."""
    place = "region_code" if counties else "city_code"
    return {
        OUTCOME: reduce(add, (_bit(condition(until), BITS[name]) for name, condition in conditions.OUTCOMES.items())),
        "channel": F("channel"),
        "nature": F("nature"),
        "goods": F("goods"),
        place: F(place),
        "month": YearMonth(F("received_on")),
        "acceptance": Case(When(conditions.was_accepted(until), then=conditions.days_to("acceptance"))),
        "closure": Case(When(conditions.was_closed(until), then=conditions.days_to("closure"))),
    }


def _bit(condition: Q, bit: int) -> Any:
    return Case(When(condition, then=Value(bit)), default=Value(0))


def _grouped(name: str, period: Period, scope: Scope, actor: Actor) -> grouping.Lines:
    """The lines by one column; in a reading of many facts all columns are counted in the same pass."""
    query = base_query(period, scope)
    columns = _columns(conditions.until_of(query.params), counties=len(scope.get(REGION)) >= 4)
    wanted = columns if reads_many() else {name: columns[name]}
    sums = SUMS if OUTCOME in wanted else {}
    key = ("groups", tuple(wanted), period, scope, actor)
    return shared(key, lambda: grouping.lines_by(open_rows(query, actor), wanted, sums))[name]


def by_trader(period: Period, scope: Scope, actor: Actor) -> dict[int | None, tuple[int, str]]:
    """How many complaints each trader of the register has, and its name; None for complaints without one."""
    return shared(("trader", period, scope, actor), lambda: _by_trader(period, scope, actor))


def _by_trader(period: Period, scope: Scope, actor: Actor) -> dict[int | None, tuple[int, str]]:
    rows = open_rows(base_query(period, scope), actor).order_by().values("trader_id")
    return {row["trader_id"]: (row["n"], row["name"]) for row in rows.annotate(n=Count("pk"), name=Max("trader_name"))}


def clock_counts(key: str, period: Period, scope: Scope, actor: Actor) -> tuple[int, int]:
    """In how many complaints the limit was kept each time, and in how many it was kept or missed. A reopened one counts once."""
    counts = shared(("clocks", period, scope, actor), lambda: _clock_counts(period, scope, actor))
    kept, missed = counts.get(f"{key}:0", 0), counts.get(f"{key}:1", 0)
    return kept, kept + missed


def _clock_counts(period: Period, scope: Scope, actor: Actor) -> dict[str, int]:
    """Complaints by clock and by whether its limit was ever missed ("acceptance:0" never, "acceptance:1" once)."""
    query = base_query(period, scope)
    until = conditions.until_of(query.params)
    missed, kept = conditions.was_missed(until), conditions.was_kept(until)
    clocks = Clock.objects.filter(
        kept | missed, key__in=CLOCKS, case__in=open_rows(query, actor).order_by().values("pk")
    )
    ever = Max(Case(When(missed, then=Value("1")), default=Value("0")))
    each = clocks.order_by().values("case_id", "key").annotate(by_clock=Concat("key", Value(":"), ever))
    return grouping.counted(each, ["clock"])["clock"]


def counted(name: str, query: Callable[[], RowsQuery], period: Period, scope: Scope, actor: Actor) -> int:
    """The number of rows of a narrowed query, once a reading."""
    return shared((name, period, scope, actor), lambda: open_rows(query(), actor).count())
