"""What each fact of the case room means, counted by hand: plain Python over whole tables, nothing of `cases.facts`.

The definitions stand in words in ADR 0060 and on the page of each figure. A new fact gets a line in `MEANINGS`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from open315.cases.models import Case
from open315.cases.tests.edges import fill_edges
from open315.cases.tests.samples import Sampler
from open315.core.clock import local_day
from open315.core.facts import Period, Scope
from tests.covering import keep_records
from tests.figures.recount import Meaning, Sample, ratio

TODAY = date(2026, 5, 12)
YEAR = Period(date(2025, 5, 1), date(2026, 4, 30), TODAY)
ASKED = (
    (YEAR, Scope()),
    (Period(date(2026, 1, 1), date(2026, 3, 15), date(2026, 3, 20)), Scope(region="42")),
    (Period(date(2025, 6, 1), TODAY), Scope(region="4201")),
)
"""A year up to a later day, a quarter cut short soon after its end, and one city up to now."""
SOLVED = {"mediated", "settled", "resolved_by_body"}
ENDED = {"closed", "declined", "withdrawn", "on_record"}
BY_ANOTHER_BODY = {"passed_on", "resolved_by_body"}
Test = Callable[[Case, date], bool]
_everything: list[Case] = []
"""Every case, read once after `fill`: each meaning goes through all of them."""


def fill(cast: Any) -> None:
    """Some hundreds of cases of every sort, of three councils and two years, and those on the edges of what is asked."""
    councils = [cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    sampler = Sampler(councils, cast.bodies["market"], today=TODAY)
    sampler.make(300, date(2024, 5, 1), TODAY)
    sampler.make_history(60, date(2024, 5, 1), TODAY)
    sampler.save()
    keep_records(cast)
    for period, _scope in ASKED:
        fill_edges(cast, period, TODAY)
    _everything.clear()


def received(period: Period, scope: Scope, *, first: date | None = None) -> list[Case]:
    """Everything the councils of the region received in the period, on China's calendar; no duplicates."""
    region = scope.get("region")
    if not _everything:
        rows = Case.objects.select_related("council").prefetch_related("clocks", "handoffs")
        _everything.extend(rows.order_by("id"))
    return [
        case
        for case in _everything
        if case.state != "duplicate"
        and (first or period.first) <= local_day(case.received_at) <= period.last
        and case.council.region_id.startswith(region)
    ]


def complaints(period: Period, scope: Scope, **more: Any) -> list[Case]:
    return [case for case in received(period, scope, **more) if case.kind == "complaint"]


def end_of(period: Period) -> date:
    """The reckoning day; today where none is given."""
    return period.until or TODAY


def accepted(case: Case, until: date) -> bool:
    return case.accepted_at is not None and local_day(case.accepted_at) <= until


def closed(case: Case, until: date) -> bool:
    return case.state == "closed" and case.closed_on is not None and case.closed_on <= until


def solved(case: Case, until: date) -> bool:
    return accepted(case, until) and closed(case, until) and case.result in SOLVED


def elsewhere(case: Case, until: date) -> bool:
    known = not case.is_history or case.result in BY_ANOTHER_BODY
    return closed(case, until) and not accepted(case, until) and known


def solved_elsewhere(case: Case, until: date) -> bool:
    return elsewhere(case, until) and case.result in SOLVED


def ended_as(state: str) -> Test:
    return lambda case, until: case.state == state and (case.closed_on is None or case.closed_on <= until)


def still_open(case: Case, until: date) -> bool:
    return case.state not in ENDED or (case.closed_on is not None and case.closed_on > until)


def referred(case: Case, until: date) -> bool:
    return any(
        local_day(sent.sent_at) <= until and sent.state not in {"refused", "returned"} for sent in case.handoffs.all()
    )


def missed(case: Case, until: date, key: str = "") -> bool:
    """A limit (of the clock `key`) had passed before it was met."""
    return any(
        clock.state in {"late", "running"} and clock.due_on is not None and clock.due_on < until
        for clock in case.clocks.all()
        if key in {"", clock.key}
    )


def kept(case: Case, until: date, key: str) -> bool:
    return any(
        clock.state == "met" and clock.ended_on is not None and clock.ended_on <= until
        for clock in case.clocks.all()
        if clock.key == key
    )


def number(test: Test) -> Meaning:
    """How many complaints of the period meet a condition by the reckoning day."""
    return lambda period, scope: len(those(period, scope, test))


def those(period: Period, scope: Scope, test: Test) -> list[Case]:
    return [case for case in complaints(period, scope) if test(case, end_of(period))]


def share(part: Test, whole: Test) -> Meaning:
    return lambda period, scope: ratio(
        len(those(period, scope, lambda case, until: whole(case, until) and part(case, until))),
        len(those(period, scope, whole)),
    )


def in_time(key: str) -> Meaning:
    """Of those whose limit was kept or missed, those in which it was kept each time."""

    def part(case: Case, until: date) -> bool:
        return kept(case, until, key) and not missed(case, until, key)

    return share(part, lambda case, until: kept(case, until, key) or missed(case, until, key))


def total(test: Test, amount: Callable[[Case], int | None]) -> Meaning:
    return lambda period, scope: sum(amount(case) or 0 for case in those(period, scope, test))


def median(test: Test, days: Callable[[Case], int]) -> Meaning:
    def counted(period: Period, scope: Scope) -> Decimal | None:
        found = sorted(days(case) for case in those(period, scope, test))
        middle = len(found) // 2
        return Decimal(found[middle] + found[~middle]) / 2 if found else None

    return counted


