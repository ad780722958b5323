"""The breakdowns of the complaints received. The lines of each are disjoint and add up; what fits nowhere has its own line."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.facts import names
from open315.cases.facts.names import NONE
from open315.cases.facts.tally import CASES, ROWS, base_query, by_code, by_month, by_trader, tally
from open315.core.access import Actor
from open315.core.facts import Breakdown, Extent, Fact, Period, RowsQuery, Scope, covered, fact, figure
from open315.core.facts.lines import Line, LineMaker
from open315.core.facts.registry import NO_RECORDS
from open315.core.names import Names
from open315.org.facts import REGION

TOP = 10


def _maker(
    key: str, parameter: str, period: Period, scope: Scope, base: RowsQuery, label: Callable[[str], Any]
) -> LineMaker:
    return LineMaker(key, CASES, parameter, period, scope, base, label)


def ranked(counts: Mapping[str, int], label: Callable[[str], Any]) -> list[Line]:
    """Most first; the line of cases without a code last."""
    coded = sorted(((code, n) for code, n in counts.items() if code), key=lambda item: (-item[1], item[0]))
    lines: list[Line] = [(code, label(code), n) for code, n in coded]
    if counts.get(""):
        lines.append((NONE, names.UNKNOWN, counts[""]))
    return lines


def _by_column(
    key: str, column: str, parameter: str, label_of: Callable[[str], Any], *, label: Any, definition: Any
) -> None:
    @fact(key, label=label, definition=definition, unit=CASES, rows=ROWS, is_breakdown=True)
    def compute_lines(period: Period, scope: Scope, actor: Actor) -> Breakdown:
        lines = ranked(by_code(column, period, scope, actor), label_of)
        maker = _maker(key, parameter, period, scope, base_query(period, scope), names.or_unknown(label_of))
        return maker.breakdown(lines, figure("cases.received", period, scope, actor))


_by_column(
    "cases.by_channel",
    "channel",
    "channel",
    names.channel,
    label=_("Complaints by channel"),
    definition=_("The complaints received, by the channel on which they came in."),
)
_by_column(
    "cases.by_nature",
    "nature",
    "nature",
    names.nature,
    label=_("Complaints by nature"),
    definition=_("The complaints received, by the nature of the problem as the council classed it."),
)
_by_column(
    "cases.by_goods",
    "goods",
    "goods",
    names.goods,
    label=_("Complaints by goods or service"),
    definition=_("The complaints received, by the class of goods or service."),
)


@fact(
    "cases.by_kind",
    label=_("Cases by kind"),
    definition=_("Everything received in the period: complaints, reports and enquiries."),
    unit=CASES,
    rows=ROWS,
    is_breakdown=True,
)
def by_kind(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Complaints beside reports and enquiries."""
    lines = ranked(by_code("kind", period, scope, actor, kind="any"), names.kind)
    maker = _maker("cases.by_kind", "only_kind", period, scope, base_query(period, scope, kind="any"), names.kind)
    return maker.breakdown(lines, figure("cases.contacts", period, scope, actor))


