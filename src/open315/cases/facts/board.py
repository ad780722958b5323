"""What the overview of figures shows: single figures, and each table with its chart. Ready to print; templates compute nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from open315.cases.facts import names
from open315.cases.facts.declared import SINGLE, TABLES
from open315.core.access import Actor
from open315.core.charts import Chart, bar_chart, column_chart
from open315.core.facts import Breakdown, Fact, Period, Scope, Unit, compute, one_reading, spec_of, table
from open315.core.facts.address import rows_path
from open315.core.facts.wording import number_and_unit, unit_words, value_words

SHOWN = tuple(key for key in SINGLE if key != "cases.open")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Stat:
    """A single figure with its label; `fraction` says of what a share is a share, `change` compares with the year before."""

    label: Any
    value: str
    unit: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table."""

    label: Any
    count: Printed
    share: Printed


@dataclass(frozen=True, slots=True)
class Board:
    """A table with its chart."""

    key: str
    title: Any
    definition: Any
    chart: Chart | None
    lines: tuple[Line, ...]
    total: Printed | None


def printed(fact: Fact) -> Printed:
    """A fact with the address of its rows."""
    return Printed(value_words(fact), rows_path(fact))


def overview(period: Period, scope: Scope, actor: Actor) -> tuple[list[Stat], list[Board]]:
    """Everything the page shows, on one reading."""
    with one_reading():
        stats = [_stat(fact) for fact in _singles(period, scope, actor)]
        return stats, [_board(key, period, scope, actor) for key in TABLES]


def _singles(period: Period, scope: Scope, actor: Actor) -> Iterable[Fact]:
    for key in SHOWN:
        found = compute(key, period, scope, actor)
        if isinstance(found, Fact):
            yield found


def _stat(fact: Fact) -> Stat:
    value, unit = number_and_unit(fact)
    note = "" if fact.denominator is None or fact.unit != Unit.PERCENT else f"{fact.numerator:,} / {fact.denominator:,}"
    return Stat(spec_of(fact.key).label, value, unit, rows_path(fact), note)


def _board(key: str, period: Period, scope: Scope, actor: Actor) -> Board:
    counts, spec = table(key, period, scope, actor), spec_of(key)
    shares = {code: fact for code, _label, fact in table(f"{key}.share", period, scope, actor).lines}
    lines = tuple(Line(label, printed(fact), printed(shares[code])) for code, label, fact in counts.lines)
    total = printed(counts.total) if counts.total else None
    return Board(key, spec.label, spec.definition, chart_of(counts, str(spec.label)), lines, total)


def chart_of(counts: Breakdown, title: str) -> Chart | None:
    """Columns for months, bars for everything else; none of nothing."""
    if not counts.lines:
        return None
    labels = [str(label) for _code, label, _fact in counts.lines]
    values = [int(fact.value or 0) for _code, _label, fact in counts.lines]
    unit = unit_words(Unit.CASES)
    if counts.key == "cases.by_month":
        if len({code[:4] for code, _label, _fact in counts.lines}) == 1:
            labels = [names.short_month(code) for code, _label, _fact in counts.lines]
        return column_chart(title, labels, {title: values}, unit=unit)
    return bar_chart(title, labels, values, unit=unit)