def days_to_acceptance(case: Case) -> int:
    assert case.accepted_at is not None
    return (local_day(case.accepted_at) - local_day(case.received_at)).days


def days_to_closure(case: Case) -> int:
    assert case.closed_on is not None
    return (case.closed_on - local_day(case.received_at)).days


def lines(code: Callable[[Case], str]) -> Meaning:
    """How many complaints have each code; those without one under "none"."""
    return lambda period, scope: Counter(code(case) or "none" for case in complaints(period, scope))


def by_outcome(period: Period, scope: Scope) -> Mapping[str, int]:
    counts = dict.fromkeys(
        ["solved", "unsolved", "solved_elsewhere", "unsolved_elsewhere", "declined", "withdrawn", "open"], 0
    )
    return counts | Counter(_outcome(case, end_of(period)) for case in complaints(period, scope))


def _outcome(case: Case, until: date) -> str:
    if closed(case, until):
        words = "solved" if case.result in SOLVED else "unsolved"
        if accepted(case, until):
            return words
        return f"{words}_elsewhere" if elsewhere(case, until) else "closed_unaccepted"
    if case.state == "on_record":
        return "unknown"
    if case.state in {"declined", "withdrawn"} and ended_as(case.state)(case, until):
        return case.state
    return "open"


def by_region(period: Period, scope: Scope) -> Mapping[str, int]:
    """By city; within one city by county, where a place known only as the city is unknown; what lies outside is one line."""
    region = scope.get("region")
    county = len(region) >= 4

    def place(case: Case) -> str:
        code = case.region_code if county else case.city_code
        if not code or (county and code == region.ljust(6, "0")):
            return "none"
        return code if code.startswith(region) else "elsewhere"

    return lines(place)(period, scope)  # type: ignore[return-value]


def by_month(period: Period, scope: Scope) -> Mapping[str, int]:
    """Every month of the period, also those without a complaint."""
    counts = dict.fromkeys(_months(period.first, period.last), 0)
    counts.update(Counter(f"{local_day(case.received_at):%Y-%m}" for case in complaints(period, scope)))
    return counts


def _months(first: date, last: date) -> Iterable[str]:
    day = first.replace(day=1)
    while day <= last:
        yield f"{day:%Y-%m}"
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def by_trader(period: Period, scope: Scope) -> Mapping[str, int]:
    """The ten with most complaints, the lower number first among equals; all others together; those without a trader."""
    counts = Counter(case.trader_id for case in complaints(period, scope))
    unknown = counts.pop(None, 0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0] or 0))
    found = {str(trader): n for trader, n in ranked[:10]}
    if ranked[10:]:
        found["not:" + ",".join(found)] = sum(n for _trader, n in ranked[10:])
    return {**found, "none": unknown} if unknown else found


def _all(_case: Case, _until: date) -> bool:
    return True


def rated(period: Period, scope: Scope, *, least: int = 1) -> int:
    """How many cases of any kind were rated with so many stars or more, up to the reckoning day."""
    return sum(
        case.rating is not None
        and case.rating >= least
        and case.rated_on is not None
        and case.rated_on <= end_of(period)
        for case in received(period, scope)
    )


MEANINGS: Mapping[str, Meaning] = {
    "cases.rated": rated,
    "cases.satisfied": lambda period, scope: ratio(rated(period, scope, least=4), rated(period, scope)),
    "cases.contacts": lambda period, scope: len(received(period, scope)),
    "cases.received": number(_all),
    "cases.accepted": number(accepted),
    "cases.declined": number(ended_as("declined")),
    "cases.withdrawn": number(ended_as("withdrawn")),
    "cases.referred": number(referred),
    "cases.closed": number(closed),
    "cases.solved": number(solved),
    "cases.solved_elsewhere": number(solved_elsewhere),
    "cases.solution_rate": share(solved, lambda case, until: accepted(case, until) and case.state != "on_record"),
    "cases.recovered_cents": total(closed, lambda case: case.recovered_cents),
    "cases.amount_cents": total(_all, lambda case: case.amount_cents),
    "cases.open": number(still_open),
    "cases.open_at_end": lambda period, scope: sum(
        still_open(case, end_of(period)) for case in complaints(period, scope, first=date.min)
    ),
    "cases.late": number(missed),
    "cases.median_days_to_acceptance": median(accepted, days_to_acceptance),
    "cases.median_days_to_closure": median(closed, days_to_closure),
    "cases.on_time_acceptance": in_time("acceptance"),
    "cases.on_time_handling": in_time("mediation"),
    "cases.by_channel": lines(lambda case: case.channel),
    "cases.by_nature": lines(lambda case: case.nature),
    "cases.by_goods": lines(lambda case: case.goods),
    "cases.by_kind": lambda period, scope: Counter(case.kind for case in received(period, scope)),
    "cases.by_region": by_region,
    "cases.by_outcome": by_outcome,
    "cases.by_month": by_month,
    "cases.by_trader": by_trader,
}
MEASURES: Mapping[str, Callable[[Any], int]] = {
    "cases.recovered_cents": lambda case: case.recovered_cents,
    "cases.amount_cents": lambda case: case.amount_cents,
    "cases.median_days_to_acceptance": days_to_acceptance,
    "cases.median_days_to_closure": days_to_closure,
}
SAMPLE = Sample(fill, "secretariat", ASKED, MEANINGS, MEASURES)