@fact(
    "cases.by_outcome",
    label=_("Complaints by outcome"),
    definition=_(
        "The complaints received, by what had become of them by the reckoning day. Each is in exactly one line."
    ),
    unit=CASES,
    rows=ROWS,
    is_breakdown=True,
)
def by_outcome(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """The outcomes that exclude one another."""
    found = tally(period, scope, actor)
    every: list[Line] = [(code, label, getattr(found, code)) for code, label in names.OUTCOMES.items()]
    lines = [line for line in every if line[2] or line[0] not in names.OF_HISTORY]
    maker = _maker("cases.by_outcome", "outcome", period, scope, base_query(period, scope), names.OUTCOMES.__getitem__)
    return maker.breakdown(lines, figure("cases.received", period, scope, actor))


@fact(
    "cases.by_region",
    label=_("Complaints by place"),
    definition=_(
        "The complaints received, by the city (within one city: by the county or district) where the matter took place. "
        "Unknown places and places outside of the region are lines of their own."
    ),
    unit=CASES,
    rows=ROWS,
    is_breakdown=True,
)
def by_region(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """One level below the scope."""
    counties = len(scope.get(REGION)) >= 4
    column, parameter = ("region_code", "county") if counties else ("city_code", "city")
    counts = _inside(by_code(column, period, scope, actor), scope.get(REGION), counties=counties)
    lines = ranked({code: n for code, n in counts.items() if code != names.ELSEWHERE}, names.region_labels(counts))
    if counts.get(names.ELSEWHERE):
        lines.append((names.ELSEWHERE, names.ELSEWHERE_LABEL, counts[names.ELSEWHERE]))
    maker = _maker("cases.by_region", parameter, period, scope, base_query(period, scope), names.place)
    return maker.breakdown(lines, figure("cases.received", period, scope, actor))


def _inside(counts: Mapping[str, int], region: str, *, counties: bool) -> dict[str, int]:
    """Counts by code with places outside of the region put together, and a city as such taken for an unknown county."""
    found: dict[str, int] = {}
    for code, n in counts.items():
        if code and not code.startswith(region):
            code = names.ELSEWHERE
        elif counties and code == region.ljust(6, "0"):
            code = ""
        found[code] = found.get(code, 0) + n
    return found


@fact(
    "cases.by_month",
    label=_("Complaints by month"),
    definition=_("The complaints received, by the month of receipt."),
    unit=CASES,
    rows=ROWS,
    is_breakdown=True,
    ticks=names.months_below,
)
def month_by_month(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Every month of the period, also those without a complaint; of months without records it is not known whether there was one."""
    counts, kept = by_month(period, scope, actor), covered(ROWS, scope, actor)
    lines: list[Line] = [(code, names.month(code), counts.get(code, 0)) for code in months_of(period)]
    maker = _maker("cases.by_month", "month", period, scope, base_query(period, scope), names.month)
    table = maker.breakdown(lines, figure("cases.received", period, scope, actor))

    def known(fact: Fact) -> Fact:
        is_known = fact.value or not fact.line or kept.extent(month_of(fact.line, period)) != Extent.NONE
        return fact if is_known else fact.unknown(NO_RECORDS)

    return table.each(known)


def month_of(code: str, period: Period) -> Period:
    """What of the month "2026-03" lies in a period."""
    year, number = (int(part) for part in code.split("-"))
    first, following = date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)
    return Period(max(first, period.first), min(following - timedelta(days=1), period.last))


def months_of(period: Period) -> list[str]:
    """The months of a period as "2026-03"."""
    first, last = period.first.year * 12 + period.first.month - 1, period.last.year * 12 + period.last.month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


@fact(
    "cases.by_trader",
    label=_("Traders with most complaints"),
    definition=_(
        "The complaints received, by trader of the register: the ten with most complaints, all others together, and those without a "
        "known trader. The number of complaints says nothing about how much a trader sells."
    ),
    unit=CASES,
    rows=ROWS,
    is_breakdown=True,
)
def top_traders(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """Ten traders, the others, and none."""
    counts = by_trader(period, scope, actor)
    known = sorted(((pk, *line) for pk, line in counts.items() if pk is not None), key=lambda item: (-item[1], item[0]))
    lines: list[Line] = [(str(pk), Names(name), n) for pk, n, name in known[:TOP]]
    rest = sum(n for _pk, n, _name in known[TOP:])
    if rest:
        lines.append(("not:" + ",".join(code for code, _label, _n in lines), names.OTHER_TRADERS, rest))
    if None in counts:
        lines.append((NONE, names.NO_TRADER, counts[None][0]))
    label = partial(names.trader, actor=actor)
    maker = _maker("cases.by_trader", "trader", period, scope, base_query(period, scope), label)
    return maker.breakdown(lines, figure("cases.received", period, scope, actor))
